package io.streambook.bench;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecutionReport;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.ReportListener;
import io.streambook.book.Side;
import io.streambook.book.TradeReport;
import io.streambook.book.Verdict;
import io.streambook.book.WorkingOrder;
import io.streambook.risk.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The commands of one symbol, with a book that says what rests. */
final class SymbolMix {
  static final ReportListener UNHEARD =
      new ReportListener() {
        @Override
        public void onExecution(ExecutionReport report) {}

        @Override
        public void onTrade(TradeReport report) {}
      };

  private final OrderDesk desk;
  private final SplittableRandom random;
  private final int target;
  private final Matching book;
  private final List<OrderCommand> resting = new ArrayList<>();
  private long sequence;

  /**
   * @param target so many orders rest, about
   */
  SymbolMix(OrderDesk desk, int target, SplittableRandom random) {
    this.desk = desk;
    this.target = target;
    this.random = random;
    this.book = new Matching(desk.instrument().symbol());
  }

  OrderCommand resting() {
    return applied(desk.resting());
  }

  OrderCommand next() {
    int roll = random.nextInt(100);
    if (roll < 2) {
      return desk.broken();
    }
    if (roll < 22) {
      return applied(desk.crossing());
    }
    if (roll < 30) {
      WorkingOrder order = any();
      return applied(order == null ? desk.resting() : desk.replace(order));
    }
    return applied(entryOrCancel(roll < 52));
  }

  /** Crosses with whatever rests. */
  OrderCommand cross() {
    WorkingOrder order = any();
    if (order == null) {
      throw new IllegalStateException("nothing rests in " + desk.instrument().symbol());
    }
    return applied(desk.crossing(order.side() == Side.BUY ? Side.SELL : Side.BUY));
  }

  /** What rests stays within a tenth of the target. */
  private OrderCommand entryOrCancel(boolean cancelDue) {
    int working = book.workingOrders();
    int slack = Math.max(1, target / 10);
    boolean cancel = working > target + slack || (cancelDue && working >= target - slack);
    WorkingOrder order = cancel ? any() : null;
    return order == null ? desk.resting() : desk.cancel(order);
  }

  /** A working order at random, or null; forgets those that have ended. */
  private WorkingOrder any() {
    while (!resting.isEmpty()) {
      int index = random.nextInt(resting.size());
      WorkingOrder order = working(resting.get(index));
      if (order != null) {
        return order;
      }
      OrderCommand last = resting.remove(resting.size() - 1);
      if (index < resting.size()) {
        resting.set(index, last);
      }
    }
    return null;
  }

  private OrderCommand applied(OrderCommand order) {
    sequence++;
    book.apply(new LogEntry.Order(sequence, judged(order)), UNHEARD);
    if (working(order) != null) {
      resting.add(order);
    }
    return order;
  }

  private WorkingOrder working(OrderCommand order) {
    return book.working(order.account(), order.orderId());
  }

  private Judged judged(OrderCommand order) {
    Instrument instrument = desk.instrument();
    long reference = instrument.referencePrice();
    // All that can be asked for is nearer to the reference than this.
    long protection =
        order.orderType() != OrderType.MARKET
            ? Decimal8.NONE
            : order.side() == Side.BUY ? instrument.bandHigh() : instrument.bandLow();
    return new Judged(
        order,
        sequence,
        order.timestamp(),
        instrument.tradingDay(),
        reference,
        protection,
        instrument.currency(),
        Verdict.ACCEPTED);
  }
}
