package io.streambook.contract;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics as Kafka must hold them. */
public final class TopicCreation {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Admin admin;
  private final Function<Topic, String> prefixes;

  public TopicCreation(Admin admin, String topicPrefix) {
    this(admin, topic -> topicPrefix);
  }

  public TopicCreation(Admin admin, Function<Topic, String> prefixes) {
    this.admin = admin;
    this.prefixes = prefixes;
  }

  /** What a topic needs beyond the broker's defaults. */
  static Map<String, String> config(Topic topic) {
    Map<String, String> config = new TreeMap<>();
    if (topic.compacted()) {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    }
    if (topic == Topic.VALIDATED_ORDERS) {
      keep(config);
    }
    if (topic == Topic.DEAD_LETTERS) {
      config.put(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DeadLetters.MAX_MESSAGE_BYTES));
    }
    return config;
  }

  /**
   * With what a topic is created. Executions are kept as long as the log: the Order Service knows
   * an order only while its executions are there. So are trades: Core fills an empty database from
   * both. Who needs them for less may say so later.
   */
  private static Map<String, String> initialConfig(Topic topic) {
    Map<String, String> config = config(topic);
    if (topic == Topic.EXECUTIONS || topic == Topic.TRADES) {
      keep(config);
    }
    return config;
  }

  /** Without an end, whatever the broker's defaults of time and size. */
  private static void keep(Map<String, String> config) {
    config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
  }

  /**
   * Creates the topics that do not exist, and changes none that does.
   *
   * @param replication of each partition; empty for the broker's default
   * @param report takes a line for each topic created and for each difference of one that exists
   */
  public void create(int partitions, Optional<Short> replication, Consumer<String> report) {
    Map<String, KafkaFuture<Void>> results =
        admin
            .createTopics(
                Arrays.stream(Topic.values())
                    .map(topic -> newTopic(topic, partitions, replication))
                    .toList())
            .values();
    Set<String> created =
        results.keySet().stream().filter(name -> created(name, results.get(name))).collect(toSet());
    awaitKnown(results.keySet());
    awaitLeaders(created);
    for (Topic topic : Topic.values()) {
      if (created.contains(name(topic))) {
        report.accept(
            "%s created: %d partitions, %s"
                .formatted(name(topic), topic.partitions(partitions), initialConfig(topic)));
      } else {
        differences(topic, topic.partitions(partitions))
            .forEach(line -> report.accept(name(topic) + " exists" + line));
      }
    }
  }

  private NewTopic newTopic(Topic topic, int partitions, Optional<Short> replication) {
    return new NewTopic(name(topic), Optional.of(topic.partitions(partitions)), replication)
        .configs(initialConfig(topic));
  }

  private static boolean created(String name, KafkaFuture<Void> result) {
    try {
      get(result);
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      // Kafka does not say which one it is about.
      if (e.getCause() instanceof AuthorizationException) {
        throw new IllegalStateException("Can't create topic " + name, e.getCause());
      }
      throw e;
    }
  }

  /** The controller decides what exists; a broker hears of it a moment later. */
  private void awaitKnown(Set<String> names) {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!get(admin.listTopics().names()).containsAll(names) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /**
   * A broker that has not opened a fresh partition yet refuses a producer's first batch and may
   * take its second, after which the first can never be written (KAFKA-15591). Only the leader of
   * an open partition tells its end.
   */
  private void awaitLeaders(Set<String> names) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    get(admin.describeTopics(names).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            ends.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    get(admin.listOffsets(ends).all());
  }

  /** Partitions of each topic that exists, by topic. */
  public Map<Topic, Integer> partitions() {
    Set<String> existing = get(admin.listTopics().names());
    Map<Topic, Integer> partitions = new TreeMap<>();
    for (Topic topic : Topic.values()) {
      if (existing.contains(name(topic))) {
        partitions.put(topic, describe(topic).partitions().size());
      }
    }
    return partitions;
  }

  /** In what the settings of an existing topic differ from the contract. */
  public List<String> misconfigurations(Topic topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name(topic));
    Config actual = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    List<String> lines = new ArrayList<>();
    config(topic)
        .forEach(
            (key, value) -> {
              if (!actual.get(key).value().equals(value)) {
                lines.add(key + "=" + actual.get(key).value() + ", the contract says " + value);
              }
            });
    return lines;
  }

  private List<String> differences(Topic topic, int partitions) {
    List<String> lines = new ArrayList<>();
    int actual = describe(topic).partitions().size();
    if (actual != partitions) {
      lines.add(" with " + actual + " partitions, which stays so: a key must not change its place");
    }
    misconfigurations(topic).forEach(line -> lines.add(" with " + line));
    return lines.isEmpty() ? List.of("") : lines;
  }

  private String name(Topic topic) {
    return topic.name(prefixes.apply(topic));
  }

  private TopicDescription describe(Topic topic) {
    String name = name(topic);
    return get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
