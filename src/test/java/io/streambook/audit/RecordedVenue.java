package io.streambook.audit;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.Sequencer;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TestLog;
import io.streambook.book.Trade;
import io.streambook.contract.Decoded;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A venue without a job: sequencer and matching write into lists what they would publish. A test
 * then spoils one of the lists.
 */
final class RecordedVenue {
  /** The first one is judged at 10 s. */
  private static final long ORDERS_APART_MICROS = 10_000_000;

  final List<Found<Decoded<OrderCommand>>> sent = new ArrayList<>();

  /** First offset that retention left, by partition of orders. */
  final Map<Integer, Long> ordersBegin = new HashMap<>();

  boolean deadLettersAreWhole = true;
  final List<Found<Tape.Place>> deadLetters = new ArrayList<>();
  final List<Found<String>> unreadable = new ArrayList<>();
  final List<Found<BookSnapshot>> books = new ArrayList<>();
  final Map<String, History<RiskLimits>> limits = new HashMap<>();
  final Map<String, List<Tape.InForce>> inForce = new HashMap<>();
  final Map<String, History<Instrument>> instruments = new HashMap<>();
  private final Map<String, SymbolTape> symbols = new TreeMap<>();
  private long offset;

  /** Sends lines as {@link TestLog} reads them; each symbol has a partition of its own. */
  RecordedVenue send(String symbol, List<String> lines) {
    SymbolTape tape =
        new SymbolTape(symbol, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    symbols.put(symbol, tape);
    int partition = symbols.size() - 1;
    TestLog source = new TestLog(symbol);
    Sequencer sequencer = new Sequencer(symbol);
    Matching matching = new Matching(symbol);
    for (String line : lines) {
      Object command = source.command(line);
      if (command instanceof Judged judged) {
        Judged placed = in(partition, judged);
        OrderCommand order = placed.order();
        sent.add(found("orders", partition, order.offset(), new Decoded.Value<>(order)));
        limits.putIfAbsent(order.account(), limits(1_000, 1_000_000, 100_000, 10_000));
        sequencer.order(placed, entry -> publish(partition, entry, matching, tape));
      } else {
        sequencer.command(
            (SymbolCommand) command, entry -> publish(partition, entry, matching, tape));
      }
    }
    books.add(found("book", 0, offset++, matching.snapshot(10)));
    return this;
  }

  SymbolTape symbol(String name) {
    return symbols.get(name);
  }

  /** The only limits of an account, in whole units. */
  static History<RiskLimits> limits(long orderQty, long notional, long position, int openOrders) {
    RiskLimits limits =
        new RiskLimits(
            "",
            0,
            0,
            false,
            orderQty * Decimal8.ONE,
            notional * Decimal8.ONE,
            position * Decimal8.ONE,
            RiskLimits.NO_LIMIT,
            RiskLimits.NO_LIMIT,
            openOrders,
            Integer.MAX_VALUE,
            false,
            0,
            "",
            0);
    return whole(limits);
  }

  /** All records that there were of a key. */
  @SafeVarargs
  static <T> History<T> whole(T... records) {
    List<Found<T>> all = new ArrayList<>();
    for (T record : records) {
      all.add(found("reference", 0, 0, record));
    }
    return new History<>(all, true);
  }

  Tape tape() {
    SentOrders orders = new SentOrders();
    ordersBegin.forEach(orders::readFrom);
    sent.forEach(orders::add);
    return new Tape(
        orders,
        deadLetters,
        deadLettersAreWhole,
        unreadable,
        List.copyOf(symbols.values()),
        books,
        limits,
        inForce,
        instruments);
  }

  /** All findings over the tape as it is now, by the check's class. */
  Map<Class<? extends Check>, Finding> audit(boolean generated) {
    Map<Class<? extends Check>, Finding> findings = new HashMap<>();
    Tape tape = tape();
    for (Check check : Audit.topicChecks(generated)) {
      findings.put(check.getClass(), Finding.of(check, tape));
    }
    return findings;
  }

  /** The checks that fail. */
  Set<Class<?>> failed() {
    return audit(false).entrySet().stream()
        .filter(finding -> !finding.getValue().passed())
        .map(Map.Entry::getKey)
        .collect(Collectors.<Class<?>>toSet());
  }

  private void publish(int partition, LogEntry entry, Matching matching, SymbolTape tape) {
    tape.log().add(published("validated-orders", partition, entry));
    matching.apply(
        entry,
        new MatchListener() {
          @Override
          public void onExecution(Execution execution) {
            tape.executions().add(published("executions", partition, execution));
          }

          @Override
          public void onTrade(Trade trade) {
            tape.trades().add(published("trades", partition, trade));
          }
        });
  }

  /** A millisecond after the one before, and after the order was judged. */
  private <T> Found<T> published(String topic, int partition, T value) {
    long millis = time() / 1_000 + offset;
    return new Found<>(topic, partition, offset++, millis, value);
  }

  /** When the order that was sent last is judged. */
  private long time() {
    return sent.size() * ORDERS_APART_MICROS;
  }

  private Judged in(int partition, Judged judged) {
    OrderCommand o = judged.order();
    OrderCommand placed =
        new OrderCommand(
            partition,
            o.offset(),
            o.symbol(),
            o.account(),
            o.orderId(),
            o.origOrderId(),
            o.action(),
            o.side(),
            o.orderType(),
            o.timeInForce(),
            o.qty(),
            o.price(),
            o.conditions(),
            o.timestamp(),
            o.validUntil(),
            o.correction(),
            null);
    return new Judged(
        placed,
        judged.number(),
        time() + ORDERS_APART_MICROS,
        judged.tradingDay(),
        judged.reference(),
        judged.protectionLimit(),
        judged.currency(),
        judged.verdict());
  }

  static <T> Found<T> found(String topic, int partition, long offset, T value) {
    return new Found<>(topic, partition, offset, offset, value);
  }
}
