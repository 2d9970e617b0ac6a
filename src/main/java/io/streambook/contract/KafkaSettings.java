package io.streambook.contract;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Where Kafka and the registry are: a picocli mixin for every command that talks to them. */
public final class KafkaSettings implements Serializable {
  /** How long a command waits for a service that does not answer; the job waits for ever. */
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT,…",
      converter = Addresses.Brokers.class,
      defaultValue = "localhost:9092",
      description = "Kafka's bootstrap servers (default: ${DEFAULT-VALUE}).")
  private String brokers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      converter = Addresses.Http.class,
      defaultValue = "http://localhost:8080/apis/ccompat/v7",
      description =
          "Schema registry with Confluent's REST API (default: ${DEFAULT-VALUE}, where Apicurio"
              + " serves it).")
  private String registry;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Put before the name of every topic and subject (default: none).")
  private String topicPrefix;

  @Option(
      names = "--input-prefix",
      paramLabel = "TEXT",
      description =
          "Put before the names of orders, quotes, instruments and risk-limits instead of"
              + " --topic-prefix (default: the same).")
  private String inputPrefix;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file with settings of any command: option names without --, one per line.")
  @SuppressWarnings("UnusedVariable") // SettingsFiles reads it before picocli parses
  private String config;

  /** For picocli. */
  public KafkaSettings() {}

  public KafkaSettings(String brokers, String registry, String topicPrefix) {
    this.brokers = brokers;
    this.registry = registry;
    this.topicPrefix = topicPrefix;
  }

  public String brokers() {
    return brokers;
  }

  /** Base URL of the registry. */
  public String registryUrl() {
    return registry;
  }

  /** The same inputs, and what the venue writes under another prefix. */
  public KafkaSettings withTopicPrefix(String newPrefix) {
    KafkaSettings settings = new KafkaSettings(brokers, registry, newPrefix);
    settings.inputPrefix = inputPrefix();
    return settings;
  }

  /** Of what the venue writes. */
  public String topicPrefix() {
    return topicPrefix;
  }

  /** Of what the venue only reads. */
  public String inputPrefix() {
    return inputPrefix == null ? topicPrefix : inputPrefix;
  }

  public String prefix(Topic topic) {
    return topic.isInput() ? inputPrefix() : topicPrefix;
  }

  /** Kafka's name of a topic. */
  public String topic(Topic topic) {
    return topic.name(prefix(topic));
  }

  /** The contract's topic with this name in Kafka, or null. */
  public Topic topicNamed(String name) {
    for (Topic topic : Topic.values()) {
      if (topic(topic).equals(name)) {
        return topic;
      }
    }
    return null;
  }

  /** For a person who waits: gives up with {@link Registry.Unavailable} after 10 s. */
  public Registry openRegistry() {
    return new Registry(registry, COMMAND_PATIENCE);
  }

  /** What every Kafka client needs. */
  public Map<String, Object> clientConfig() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
  }

  /** For the consumers and admins of a person who waits: a call that fails for 10 s is given up. */
  public Map<String, Object> commandConfig() {
    int patience = (int) COMMAND_PATIENCE.toMillis();
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        patience,
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
        patience);
  }
}
