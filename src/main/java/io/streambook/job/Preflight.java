package io.streambook.job;

import io.streambook.contract.Registry;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.core.Database;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at all that a job needs before it is submitted. Every problem is one line that says what is
 * wrong and how to mend it; all are collected, and nothing is changed.
 */
public final class Preflight {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final JobSettings settings;
  private final List<String> problems = new ArrayList<>();
  private final Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);

  private Preflight(JobSettings settings) {
    this.settings = settings;
  }

  /**
   * What was found.
   *
   * @param problems empty when the job can run
   * @param partitions of the topics that exist
   */
  public record Result(List<String> problems, Map<Topic, Integer> partitions) {}

  public static Result check(JobSettings settings) {
    Preflight preflight = new Preflight(settings);
    preflight.checkKafka();
    preflight.checkRegistry();
    if (settings.runs(Service.CORE)) {
      new Database(settings.database()).trouble().ifPresent(preflight.problems::add);
    }
    return new Result(List.copyOf(preflight.problems), Map.copyOf(preflight.partitions));
  }

  private void checkKafka() {
    Map<String, Object> config = new HashMap<>(settings.kafka().clientConfig());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(config)) {
      Node broker = admin.describeCluster().nodes().get().iterator().next();
      checkTransactionTimeout(admin, broker);
      checkTopics(admin);
    } catch (ExecutionException e) {
      problems.add(
          "No answer from Kafka at %s (%s): start it, or set --brokers"
              .formatted(settings.kafka().brokers(), e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    }
  }

  private void checkTransactionTimeout(Admin admin, Node broker)
      throws ExecutionException, InterruptedException {
    String key = "transaction.max.timeout.ms";
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
    int allowed = Integer.parseInt(config(admin, List.of(resource)).get(resource).get(key).value());
    if (allowed < VenueSink.TRANSACTION_TIMEOUT_MILLIS) {
      problems.add(
          "Kafka allows transactions of %d ms, the job needs %d ms: raise %s of the brokers"
              .formatted(allowed, VenueSink.TRANSACTION_TIMEOUT_MILLIS, key));
    }
  }

  private void checkTopics(Admin admin) throws ExecutionException, InterruptedException {
    Set<Topic> missing = EnumSet.noneOf(Topic.class);
    for (Topic topic : Topic.values()) {
      try {
        String name = settings.kafka().topic(topic);
        TopicDescription found =
            admin.describeTopics(List.of(name)).topicNameValues().get(name).get();
        partitions.put(topic, found.partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        missing.add(topic);
      }
    }
    if (!missing.isEmpty()) {
      problems.add("Missing topics: " + names(missing) + ": run ./streambook topics create");
    }
    checkPartitions();
    checkCleanup(admin);
  }

  /** Who joins the venue's own topics by partition relies on it. */
  private void checkPartitions() {
    Integer orders = partitions.get(Topic.ORDERS);
    Stream.of(Topic.VALIDATED_ORDERS, Topic.EXECUTIONS, Topic.TRADES)
        .filter(topic -> orders != null && partitions.containsKey(topic))
        .filter(topic -> !partitions.get(topic).equals(orders))
        .forEach(
            topic ->
                problems.add(
                    "%s has %d partitions, %s has %d: delete it and run ./streambook topics create"
                        .formatted(
                            settings.kafka().topic(topic),
                            partitions.get(topic),
                            settings.kafka().topic(Topic.ORDERS),
                            orders)));
  }

  private void checkCleanup(Admin admin) throws ExecutionException, InterruptedException {
    Map<Topic, ConfigResource> resources =
        partitions.keySet().stream()
            .collect(
                Collectors.toMap(
                    topic -> topic,
                    topic ->
                        new ConfigResource(
                            ConfigResource.Type.TOPIC, settings.kafka().topic(topic))));
    Map<ConfigResource, Config> configs = config(admin, List.copyOf(resources.values()));
    resources.forEach(
        (topic, resource) -> {
          String key = TopicConfig.CLEANUP_POLICY_CONFIG;
          String expected = topic.compacted() ? "compact" : "delete";
          String found = configs.get(resource).get(key).value();
          if (!found.equals(expected)) {
            problems.add(
                "%s has %s=%s, it must be %s: change it with kafka-configs, or records are lost"
                    .formatted(resource.name(), key, found, expected));
          }
        });
  }

  private static Map<ConfigResource, Config> config(Admin admin, List<ConfigResource> resources)
      throws ExecutionException, InterruptedException {
    return admin.describeConfigs(resources).all().get();
  }

  private void checkRegistry() {
    Registry registry = settings.kafka().openRegistry();
    String url = settings.kafka().registryUrl();
    registry
        .trouble()
        .ifPresentOrElse(
            trouble ->
                problems.add(
                    "No schema registry (%s): start it, or set --registry".formatted(trouble)),
            () -> checkSchemas(registry, url));
  }

  private void checkSchemas(Registry registry, String url) {
    Set<Topic> unregistered = EnumSet.noneOf(Topic.class);
    for (Topic topic : Schemas.topics()) {
      String subject = Schemas.subject(topic, settings.kafka().topicPrefix());
      String schema = Schemas.current(topic);
      if (registry.idOf(subject, schema).isPresent()) {
        continue;
      }
      List<String> against = registry.incompatibilities(subject, schema);
      if (against.isEmpty()) {
        unregistered.add(topic);
      } else {
        problems.add(
            "The schema of %s is not compatible with what %s has (%s): use another --topic-prefix, or the release that wrote them"
                .formatted(subject, url, String.join("; ", against)));
      }
    }
    if (!unregistered.isEmpty()) {
      problems.add(
          "Schemas not registered: %s: run ./streambook schemas register"
              .formatted(names(unregistered)));
    }
  }

  private String names(Set<Topic> topics) {
    return topics.stream().map(settings.kafka()::topic).collect(Collectors.joining(", "));
  }
}
