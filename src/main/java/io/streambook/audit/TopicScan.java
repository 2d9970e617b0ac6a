package io.streambook.audit;

import io.streambook.contract.CommittedConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads all committed records of a topic, from its beginning, partition by partition in order. */
final class TopicScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicScan(Map<String, Object> config, String topic) {
    this.consumer = CommittedConsumer.strict(config);
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  int partitionCount() {
    return partitions.size();
  }

  /** The first offset that is still there, by partition. */
  Map<Integer, Long> begins() {
    return byPartition(consumer.beginningOffsets(partitions));
  }

  /** Whether retention took nothing of it. */
  boolean isWhole() {
    return begins().values().stream().allMatch(first -> first == 0);
  }

  /**
   * Reads to where the topic ends now.
   *
   * @return that end, by partition
   */
  Map<Integer, Long> readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    return byPartition(CommittedConsumer.readToEnd(consumer, handler));
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new HashMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  /** Waits a moment for more records; false when none came. */
  boolean poll(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    records.forEach(handler);
    return !records.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
