package io.streambook.conformance;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;

/**
 * Log entries of orders as other engines know them: limit orders, good till cancelled or immediate
 * or cancel, accepted by risk.
 */
public final class PlainOrders {
  public static final String SYMBOL = "ACME";

  private PlainOrders() {}

  /** The first entry of the log: today's rules. */
  public static LogEntry rules() {
    return new LogEntry.Rules(SYMBOL, 1, 0, 1, Matching.RULES_VERSION);
  }

  /**
   * The command of an account.
   *
   * @param id FIX ClOrdID (11) of this command
   * @param origId that of the order to change, empty for a new one
   */
  public static LogEntry entry(
      long sequence,
      String account,
      String id,
      String origId,
      Action action,
      boolean buy,
      TimeInForce timeInForce,
      long qty,
      long price) {
    OrderCommand order =
        new OrderCommand(
            0,
            sequence,
            SYMBOL,
            account,
            id,
            origId,
            action,
            buy ? Side.BUY : Side.SELL,
            OrderType.LIMIT,
            timeInForce,
            qty,
            price,
            0,
            null);
    return new LogEntry.Order(
        sequence,
        new Judged(order, sequence, 0, 1, Decimal8.NONE, Decimal8.NONE, "USD", Verdict.ACCEPTED));
  }
}
