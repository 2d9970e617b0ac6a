package io.streambook.contract;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of committed records, in no group, with nothing assigned. */
public final class CommittedConsumer {
  /** Also how long a consumer takes to close: it waits for the fetch that is under way. */
  private static final int FETCH_WAIT_MILLIS = 50;

  private static final int MAX_POLL_RECORDS = 5_000;
  private static final Duration POLL = Duration.ofMillis(200);

  /** A broker that gives nothing for so long, though it has something, is given up. */
  private static final Duration STALLED = Duration.ofSeconds(30);

  private CommittedConsumer() {}

  /**
   * For a reader that goes on at the beginning when retention took its place.
   *
   * @param client what every Kafka client needs, at least the brokers
   */
  public static KafkaConsumer<byte[], byte[]> fromEarliest(Map<String, Object> client) {
    return open(client, "earliest");
  }

  /**
   * For a reader that must miss nothing: a place that is gone, or not there yet, is an error.
   *
   * @param client what every Kafka client needs, at least the brokers
   */
  public static KafkaConsumer<byte[], byte[]> strict(Map<String, Object> client) {
    return open(client, "none");
  }

  private static KafkaConsumer<byte[], byte[]> open(Map<String, Object> client, String reset) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    config.putAll(client);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Hands on all that was committed before this call and not read yet, per partition in order.
   * Blocks.
   *
   * @return where the assigned partitions ended
   * @throws IllegalStateException when the broker has more and does not give it for 30 s
   */
  public static Map<TopicPartition, Long> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    return readToEnd(consumer, records, STALLED);
  }

  static Map<TopicPartition, Long> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> records,
      Duration patience) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long left = left(consumer, ends);
    long progress = System.nanoTime();
    while (left > 0) {
      consumer.poll(POLL).forEach(records);
      long before = left;
      left = left(consumer, ends);
      if (left != before) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > patience.toNanos()) {
        throw new IllegalStateException(
            "the broker gives nothing of %s for %d s, though there is more"
                .formatted(ends.keySet(), patience.toSeconds()));
      }
    }
    return ends;
  }

  /** By position: markers of transactions and compacted records are never handed on. */
  private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
