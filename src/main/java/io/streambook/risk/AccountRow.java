package io.streambook.risk;

import io.streambook.book.Decimal8;
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
   * @param pending a record of limits that is not in force yet, or null
   * @param refusedOffset of the newest record of limits that was refused; -1 when none was
   * @param lastEvent number of its last event; 0 when there was none
   * @param own use of its limits
   * @param ofFirm use of its limits by all accounts of the firm, when it is that of the firm
   */
  record Header(
      String account,
      RiskLimits limits,
      KillState killState,
      long killGeneration,
      int day,
      int dayCount,
      long windowStart,
      int windowOrders,
      RiskLimits pending,
      long refusedOffset,
      long lastEvent,
      Scope own,
      Scope ofFirm)
      implements AccountRow {}

  /**
   * Use of limits that does not follow from what is held.
   *
   * @param levels how far each limit's use was told of on this trading day
   * @param lossDay trading day on which the loss was too large; 0 when none was
   */
  record Scope(long levels, int lossDay, Executions executions) {
    /** Nothing was used yet. */
    public static final Scope NEW = new Scope(0, 0, new Executions(0, 0, false, 0));
  }

  /**
   * Executions in a while.
   *
   * @param start of it, in microseconds since 1970
   * @param latched whether there were too many
   * @param generation of the last latch; 0 when it never latched
   */
  record Executions(long start, int count, boolean latched, long generation) {}

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
   * @param start as it was when the trading day began
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
      long seenOffset,
      Start start)
      implements AccountRow {}

  /**
   * What was held when the trading day began.
   *
   * @param bookedHigh upper half of the executed notional, buys less sells
   * @param bookedLow lower half
   * @param mark in 10⁻⁸, or Decimal8.NONE
   */
  record Start(long position, long bookedHigh, long bookedLow, long mark) {
    /** Nothing. */
    public static final Start NOTHING = new Start(0, 0, 0, Decimal8.NONE);
  }

  /**
   * An id that is taken.
   *
   * @param partition of its first command
   * @param offset of its first command
   * @param target orderId of the NEW that a replace is about, or null
   * @param endedOn day count on which it ceased to work
   * @param accepted whether it is that of an order that was accepted
   * @param working while it works, else null
   */
  record Id(
      String account,
      String id,
      int partition,
      long offset,
      String target,
      int endedOn,
      boolean accepted,
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

  /**
   * What risk needs of an {@link Execution}.
   *
   * @param tradingDay in days since 1970; 0 where a row does not say it
   * @param time in microseconds since 1970; 0 where a row does not say it
   */
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
      long reference,
      int tradingDay,
      long time) {
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
          execution.reference(),
          execution.tradingDay(),
          execution.time());
    }
  }

  /** Takes what changed. */
  interface Sink {
    void put(AccountRow row) throws Exception;

    void removeId(String account, String id) throws Exception;

    void removeParked(String account, String orderId) throws Exception;
  }
}
