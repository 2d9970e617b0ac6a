package io.streambook.orderservice.desk;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Side;

/**
 * A trade as one of its two orders has it. Quantities and prices in 10⁻⁸, time in microseconds
 * since 1970.
 *
 * @param tradeId see {@link TradeIds}
 * @param execution that told of it, counted from 0 among those of the same log entry
 */
public record Fill(
    String symbol,
    long tradeId,
    int execution,
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
        trade.index(),
        trade.venueOrderId(),
        trade.side(),
        trade.lastQty(),
        trade.lastPx(),
        trade.requestId().isEmpty(),
        trade.currency(),
        trade.time());
  }

  /** FIX ExecID (17) of the execution that told of it. */
  public String execId() {
    return symbol + "-" + TradeIds.sequence(tradeId) + "-" + execution;
  }

  public long quoteQty() {
    return Decimal8.notional(qty, price);
  }
}
