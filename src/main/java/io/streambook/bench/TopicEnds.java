package io.streambook.bench;

import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where a consumer that reads committed records can read some topics now (the last stable
 * offsets). Asking costs nobody anything, where a consumer that reads would take its share of the
 * machine. For one thread.
 */
final class TopicEnds implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicEnds(KafkaSettings kafka, String... topics) {
    consumer = CommittedConsumer.strict(kafka.clientConfig());
    partitions = Stream.of(topics).flatMap(topic -> partitions(consumer, topic).stream()).toList();
  }

  Map<TopicPartition, Long> now() {
    return consumer.endOffsets(partitions);
  }

  @Override
  public void close() {
    consumer.close();
  }

  static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
