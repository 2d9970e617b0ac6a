package io.streambook.contract;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
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
      names = "--client-config",
      paramLabel = "FILE",
      converter = ClientConfig.FromFile.class,
      description =
          "Properties file with settings of all Kafka clients, such as security.protocol and"
              + " sasl.jaas.config, and of the registry's: basic.auth.user.info,"
              + " schema.registry.ssl.* (default: none).")
  private ClientConfig clients = ClientConfig.NONE;

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
    this(brokers, registry, topicPrefix, ClientConfig.NONE);
  }

  public KafkaSettings(String brokers, String registry, String topicPrefix, ClientConfig clients) {
    this.brokers = brokers;
    this.registry = registry;
    this.topicPrefix = topicPrefix;
    this.clients = clients;
  }

  public String brokers() {
    return brokers;
  }

  /** Base URL of the registry, for a person: without user and password. */
  public String registryUrl() {
    return RegistryAccess.withoutUser(registry);
  }

  /** The same inputs, and what the venue writes under another prefix. */
  public KafkaSettings withTopicPrefix(String newPrefix) {
    KafkaSettings settings = new KafkaSettings(brokers, registry, newPrefix, clients);
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
    return new Registry(new RegistryAccess(registry, clients), COMMAND_PATIENCE);
  }

  /** For what nobody waits for: one that is away is asked for as long as it takes. */
  public Registry awaitedRegistry() {
    return new Registry(new RegistryAccess(registry, clients), null);
  }

  /** What every Kafka client needs; may hold secrets. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(clients.kafka());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return config;
  }

  /** For the consumers and admins of a person who waits: a call that fails for 10 s is given up. */
  public Map<String, Object> commandConfig() {
    int patience = (int) COMMAND_PATIENCE.toMillis();
    Map<String, Object> config = clientConfig();
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patience);
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    return config;
  }

  /** What a person can do when a Kafka client fails, in one line; empty when it can't be told. */
  public static Optional<String> explained(String brokers, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SslAuthenticationException) {
        return Optional.of(
            "No TLS with Kafka at "
                + brokers
                + ", one side does not trust the other's certificate: see ssl.truststore.* and"
                + " ssl.keystore.* of --client-config");
      }
      if (cause instanceof AuthenticationException) {
        return Optional.of(
            "Kafka at " + brokers + " does not let this client in: see --client-config");
      }
      if (cause instanceof AuthorizationException) {
        return Optional.of(
            "Kafka at "
                + brokers
                + " does not allow this to the user of --client-config: add an ACL");
      }
      if (cause instanceof ConfigException) {
        return Optional.of(
            "No Kafka client for " + brokers + ": see --brokers and --client-config");
      }
      if (cause instanceof TimeoutException) {
        return Optional.of(
            "No answer from Kafka at "
                + brokers
                + ": start it, or set --brokers, or --client-config when it asks for TLS or a"
                + " login");
      }
    }
    return Optional.empty();
  }
}
