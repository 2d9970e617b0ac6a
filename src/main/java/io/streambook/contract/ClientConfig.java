package io.streambook.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Settings of all Kafka clients, and of the registry's, such as Kafka's own tools take in a
 * properties file: how to be let in. They may hold secrets and go wherever the job runs; nothing
 * prints a value.
 */
public final class ClientConfig implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What our clients set themselves, and what order, exactly once and partitioning rest on. */
  static final Set<String> OURS =
      Set.copyOf(
          List.of(
              CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
              CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
              CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
              CommonClientConfigs.RETRIES_CONFIG,
              ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
              ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
              ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
              ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
              ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
              ConsumerConfig.GROUP_ID_CONFIG,
              ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
              ConsumerConfig.GROUP_PROTOCOL_CONFIG,
              ConsumerConfig.ISOLATION_LEVEL_CONFIG,
              ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
              ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
              ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
              ProducerConfig.ACKS_CONFIG,
              ProducerConfig.BATCH_SIZE_CONFIG,
              ProducerConfig.COMPRESSION_TYPE_CONFIG,
              ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
              ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
              ProducerConfig.LINGER_MS_CONFIG,
              ProducerConfig.MAX_BLOCK_MS_CONFIG,
              ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              ProducerConfig.PARTITIONER_CLASS_CONFIG,
              ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
              ProducerConfig.TRANSACTIONAL_ID_CONFIG,
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG));

  public static final ClientConfig NONE = new ClientConfig(new HashMap<>());

  private final HashMap<String, String> entries;

  /**
   * Takes what may be set.
   *
   * @throws IllegalArgumentException that names what may not, never a value
   */
  public ClientConfig(Map<String, String> entries) {
    this.entries = new HashMap<>(entries);
    Set<String> taken = new TreeSet<>(entries.keySet());
    taken.retainAll(OURS);
    if (!taken.isEmpty()) {
      throw new IllegalArgumentException(
          "sets %s; the venue sets these itself: %s"
              .formatted(String.join(", ", taken), String.join(", ", new TreeSet<>(OURS))));
    }
    RegistryAccess.requireKnown(entries.keySet());
  }

  /** For Kafka's clients. */
  Map<String, String> kafka() {
    Map<String, String> kafka = new HashMap<>(entries);
    kafka.keySet().removeIf(RegistryAccess::isForRegistry);
    return kafka;
  }

  /** All of it, for the registry's: with what says where secrets are looked up. */
  Map<String, String> all() {
    return Map.copyOf(entries);
  }

  /** Reads the file that an option names. */
  static final class FromFile implements ITypeConverter<ClientConfig> {
    @Override
    public ClientConfig convert(String file) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> entries = new HashMap<>();
        properties
            .stringPropertyNames()
            .forEach(key -> entries.put(key, properties.getProperty(key)));
        return new ClientConfig(entries);
      } catch (NoSuchFileException e) {
        throw new TypeConversionException("there is no file " + file);
      } catch (IOException e) {
        throw new TypeConversionException("can't read " + file + ": " + e);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(file + " " + e.getMessage());
      }
    }
  }
}
