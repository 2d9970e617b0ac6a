package io.streambook.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics as Kafka must hold them. */
public final class TopicCreation {
  private final Admin admin;
  private final String topicPrefix;

  public TopicCreation(Admin admin, String topicPrefix) {
    this.admin = admin;
    this.topicPrefix = topicPrefix;
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
      config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    }
    if (topic == Topic.DEAD_LETTERS) {
      config.put(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DeadLetters.MAX_MESSAGE_BYTES));
    }
    return config;
  }

  /**
   * Creates the topics that do not exist, and changes none that does.
   *
   * @param replication of each partition; empty for the broker's default
   * @param report takes a line for each topic created and for each difference of one that exists
   */
  public void create(int partitions, Optional<Short> replication, Consumer<String> report) {
    Set<String> existing = get(admin.listTopics().names());
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      String name = topic.name(topicPrefix);
      if (existing.contains(name)) {
        differences(topic, topic.partitions(partitions))
            .forEach(line -> report.accept(name + " exists" + line));
      } else {
        missing.add(
            new NewTopic(name, Optional.of(topic.partitions(partitions)), replication)
                .configs(config(topic)));
      }
    }
    get(admin.createTopics(missing).all());
    missing.forEach(
        topic ->
            report.accept(
                topic.name()
                    + " created: "
                    + topic.numPartitions()
                    + " partitions, "
                    + topic.configs()));
  }

  /** Partitions of each topic that exists, by topic. */
  public Map<Topic, Integer> partitions() {
    Set<String> existing = get(admin.listTopics().names());
    Map<Topic, Integer> partitions = new TreeMap<>();
    for (Topic topic : Topic.values()) {
      if (existing.contains(topic.name(topicPrefix))) {
        partitions.put(topic, describe(topic).partitions().size());
      }
    }
    return partitions;
  }

  /** In what the settings of an existing topic differ from the contract. */
  public List<String> misconfigurations(Topic topic) {
    ConfigResource resource =
        new ConfigResource(ConfigResource.Type.TOPIC, topic.name(topicPrefix));
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

  private TopicDescription describe(Topic topic) {
    String name = topic.name(topicPrefix);
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
