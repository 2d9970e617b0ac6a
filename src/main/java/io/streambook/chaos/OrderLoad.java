package io.streambook.chaos;

import io.streambook.book.OrderCommand;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.marketdata.OrderFlow;
import io.streambook.marketdata.PacedRun;
import io.streambook.marketdata.QuoteBoard;
import io.streambook.marketdata.QuoteModel;
import io.streambook.marketdata.Universe;
import io.streambook.risk.Quote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quotes and orders at a constant rate through all faults, from a thread of its own. The receipts
 * hears of every order that Kafka acknowledges; now and then one is no order at all.
 */
final class OrderLoad implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderLoad.class);
  private static final List<String> VENUES = List.of("VENUE1", "VENUE2", "VENUE3");
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final int UNREADABLE_EVERY = 200;

  /** Far more than any outage. */
  private static final int PATIENCE_MILLIS = 15 * 60 * 1_000;

  private final KafkaSettings kafka;
  private final AvroEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Receipts receipts;
  private final QuoteBoard board = new QuoteBoard();
  private final QuoteModel quotes;
  private final OrderFlow orders;
  private final PacedRun run;
  private final AtomicLong sent = new AtomicLong();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Future<?> running;
  private volatile Exception failure;

  OrderLoad(
      KafkaSettings kafka,
      Registry registry,
      Universe universe,
      ChaosSettings settings,
      Receipts receipts) {
    this.kafka = kafka;
    this.receipts = receipts;
    encoder = new AvroEncoder(registry, kafka.topicPrefix());
    producer =
        new KafkaProducer<>(config(kafka), new ByteArraySerializer(), new ByteArraySerializer());
    quotes = new QuoteModel(universe.instruments(), VENUES, settings.seed());
    orders = new OrderFlow(universe, board, "C-", settings.seed());
    run = new PacedRun(settings.rate(), null, this::step);
  }

  private static Map<String, Object> config(KafkaSettings kafka) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L << 20);
    // A broker that is back is found at once: its outage is measured, not ours.
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    return config;
  }

  void start() {
    running =
        thread.submit(() -> LOG.info("orders: {}", run.run(report -> LOG.info("{}", report))));
  }

  /** Orders that were handed to the producer; the receipts tell which of them arrived. */
  long sent() {
    return sent.get();
  }

  /**
   * Throws when it has broken off.
   *
   * @throws IllegalStateException with the reason
   */
  void requireRunning() throws InterruptedException {
    if (failure != null) {
      throw new IllegalStateException("Kafka did not take an order", failure);
    }
    if (running.isDone()) {
      finish();
    }
  }

  /** Ends it, and returns when Kafka has all. */
  void finish() throws InterruptedException {
    run.stop();
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load broke off", e.getCause());
    }
    producer.flush();
    if (failure != null) {
      throw new IllegalStateException("Kafka did not take an order", failure);
    }
  }

  private void step() {
    long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    Quote quote = quotes.next(nowMicros);
    board.apply(quote);
    send(encoder.record(quote), null);
    OrderCommand order = orders.next(nowMicros);
    if (sent.get() % UNREADABLE_EVERY == UNREADABLE_EVERY - 1) {
      send(unreadable(order.symbol()), "");
    }
    send(encoder.record(order), order.orderId());
  }

  private ProducerRecord<byte[], byte[]> unreadable(String symbol) {
    return new ProducerRecord<>(
        kafka.topic(Topic.ORDERS),
        symbol.getBytes(StandardCharsets.UTF_8),
        "this is no order".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param orderId null for what is not on the topic orders
   */
  private void send(ProducerRecord<byte[], byte[]> record, String orderId) {
    if (orderId != null) {
      sent.incrementAndGet();
    }
    // The callback says all that the future could.
    var unused = producer.send(record, (at, exception) -> onAnswer(at, exception, orderId));
  }

  private void onAnswer(RecordMetadata at, Exception exception, String orderId) {
    if (exception != null) {
      failure = exception;
    } else if (orderId != null) {
      receipts.acknowledge(at.partition(), at.offset(), orderId, System.nanoTime());
    }
  }

  @Override
  public void close() {
    run.stop();
    thread.shutdown();
    producer.close(CLOSE_PATIENCE);
  }
}
