package io.streambook.cli;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Reads the committed records of one key, all of which lie in one partition of a topic. */
final class KeyTail<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final byte[] key;
  private final AvroDecoder<T> decoder;

  /**
   * Opens it where the topic ends now.
   *
   * @param decoder made for the number of partitions
   */
  KeyTail(KafkaSettings settings, Topic topic, String key, IntFunction<AvroDecoder<T>> decoder) {
    this.consumer = CommittedConsumer.fromEarliest(settings.commandConfig());
    this.key = key.getBytes(StandardCharsets.UTF_8);
    String name = settings.topic(topic);
    int partitions = consumer.partitionsFor(name).size();
    if (partitions == 0) {
      consumer.close();
      throw new IllegalStateException(
          "There is no topic " + name + ": run ./streambook topics create");
    }
    this.partition =
        new TopicPartition(name, Utils.toPositive(Utils.murmur2(this.key)) % partitions);
    this.decoder = decoder.apply(partitions);
    consumer.assign(List.of(partition));
    consumer.seek(partition, end());
  }

  /** The newest record of the key, or null; leaves the place at the end. */
  T newest() {
    return newest(any -> true);
  }

  /** The newest of those that are wanted, or null; leaves the place at the end. */
  T newest(Predicate<T> wanted) {
    consumer.seekToBeginning(List.of(partition));
    AtomicReference<T> newest = new AtomicReference<>();
    readToEnd(
        value -> {
          if (wanted.test(value)) {
            newest.set(value);
          }
        });
    return newest.get();
  }

  /** Gives all that is committed by now. */
  void readToEnd(Consumer<T> values) {
    CommittedConsumer.readToEnd(consumer, record -> read(record, values));
  }

  /** The first record that is looked for, or null when it does not come in time. */
  T await(Predicate<T> wanted, Duration timeout) {
    AtomicReference<T> found = new AtomicReference<>();
    hear(
        value -> {
          if (wanted.test(value)) {
            found.compareAndSet(null, value);
          }
        },
        () -> found.get() != null,
        timeout);
    return found.get();
  }

  /** Hands on what comes until it is enough or the time is over. */
  void hear(Consumer<T> values, BooleanSupplier enough, Duration timeout) {
    long start = System.nanoTime();
    while (!enough.getAsBoolean() && System.nanoTime() - start < timeout.toNanos()) {
      poll(values);
    }
  }

  /**
   * Reads a record of the key that is not sent yet.
   *
   * @throws IllegalArgumentException when it would be a dead letter
   */
  void check(ProducerRecord<byte[], byte[]> record) {
    ConsumerRecord<byte[], byte[]> sent =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), 0, record.key(), record.value());
    if (decoder.decode(sent) instanceof Decoded.Dead<T> dead) {
      throw new IllegalArgumentException("Not published: " + dead.letter().text());
    }
  }

  private void poll(Consumer<T> values) {
    consumer.poll(POLL).forEach(record -> read(record, values));
  }

  private void read(ConsumerRecord<byte[], byte[]> record, Consumer<T> values) {
    if (Arrays.equals(key, record.key())
        && decoder.decode(record) instanceof Decoded.Value<T> value) {
      values.accept(value.value());
    }
  }

  private long end() {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
