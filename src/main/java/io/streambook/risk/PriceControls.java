package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;

/** What the market tells: is there a price to judge by, and is the order's near it. */
final class PriceControls {
  private PriceControls() {}

  /**
   * Without a fresh quote or trade a market order is refused, and so is a limit outside the
   * instrument's static band; no band accepts none.
   */
  static Verdict reference(OrderCommand order, Market market) {
    if (market.live()) {
      return null;
    }
    if (order.orderType() == OrderType.MARKET) {
      return noReference(market, "");
    }
    long price = order.orderType() == OrderType.STOP ? order.conditions().stopPx() : order.price();
    Instrument instrument = market.instrument();
    long low = instrument.bandLow();
    long high = instrument.bandHigh();
    if (low != Decimal8.NONE && high != Decimal8.NONE && price >= low && price <= high) {
      return null;
    }
    return noReference(
        market, "price=" + text(price) + ", band=" + text(low) + ".." + text(high) + ", ");
  }

  private static Verdict noReference(Market market, String details) {
    long maxAgeMillis = market.instrument().quoteMaxAgeMillis();
    long ageMillis = market.youngestQuoteAgeMillis();
    if (ageMillis == Market.NO_QUOTE) {
      return reject(Reason.NO_REFERENCE_PRICE, details + "age=none, limit=" + maxAgeMillis + "ms");
    }
    if (ageMillis > maxAgeMillis) {
      return reject(
          Reason.STALE_QUOTE, details + "age=" + ageMillis + "ms, limit=" + maxAgeMillis + "ms");
    }
    // Fresh quotes that cross or lack a side, and no fresh trade.
    return reject(
        Reason.NO_REFERENCE_PRICE,
        details + "bid=" + text(market.bestBid()) + ", ask=" + text(market.bestAsk()));
  }

  /**
   * A stop is judged around its stop price, where it will come in. Only the side that can hurt is
   * bounded: a buy may not pay more than reference × (1 + collar), a sell may not ask for less than
   * reference × (1 − collar). A limit far on the other side of the market rests, and trades at its
   * own price or not at all: bounding it would protect no one.
   */
  static Verdict collar(OrderCommand order, Market market) {
    long reference = market.collarBase(order);
    if (CommandControls.isMarket(order)) {
      return market.protectionLimit(order) > 0
          ? null
          : reject(
              Reason.PRICE_COLLAR,
              "reference=" + text(reference) + ", limit=0, no tick within the collar");
    }
    if (reference == Decimal8.NONE) {
      return null;
    }
    long limit = market.collarLimit(order.side(), reference);
    boolean within = order.side() == Side.BUY ? order.price() <= limit : order.price() >= limit;
    if (within) {
      return null;
    }
    return reject(
        Reason.PRICE_COLLAR,
        "price="
            + text(order.price())
            + ", reference="
            + text(reference)
            + ", limit="
            + text(limit));
  }

  static String text(long price) {
    return price == Decimal8.NONE ? "none" : Decimal8.format(price);
  }
}
