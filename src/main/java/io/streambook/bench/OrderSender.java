package io.streambook.bench;

import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to a venue's topics, each once, acknowledged by all replicas. For one thread. */
final class OrderSender implements AutoCloseable {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final long BUFFER_BYTES = 64L << 20;

  private final AvroEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile Exception failure;

  /**
   * @param lingerMillis how long a batch may wait for more; 0 for the least latency
   */
  OrderSender(KafkaSettings kafka, Registry registry, int lingerMillis) {
    encoder = new AvroEncoder(registry, kafka.topicPrefix());
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  ProducerRecord<byte[], byte[]> encode(Object value) {
    return encoder.record(value);
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    // The callback says all that the future could.
    var unused = producer.send(record, (metadata, error) -> note(error));
  }

  void send(Object value) {
    send(encode(value));
  }

  /** Sends so many values and returns when all are acknowledged. */
  void sendAll(int count, Supplier<?> values) {
    for (int i = 0; i < count; i++) {
      send(values.get());
    }
    flush();
  }

  /** Returns when all is acknowledged. */
  void flush() {
    producer.flush();
    if (failure != null) {
      throw new IllegalStateException("Kafka did not take all records", failure);
    }
  }

  private void note(Exception error) {
    if (error != null) {
      failure = error;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
