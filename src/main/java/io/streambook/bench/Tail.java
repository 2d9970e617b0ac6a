package io.streambook.bench;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The committed values of a topic, from a place on. For one thread. */
final class Tail<T> implements AutoCloseable {
  /** Takes a value and when it was there, by {@link System#nanoTime}. */
  interface Values<T> {
    void accept(T value, long seenNanos);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDecoder<T> decoder;
  private final List<TopicPartition> partitions;

  private Tail(KafkaSettings kafka, String topic, AvroDecoder<T> decoder) {
    this.decoder = decoder;
    consumer = CommittedConsumer.strict(kafka.clientConfig());
    partitions = TopicEnds.partitions(consumer, topic);
    consumer.assign(partitions);
  }

  static <T> Tail<T> fromStart(KafkaSettings kafka, String topic, AvroDecoder<T> decoder) {
    Tail<T> tail = new Tail<>(kafka, topic, decoder);
    tail.consumer.seekToBeginning(tail.partitions);
    return tail;
  }

  /** From the end that the topic has now. */
  static <T> Tail<T> fromEnd(KafkaSettings kafka, String topic, AvroDecoder<T> decoder) {
    Tail<T> tail = new Tail<>(kafka, topic, decoder);
    Map<TopicPartition, Long> ends = tail.consumer.endOffsets(tail.partitions);
    ends.forEach(tail.consumer::seek);
    return tail;
  }

  /** Gives what there is, or comes within the timeout. */
  void poll(Duration timeout, Values<T> values) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
    long seenNanos = System.nanoTime();
    records.forEach(record -> values.accept(value(decoder.decode(record)), seenNanos));
  }

  private T value(Decoded<T> decoded) {
    if (decoded instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw new IllegalStateException("a record of the venue can't be read: " + decoded);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
