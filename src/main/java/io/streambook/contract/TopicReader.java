package io.streambook.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what a topic holds, from its beginning to the end offsets seen at the start, committed
 * records only. Blocks; a broker that stays away fails after Kafka's timeouts or, amid reading,
 * after 30 s, and the task that waits is restarted.
 */
public final class TopicReader {
  private TopicReader() {}

  /**
   * Hands all records to {@code records}, per partition in order.
   *
   * @param client what every Kafka client needs, at least the brokers
   * @throws IllegalStateException when there is no such topic
   */
  public static void readToEnd(
      Map<String, Object> client, String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.fromEarliest(client)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "There is no topic " + topic + ": run ./streambook topics create");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      CommittedConsumer.readToEnd(consumer, records);
    }
  }
}
