package io.streambook.audit;

import io.streambook.book.BookSnapshot;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the topics of a venue, which may be running, into a tape.
 *
 * <p>The order of reading makes the cut: first the orders to their end, then the log until it has
 * them, then what follows from the log. What a running venue adds meanwhile is left out.
 */
final class TapeReader {
  /** How the text of limits that were applied begins. */
  private static final Pattern OFFSET = Pattern.compile("offset=(\\d+)");

  private final KafkaSettings settings;
  private final Registry registry;
  private final Duration patience;

  private final SentOrders orders = new SentOrders();
  private final List<Found<Tape.Place>> deadLetters = new ArrayList<>();
  private boolean deadLettersAreWhole;
  private final List<Found<String>> unreadable = new ArrayList<>();
  private final Map<String, SymbolTape> symbols = new TreeMap<>();
  private final List<Found<BookSnapshot>> books = new ArrayList<>();
  private final Map<String, History<RiskLimits>> limits = new HashMap<>();
  private final Map<String, List<Tape.InForce>> inForce = new HashMap<>();
  private final Map<String, History<Instrument>> instruments = new HashMap<>();

  private long sent;
  private long answered;
  private long fills;
  private long trades;

  /**
   * @param patience how long to wait, without any progress, for a venue that still has to answer
   */
  TapeReader(KafkaSettings settings, Registry registry, Duration patience) {
    this.settings = settings;
    this.registry = registry;
    this.patience = patience;
  }

  /**
   * Reads them.
   *
   * @throws IllegalStateException when retention took a part of what can't be checked without it
   */
  Tape read() {
    readOrders();
    try (TopicScan log = scanWhole(Topic.VALIDATED_ORDERS)) {
      AvroDecoder<LogEntry> decoder = AvroDecoder.log(registry);
      readLog(log, decoder);
      readExecutions();
      readTrades();
      leaveOutLaterThan(log, decoder);
    }
    try (TopicScan scan = scan(Topic.BOOK)) {
      AvroDecoder<BookSnapshot> decoder = AvroDecoder.book(registry);
      scan.readToEnd(record -> decode(record, decoder, books::add));
    }
    readReference(
        Topic.RISK_LIMITS,
        scan -> AvroDecoder.riskLimits(registry, scan.partitionCount()),
        record -> record.deleted() ? null : record.account(),
        limits);
    readReference(
        Topic.INSTRUMENTS,
        scan -> AvroDecoder.instruments(registry, scan.partitionCount()),
        record -> record.deleted() ? null : record.symbol(),
        instruments);
    readRiskEvents();
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

  private void readOrders() {
    try (TopicScan scan = scan(Topic.ORDERS)) {
      AvroDecoder<OrderCommand> decoder = AvroDecoder.orders(registry, scan.partitionCount());
      scan.begins().forEach(orders::readFrom);
      Map<Integer, Long> ends =
          scan.readToEnd(
              record -> {
                sent++;
                orders.add(found(record, decoder.decode(record)));
              });
      ends.forEach(orders::readTo);
    }
  }

  private void readLog(TopicScan log, AvroDecoder<LogEntry> decoder) {
    try (TopicScan letters = scan(Topic.DEAD_LETTERS)) {
      deadLettersAreWhole = letters.isWhole();
      Map<TopicScan, Consumer<ConsumerRecord<byte[], byte[]>>> scans =
          Map.of(log, record -> decode(record, decoder, this::logEntry), letters, this::deadLetter);
      await(() -> answered >= sent, scans);
    }
  }

  private void logEntry(Found<LogEntry> entry) {
    symbol(entry.value().symbol()).log().add(entry);
    if (entry.value() instanceof LogEntry.Order order) {
      answer(order.partition(), order.offset());
    }
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter;
    try {
      letter = DeadLetters.read(record);
    } catch (IllegalArgumentException e) {
      unreadable.add(found(record, e.getMessage()));
      return;
    }
    if (letter.topic().equals(settings.topic(Topic.ORDERS))) {
      deadLetters.add(found(record, new Tape.Place(letter.partition(), letter.offset())));
      answer(letter.partition(), letter.offset());
    }
  }

  private void answer(int partition, long offset) {
    if (orders.covers(partition, offset)) {
      answered++;
    }
  }

  /** Log, executions and trades become visible together, but not in the same instant. */
  private void readExecutions() {
    AvroDecoder<Execution> decoder = AvroDecoder.executions(registry);
    Map<String, Long> missing = lastOrders();
    Consumer<Found<Execution>> handler =
        execution -> {
          Execution value = execution.value();
          symbol(value.symbol()).executions().add(execution);
          fills += value.execType() == ExecType.TRADE ? 1 : 0;
          missing.computeIfPresent(
              value.symbol(), (symbol, last) -> value.sequence() >= last ? null : last);
        };
    try (TopicScan scan = scanWhole(Topic.EXECUTIONS)) {
      await(missing::isEmpty, Map.of(scan, record -> decode(record, decoder, handler)));
    }
  }

  /** Sequence of the last order in each symbol's log: it has an execution, at least. */
  private Map<String, Long> lastOrders() {
    Map<String, Long> last = new HashMap<>();
    for (SymbolTape symbol : symbols.values()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          last.put(symbol.symbol(), order.sequence());
        }
      }
    }
    return last;
  }

  private void readTrades() {
    AvroDecoder<Trade> decoder = AvroDecoder.trades(registry);
    Consumer<Found<Trade>> handler =
        trade -> {
          symbol(trade.value().symbol()).trades().add(trade);
          trades++;
        };
    try (TopicScan scan = scanWhole(Topic.TRADES)) {
      await(() -> trades * 2 >= fills, Map.of(scan, record -> decode(record, decoder, handler)));
    }
  }

  /** Leaves out what follows from log entries that came meanwhile; what follows from none stays. */
  private void leaveOutLaterThan(TopicScan log, AvroDecoder<LogEntry> decoder) {
    Map<String, Long> ends = new HashMap<>();
    Consumer<Found<LogEntry>> note =
        entry -> ends.put(entry.value().symbol(), entry.value().sequence());
    log.readToEnd(record -> decode(record, decoder, note));
    ends.forEach(
        (name, end) -> {
          SymbolTape symbol = symbol(name);
          long last = symbol.lastSequence();
          symbol.executions().removeIf(e -> within(e.value().sequence(), last, end));
          symbol.trades().removeIf(t -> within(t.value().sequence(), last, end));
        });
  }

  private static boolean within(long sequence, long last, long end) {
    return sequence > last && sequence <= end;
  }

  /**
   * Reads a compacted topic.
   *
   * @param key of a record; null of a tombstone
   */
  private <T> void readReference(
      Topic topic,
      Function<TopicScan, AvroDecoder<T>> decoders,
      Function<T, String> key,
      Map<String, History<T>> histories) {
    Map<Integer, Long> records = new HashMap<>();
    try (TopicScan scan = scan(topic)) {
      AvroDecoder<T> decoder = decoders.apply(scan);
      scan.readToEnd(
          record -> {
            // Without a hole a record's offset is the number of those before it.
            long before = records.merge(record.partition(), 1L, Long::sum) - 1;
            // An unreadable one is an input that the venue refused, not one that it published.
            if (decoder.decode(record) instanceof Decoded.Value<T> value) {
              String name = key.apply(value.value());
              if (name != null) {
                boolean whole = record.offset() == before;
                histories
                    .computeIfAbsent(name, n -> new History<>(new ArrayList<>(), whole))
                    .records()
                    .add(found(record, value.value()));
              }
            }
          });
    }
  }

  private void readRiskEvents() {
    AvroDecoder<RiskEvent> decoder = AvroDecoder.riskEvents(registry);
    try (TopicScan scan = scan(Topic.RISK_EVENTS)) {
      scan.readToEnd(record -> decode(record, decoder, event -> riskEvent(event.value())));
    }
  }

  private void riskEvent(RiskEvent event) {
    Matcher applied = OFFSET.matcher(event.text());
    if (event.kind() == RiskEvent.Kind.LIMITS_APPLIED && applied.lookingAt()) {
      inForce
          .computeIfAbsent(event.account(), name -> new ArrayList<>())
          .add(new Tape.InForce(Long.parseLong(applied.group(1)), event.time()));
    }
  }

  /** Reads to the end, and on until it is complete or nothing more comes. */
  private void await(
      BooleanSupplier complete, Map<TopicScan, Consumer<ConsumerRecord<byte[], byte[]>>> scans) {
    scans.forEach(TopicScan::readToEnd);
    long lastProgress = System.nanoTime();
    while (!complete.getAsBoolean() && System.nanoTime() - lastProgress < patience.toNanos()) {
      for (var scan : scans.entrySet()) {
        if (scan.getKey().poll(scan.getValue())) {
          lastProgress = System.nanoTime();
        }
      }
    }
  }

  private SymbolTape symbol(String name) {
    return symbols.computeIfAbsent(
        name, n -> new SymbolTape(n, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
  }

  private TopicScan scanWhole(Topic topic) {
    TopicScan scan = scan(topic);
    if (!scan.isWhole()) {
      scan.close();
      throw new IllegalStateException(
          settings.topic(topic)
              + " does not begin at offset 0: retention took a part of it, and the audit proves"
              + " whole histories only");
    }
    return scan;
  }

  private TopicScan scan(Topic topic) {
    return new TopicScan(settings.commandConfig(), settings.topic(topic));
  }

  private <T> void decode(
      ConsumerRecord<byte[], byte[]> record, AvroDecoder<T> decoder, Consumer<Found<T>> handler) {
    Decoded<T> decoded = decoder.decode(record);
    if (decoded instanceof Decoded.Value<T> value) {
      handler.accept(found(record, value.value()));
    } else if (decoded instanceof Decoded.Dead<T> dead) {
      unreadable.add(found(record, dead.letter().code() + ": " + dead.letter().text()));
    }
  }

  private static <T> Found<T> found(ConsumerRecord<byte[], byte[]> record, T value) {
    return new Found<>(
        record.topic(), record.partition(), record.offset(), record.timestamp(), value);
  }
}
