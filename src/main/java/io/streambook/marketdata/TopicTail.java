package io.streambook.marketdata;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of a topic, all partitions of it and without a group. Records that
 * can't be decoded are left to the venue's dead letters, with a log line. Not for use by two
 * threads.
 */
final class TopicTail<T> implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final AvroDecoder<T> decoder;

  /**
   * Opens it at the beginning.
   *
   * @param decoder made for the number of partitions
   * @throws IllegalStateException when there is no such topic
   */
  TopicTail(KafkaSettings settings, Topic topic, IntFunction<AvroDecoder<T>> decoder) {
    consumer = CommittedConsumer.fromEarliest(settings.commandConfig());
    partitions =
        consumer.partitionsFor(settings.topic(topic)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new IllegalStateException(
          "There is no topic "
              + settings.topic(topic)
              + " at "
              + settings.brokers()
              + ": run ./streambook topics create");
    }
    this.decoder = decoder.apply(partitions.size());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Moves to so many records before the end of each partition. */
  void seekBack(long records) {
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begin.get(partition), end - records)));
  }

  /** Gives what there is by now, or comes within the timeout; returns how many records. */
  int poll(Duration timeout, Consumer<T> values) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
    records.forEach(record -> decoder.decode(record, values));
    return records.count();
  }

  /** Gives all that was committed before this call. */
  void readToEnd(Consumer<T> values) {
    CommittedConsumer.readToEnd(consumer, record -> decoder.decode(record, values));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
