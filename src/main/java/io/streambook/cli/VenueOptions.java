package io.streambook.cli;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command needs that tells the venue something and waits for its answer. */
final class VenueOptions {
  @Mixin private KafkaSettings settings;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long to wait for the venue's answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  private Registry registry;

  KafkaSettings settings() {
    return settings;
  }

  Duration timeout() {
    return timeout;
  }

  Registry registry() {
    if (registry == null) {
      registry = settings.openRegistry();
    }
    return registry;
  }

  /** Publishes one record and returns when all replicas have it. */
  RecordMetadata send(Object value) {
    return publish(record(value));
  }

  /**
   * The same, of a record that those who read it can take.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  RecordMetadata send(Object value, KeyTail<?> readers) {
    ProducerRecord<byte[], byte[]> record = record(value);
    readers.check(record);
    return publish(record);
  }

  private ProducerRecord<byte[], byte[]> record(Object value) {
    return new AvroEncoder(registry(), settings.inputPrefix()).record(value);
  }

  private RecordMetadata publish(ProducerRecord<byte[], byte[]> record) {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending: the outcome is unknown", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not confirm the record", e.getCause());
    }
  }

  KeyTail<Instrument> instruments(String symbol) {
    return new KeyTail<>(
        settings,
        Topic.INSTRUMENTS,
        symbol,
        partitions -> AvroDecoder.instruments(registry(), partitions));
  }

  KeyTail<RiskLimits> limits(String account) {
    return new KeyTail<>(
        settings,
        Topic.RISK_LIMITS,
        account,
        partitions -> AvroDecoder.riskLimits(registry(), partitions));
  }

  KeyTail<AccountSnapshot> accounts(String account) {
    return new KeyTail<>(
        settings, Topic.ACCOUNTS, account, partitions -> AvroDecoder.accounts(registry()));
  }

  /** No answer in time is no answer: the record is published and may still be taken. */
  IllegalStateException noAnswer(RecordMetadata sent, String query) {
    return new IllegalStateException(
        String.format(
            "No answer within %d ms, the outcome is unknown: %s-%d-%d is published and may still be"
                + " taken. Does the job run? Ask again with %s",
            timeout.toMillis(), sent.topic(), sent.partition(), sent.offset(), query));
  }
}
