package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrdStatus;
import io.streambook.book.Reason;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.EnumSet;
import java.util.Set;

/** A green audit of a venue where nothing happened would prove nothing. */
final class SomethingHappened implements Check {
  private static final int MIN_TRADING_PERCENT = 10;
  private static final int MIN_REJECTED_PERCENT = 1;
  private static final int MIN_REASONS = 8;

  private final boolean generated;

  /**
   * @param generated whether the orders are the generated flow, of which more is known than that
   *     something must have traded
   */
  SomethingHappened(boolean generated) {
    this.generated = generated;
  }

  @Override
  public String rule() {
    return generated
        ? "10 % of orders trade, 1 % are rejected for 8 reasons; cancels, replaces, partial fills"
        : "something traded";
  }

  @Override
  public String subject() {
    return "orders in the log";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    Count count = new Count();
    tape.symbols().forEach(count::add);
    finding.checked(count.commands);
    if (count.trading == 0) {
      finding.broken("nothing traded");
    }
    if (generated) {
      require(
          count.trading * 100 >= count.orders * MIN_TRADING_PERCENT,
          finding,
          count.trading + " of " + count.orders + " orders traded");
      require(
          count.rejected * 100 >= count.commands * MIN_REJECTED_PERCENT,
          finding,
          count.rejected + " of " + count.commands + " commands were rejected");
      require(count.reasons.size() >= MIN_REASONS, finding, "only rejected for " + count.reasons);
      require(count.canceled > 0, finding, "no order was cancelled");
      require(count.replaced > 0, finding, "no order was replaced");
      require(count.partialFills > 0, finding, "no order was partially filled");
    }
    finding.remark(count.toString());
  }

  private static void require(boolean holds, Finding finding, String otherwise) {
    if (!holds) {
      finding.broken(otherwise);
    }
  }

  private static final class Count {
    private long commands;
    private long orders;
    private long trading;
    private long rejected;
    private long canceled;
    private long replaced;
    private long partialFills;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    void add(SymbolTape symbol) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          commands++;
          orders += order.judged().order().action() == Action.NEW ? 1 : 0;
        }
      }
      LongOpenHashSet traded = new LongOpenHashSet();
      for (Found<Execution> found : symbol.executions()) {
        Execution execution = found.value();
        switch (execution.execType()) {
          case REJECTED, CANCEL_REJECT -> {
            rejected++;
            reasons.add(execution.reason());
          }
          case TRADE -> {
            traded.add(execution.venueOrderId());
            partialFills += execution.ordStatus() == OrdStatus.PARTIALLY_FILLED ? 1 : 0;
          }
          // Not the venue's own: the remainder of an IOC, a kill.
          case CANCELED -> canceled += execution.reason() == null ? 1 : 0;
          case REPLACED -> replaced++;
          default -> {}
        }
      }
      trading += traded.size();
    }

    @Override
    public String toString() {
      return String.format(
          "%d of %d orders traded, %d partial fills, %d rejects for %d reasons, %d cancels,"
              + " %d replaces",
          trading, orders, partialFills, rejected, reasons.size(), canceled, replaced);
    }
  }
}
