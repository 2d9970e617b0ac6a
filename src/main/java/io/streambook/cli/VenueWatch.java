package io.streambook.cli;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what the venue commits, as a client sees it: answers, trades, and the time from an order's
 * timestamp to when a trade that it caused could be read. For one thread.
 */
final class VenueWatch implements AutoCloseable {
  private static final long LATENCY_MAX_MICROS = 3_600_000_000L;
  private static final int WAITING_MAX = 100_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> orders;
  private final KafkaSettings settings;
  private final AvroDecoder<LogEntry> log;
  private final AvroDecoder<Trade> trades;
  private final AvroDecoder<Execution> executions;
  // The log entry and the trades of an order commit together but are read in any order.
  private final Map<String, Long> orderMicros = bounded();
  private final Map<String, Long> tradeMicros = bounded();
  private final Histogram latency = new Histogram(LATENCY_MAX_MICROS, 3);
  private final Histogram recentLatency = new Histogram(LATENCY_MAX_MICROS, 3);
  private long accepted;
  private long rejected;
  private long traded;

  /** Counts from now on. */
  VenueWatch(KafkaSettings settings, Registry registry) {
    this.settings = settings;
    log = AvroDecoder.log(registry);
    trades = AvroDecoder.trades(registry);
    executions = AvroDecoder.executions(registry);
    consumer = CommittedConsumer.fromEarliest(settings.clientConfig());
    orders = partitions(Topic.ORDERS);
    List<TopicPartition> outputs =
        Stream.of(Topic.VALIDATED_ORDERS, Topic.TRADES, Topic.EXECUTIONS)
            .flatMap(topic -> partitions(topic).stream())
            .toList();
    consumer.assign(outputs);
    consumer.seekToEnd(outputs);
  }

  /** Reads for about so long, at least what is there. */
  void poll(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    do {
      consumer.poll(Duration.ofNanos(left)).forEach(this::count);
      left = end - System.nanoTime();
    } while (left > 0);
  }

  /** Orders that are on the topic, ever. */
  long sent() {
    return consumer.endOffsets(orders).values().stream().mapToLong(Long::longValue).sum();
  }

  long accepted() {
    return accepted;
  }

  long rejected() {
    return rejected;
  }

  long traded() {
    return traded;
  }

  /** Microseconds, of all trades. */
  Histogram latency() {
    return latency;
  }

  /** Microseconds, of the trades since this was last asked for. */
  Histogram takeRecentLatency() {
    Histogram recent = recentLatency.copy();
    recentLatency.reset();
    return recent;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    switch (settings.topicNamed(record.topic())) {
      case VALIDATED_ORDERS -> count(value(log.decode(record)));
      case TRADES -> count(value(trades.decode(record)));
      case EXECUTIONS -> count(value(executions.decode(record)));
      default -> throw new AssertionError(record.topic());
    }
  }

  private void count(LogEntry entry) {
    if (entry instanceof LogEntry.Order order) {
      String id = id(order.symbol(), order.sequence());
      long sentMicros = order.judged().order().timestamp();
      orderMicros.put(id, sentMicros);
      Long seenMicros = tradeMicros.remove(id);
      if (seenMicros != null) {
        record(seenMicros - sentMicros);
      }
    }
  }

  private void count(Trade trade) {
    traded++;
    if (trade.index() > 0) {
      return; // one latency per order that trades, however many it meets
    }
    long seenMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    String id = id(trade.symbol(), trade.sequence());
    Long sentMicros = orderMicros.remove(id);
    if (sentMicros == null) {
      tradeMicros.put(id, seenMicros);
    } else {
      record(seenMicros - sentMicros);
    }
  }

  private void count(Execution execution) {
    if (execution.partition() < 0) {
      return; // follows from an answer
    }
    if (execution.execType() == ExecType.REJECTED
        || execution.execType() == ExecType.CANCEL_REJECT) {
      rejected++;
    } else {
      accepted++;
    }
  }

  private void record(long micros) {
    long counted = Math.max(0, Math.min(LATENCY_MAX_MICROS, micros));
    latency.recordValue(counted);
    recentLatency.recordValue(counted);
  }

  private List<TopicPartition> partitions(Topic topic) {
    return consumer.partitionsFor(settings.topic(topic)).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static <T> T value(Decoded<T> decoded) {
    if (decoded instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw new IllegalStateException("the venue wrote what can't be read: " + decoded);
  }

  private static String id(String symbol, long sequence) {
    return symbol + "-" + sequence;
  }

  /** Most log entries never trade: the oldest are forgotten. */
  private static Map<String, Long> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
        return size() > WAITING_MAX;
      }
    };
  }
}
