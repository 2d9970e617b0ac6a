package io.streambook.bench.book;

import io.streambook.book.ExecutionReport;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.ReportListener;
import io.streambook.book.TradeReport;
import io.streambook.conformance.PlainOrders;

/** {@link Matching}, the class that the operator holds, on the entries of a log. */
final class Streambook implements MeasuredBook, ReportListener {
  private static final ReportListener UNHEARD =
      new ReportListener() {
        @Override
        public void onExecution(ExecutionReport report) {}

        @Override
        public void onTrade(TradeReport report) {}
      };

  private final Commands commands;
  private final LogOf log;
  private final LogEntry[] prepared = new LogEntry[BATCH];
  private int from;
  private int count;
  private Matching matching;
  private EventSink events;
  private int current;

  Streambook(Commands commands) {
    this.commands = commands;
    log = new LogOf(commands);
    reset();
  }

  /** A book with the orders that fill it, and nothing else. */
  static Object filled(Commands commands) {
    LogOf log = new LogOf(commands);
    Matching matching = new Matching(PlainOrders.SYMBOL);
    matching.apply(PlainOrders.rules(), UNHEARD);
    for (int n = 0; n < commands.filled(); n++) {
      matching.apply(log.entry(n), UNHEARD);
    }
    return matching;
  }

  @Override
  public void reset() {
    matching = new Matching(PlainOrders.SYMBOL);
    events = new EventSink();
    matching.apply(PlainOrders.rules(), this);
  }

  @Override
  public void prepare(int begin, int end) {
    from = begin;
    count = end - begin;
    for (int n = 0; n < count; n++) {
      prepared[n] = log.entry(begin + n);
    }
  }

  @Override
  public void applyAll() {
    for (int n = 0; n < count; n++) {
      apply(n);
    }
  }

  @Override
  public void apply(int n) {
    current = from + n;
    matching.apply(prepared[n], this);
  }

  @Override
  public EventSink events() {
    return events;
  }

  @Override
  public void onTrade(TradeReport trade) {
    events.traded(trade.makerVenueOrderId(), trade.takerVenueOrderId(), trade.price(), trade.qty());
  }

  @Override
  public void onExecution(ExecutionReport report) {
    switch (report.execType()) {
      case NEW -> events.accepted(report.venueOrderId());
      case REPLACED -> replaced(report);
      case CANCELED -> {
        if (report.reason() == null) {
          events.accepted(report.venueOrderId());
        }
        events.takenOff(report.venueOrderId(), report.qty() - report.cumQty());
      }
      case CANCEL_REJECT -> events.refused(commands.id(current));
      default -> {
        // Both sides of a trade are told with the trade.
      }
    }
  }

  private void replaced(ExecutionReport report) {
    events.accepted(report.venueOrderId());
    if (commands.kind(current) == Commands.Kind.REDUCE) {
      events.takenOff(report.venueOrderId(), commands.qty(current));
    }
  }
}
