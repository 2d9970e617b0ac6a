package io.streambook.marketdata;

import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends values to their topics, each once and in the order of its key, and counts what all replicas
 * have acknowledged. Not for use by two threads at once, but for the counts.
 */
final class Publisher implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final AvroEncoder encoder;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile Exception failure;

  Publisher(KafkaSettings settings, Registry registry) {
    this(
        new KafkaProducer<>(config(settings), new ByteArraySerializer(), new ByteArraySerializer()),
        new AvroEncoder(registry, settings.inputPrefix()));
  }

  Publisher(Producer<byte[], byte[]> producer, AvroEncoder encoder) {
    this.producer = producer;
    this.encoder = encoder;
  }

  private static Map<String, Object> config(KafkaSettings settings) {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1_024);
    return config;
  }

  /**
   * Sends one value; blocks while the producer's buffer is full.
   *
   * @throws IllegalStateException when a value sent before was not acknowledged
   */
  void send(Object value) {
    checkFailure();
    // The callback says all that the future could.
    var unused = producer.send(encoder.record(value), this::onAnswer);
    sent.incrementAndGet();
  }

  private void onAnswer(RecordMetadata metadata, Exception exception) {
    if (exception == null) {
      acknowledged.incrementAndGet();
    } else if (failure == null) {
      failure = exception;
    }
  }

  /**
   * Waits until all is acknowledged.
   *
   * @throws IllegalStateException when a value was not
   */
  void flush() {
    producer.flush();
    checkFailure();
  }

  long sent() {
    return sent.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  private void checkFailure() {
    if (failure != null) {
      throw new IllegalStateException(
          "Kafka did not take a message (%s of %s acknowledged): %s"
              .formatted(acknowledged, sent, failure.getMessage()),
          failure);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
