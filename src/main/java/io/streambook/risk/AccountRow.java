package io.streambook.risk;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import java.util.List;

/** A piece of {@link AccountControls} that is stored by itself, so that only what changed is. */
public sealed interface AccountRow {
  String account();

  /**
   * An account.
   *
   * @param limits the newest record, or null
   * @param day latest trading day its commands carried, in days since 1970
   * @param dayCount how many trading days its commands have seen
   * @param windowStart of the order rate, in microseconds since 1970
   * @param windowOrders orders in that window
   */
  record Header(
      String account,
      RiskLimits limits,
      KillState killState,
      long killGeneration,
      int day,
      int dayCount,
      long windowStart,
      int windowOrders)
      implements AccountRow {}

  /**
   * An account in a symbol. What works there follows from its ids.
   *
   * @param bookedHigh upper half of the executed notional, buys less sells
   * @param bookedLow lower half
   * @param mark in 10⁻⁸, or Decimal8.NONE
   * @param accepted number of the last order of the account that was accepted
   * @param tradingDay latest that was stamped
   * @param seenSequence log sequence of the last execution seen
   * @param seenIndex its index
   * @param seenOffset highest offset in {@code orders} that an execution told was decided; -1
   *     before the first
   */
  record Holding(
      String account,
      String symbol,
      String currency,
      long position,
      long bookedHigh,
      long bookedLow,
      long mark,
      long accepted,
      int tradingDay,
      long seenSequence,
      int seenIndex,
      long seenOffset)
      implements AccountRow {}

  /**
   * An id that is taken.
   *
   * @param partition of its first command
   * @param offset of its first command
   * @param target orderId of the NEW that a replace is about, or null
   * @param endedOn day count on which it ceased to work
   * @param working while it works, else null
   */
  record Id(
      String account,
      String id,
      int partition,
      long offset,
      String target,
      int endedOn,
      Working working)
      implements AccountRow {}

  /** The terms of a working order; quantities are totals, fills included. */
  record Working(
      String symbol, Side side, long qty, long cumQty, long reservePrice, List<Terms> pending) {}

  /** What a replace asks for, until its execution arrives; offset is its own. */
  record Terms(long offset, long qty, long reservePrice) {}

  /** Executions of an order that was not accepted here yet. */
  record Parked(String account, String orderId, int since, List<Feedback> executions)
      implements AccountRow {}

  /** What risk needs of an {@link Execution}. */
  record Feedback(
      String symbol,
      ExecType type,
      Side side,
      long offset,
      long qty,
      long price,
      long lastQty,
      long lastPx,
      long cumQty,
      long leavesQty,
      long reference) {
    static Feedback of(Execution execution) {
      return new Feedback(
          execution.symbol(),
          execution.execType(),
          execution.side(),
          execution.offset(),
          execution.qty(),
          execution.price(),
          execution.lastQty(),
          execution.lastPx(),
          execution.cumQty(),
          execution.leavesQty(),
          execution.reference());
    }
  }

  /** Takes what changed. */
  interface Sink {
    void put(AccountRow row) throws Exception;

    void removeId(String account, String id) throws Exception;

    void removeParked(String account, String orderId) throws Exception;
  }
}
