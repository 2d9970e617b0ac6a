package io.streambook.contract;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of committed records, in no group, with nothing assigned. */
public final class CommittedConsumer {
  /** Also how long a consumer takes to close: it waits for the fetch that is under way. */
  private static final int FETCH_WAIT_MILLIS = 50;

  private static final int MAX_POLL_RECORDS = 5_000;

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
}
