package io.streambook.orderservice.desk;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Side;

/**
 * A trade as one of its two orders has it. Quantities and prices in 10⁻⁸, time in microseconds
 * since 1970.
 *
 * @param tradeId see {@link TradeIds}
 */
public record Fill(
    String symbol,
    long tradeId,
    long venueOrderId,
    Side side,
    long qty,
    long price,
    boolean maker,
    String currency,
    long time) {

  static Fill of(Execution trade) {
    return new Fill(
        trade.symbol(),
        TradeIds.of(trade.sequence(), trade.tradeIndex()),
        trade.venueOrderId(),
        trade.side(),
        trade.lastQty(),
        trade.lastPx(),
        trade.requestId().isEmpty(),
        trade.currency(),
        trade.time());
  }

  public long quoteQty() {
    return Decimal8.notional(qty, price);
  }
}
