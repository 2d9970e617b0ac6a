package io.streambook.conformance;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The public benchmark's terms: turns its messages into the entries of a log, and what follows from
 * them into its reports, one line each. Its modify is a cancel and a new order, of which only the
 * new one is reported.
 */
public final class BenchmarkEngine implements MatchListener {
  private final Consumer<LogEntry> log;
  private final Consumer<String> reports;
  private final List<String> ofMessage = new ArrayList<>();
  private long sequence = 1;
  private Message message;
  private boolean refused;
  private Trade trade;

  /**
   * @param log takes the entries, and tells this listener what follows from each before it returns
   * @param reports takes the lines in the benchmark's order
   */
  public BenchmarkEngine(Consumer<LogEntry> log, Consumer<String> reports) {
    this.log = log;
    this.reports = reports;
    log.accept(PlainOrders.rules());
  }

  /** On the book that the operator holds. */
  public static BenchmarkEngine ofMatching(Consumer<String> reports) {
    Matching matching = new Matching(PlainOrders.SYMBOL);
    BenchmarkEngine[] self = new BenchmarkEngine[1];
    self[0] = new BenchmarkEngine(entry -> matching.apply(entry, self[0]), reports);
    return self[0];
  }

  public void apply(Message next) {
    message = next;
    refused = false;
    if (next.kind() != Message.Kind.NEW) {
      send(Action.CANCEL);
    }
    if (next.kind() != Message.Kind.CANCEL && !refused) {
      send(Action.NEW);
    }
    ofMessage.sort(Comparator.comparing(report -> report.charAt(0)));
    ofMessage.forEach(reports);
    ofMessage.clear();
  }

  private void send(Action action) {
    String id = Long.toUnsignedString(message.id());
    log.accept(
        PlainOrders.entry(
            ++sequence,
            "a",
            id,
            id,
            action,
            message.buy(),
            message.ioc() ? TimeInForce.IOC : TimeInForce.GTC,
            message.qty(),
            message.price()));
  }

  @Override
  public void onTrade(Trade next) {
    trade = next;
  }

  @Override
  public void onExecution(Execution e) {
    int side = e.side() == Side.BUY ? 0 : 1;
    boolean modify = message.kind() == Message.Kind.MODIFY;
    String ack = message.seq() + "," + side + "," + e.orderId() + "," + e.price();
    switch (e.execType()) {
      case NEW -> ofMessage.add((modify ? "3," : "0,") + ack + "," + e.qty());
      case CANCELED -> {
        if (!modify || e.reason() == Reason.UNFILLED) {
          ofMessage.add("2," + ack);
        }
      }
      case CANCEL_REJECT -> {
        refused = true;
        ofMessage.add((modify ? "5," : "4,") + message.seq() + "," + e.orderId());
      }
      case TRADE -> trade(e);
      default -> throw new BooksDiffer("the benchmark knows no report for " + e);
    }
  }

  /** Reported once, with the execution of the maker. */
  private void trade(Execution e) {
    if (!e.requestId().isEmpty()) {
      return;
    }
    boolean makerBuys = e.side() == Side.BUY;
    String maker = makerBuys ? trade.buyOrderId() : trade.sellOrderId();
    String taker = makerBuys ? trade.sellOrderId() : trade.buyOrderId();
    ofMessage.add(
        "1,%d,%d,%d,%s,%s".formatted(message.seq(), e.lastPx(), e.lastQty(), maker, taker));
  }
}
