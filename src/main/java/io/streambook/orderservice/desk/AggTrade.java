package io.streambook.orderservice.desk;

import io.streambook.book.Side;
import io.streambook.book.Trade;

/**
 * The trades of one incoming order at one price. Quantities and prices in 10⁻⁸, time in
 * microseconds since 1970; ids see {@link TradeIds}.
 */
public record AggTrade(
    String symbol,
    long sequence,
    long firstTradeId,
    long lastTradeId,
    long qty,
    long price,
    Side aggressor,
    long time) {

  static AggTrade of(Trade trade) {
    long id = TradeIds.of(trade.sequence(), trade.index());
    return new AggTrade(
        trade.symbol(),
        trade.sequence(),
        id,
        id,
        trade.qty(),
        trade.price(),
        trade.aggressor(),
        trade.time());
  }

  boolean takes(Trade next) {
    return next.sequence() == sequence && next.price() == price;
  }

  AggTrade with(Trade next) {
    return new AggTrade(
        symbol,
        sequence,
        firstTradeId,
        TradeIds.of(next.sequence(), next.index()),
        qty + next.qty(),
        price,
        aggressor,
        time);
  }
}
