package io.streambook.orderservice.fix;

import io.streambook.book.Decimal8;
import io.streambook.orderservice.desk.ClientOrderIds;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.risk.Instrument;
import java.util.List;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.Currency;
import quickfix.field.MinTradeVol;
import quickfix.field.RoundLot;
import quickfix.field.SecurityListRequestType;
import quickfix.field.SecurityReqID;
import quickfix.field.SecurityRequestResult;
import quickfix.field.SecurityResponseID;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.field.TotNoRelatedSym;
import quickfix.fix44.SecurityList;

/** Answers SecurityListRequests (x). */
final class SecurityLists {
  private SecurityLists() {}

  static Message answer(Message request, Markets markets) throws FieldNotFound {
    SecurityList list = new SecurityList();
    list.setString(SecurityReqID.FIELD, request.getString(SecurityReqID.FIELD));
    list.setString(SecurityResponseID.FIELD, ClientOrderIds.random());
    List<SymbolMarket> asked;
    switch (request.getInt(SecurityListRequestType.FIELD)) {
      case SecurityListRequestType.SYMBOL ->
          asked =
              request.isSetField(Symbol.FIELD)
                  ? markets.find(request.getString(Symbol.FIELD)).stream().toList()
                  : List.of();
      case SecurityListRequestType.ALL_SECURITIES -> asked = markets.listed();
      default -> {
        list.setInt(
            SecurityRequestResult.FIELD, SecurityRequestResult.INVALID_OR_UNSUPPORTED_REQUEST);
        return list;
      }
    }
    list.setInt(
        SecurityRequestResult.FIELD,
        asked.isEmpty()
            ? SecurityRequestResult.NO_INSTRUMENTS_FOUND_THAT_MATCH_SELECTION_CRITERIA
            : SecurityRequestResult.VALID_REQUEST);
    list.setInt(TotNoRelatedSym.FIELD, asked.size());
    asked.forEach(market -> list.addGroup(entry(market)));
    return list;
  }

  /** FIX 4.4 has no field for a tick, nor here for the phase and for reduce only: the text says. */
  private static SecurityList.NoRelatedSym entry(SymbolMarket market) {
    Instrument instrument = market.instrument();
    SecurityList.NoRelatedSym entry = new SecurityList.NoRelatedSym();
    entry.setString(Symbol.FIELD, market.symbol());
    entry.setString(Currency.FIELD, instrument.currency());
    entry.setString(RoundLot.FIELD, Decimal8.format(instrument.lotSize()));
    entry.setString(MinTradeVol.FIELD, Decimal8.format(instrument.minQty()));
    entry.setString(
        Text.FIELD,
        "tick="
            + Decimal8.format(instrument.tickSize())
            + ", maxQty="
            + Decimal8.format(instrument.maxQty())
            + ", phase="
            + market.phase()
            + (instrument.reduceOnly() ? ", reduceOnly" : ""));
    return entry;
  }
}
