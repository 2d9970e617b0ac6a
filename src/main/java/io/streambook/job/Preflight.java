package io.streambook.job;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.core.Database;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * Looks at all that a job needs before it is submitted. Every problem is one line that says what is
 * wrong and how to mend it; all are collected, and nothing is changed.
 */
public final class Preflight {
  private static final String FEATURE = "transaction.version";
  private static final int TRANSACTION_VERSION = 2;

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
    try (Admin admin = Admin.create(settings.kafka().commandConfig())) {
      checkTransactionTimeout(admin);
      checkTransactionVersion(admin);
      List<String> denied = new Rights(admin, settings).missing();
      problems.addAll(denied);
      if (denied.isEmpty()) { // else a topic that is not shown would be missing
        checkTopics(new TopicCreation(admin, settings.kafka()::prefix));
        if (settings.fromSavepointOnly()) {
          problems.addAll(FreshTopics.problems(admin, settings, partitions));
        }
      }
    } catch (ExecutionException e) {
      addKafka(e.getCause());
    } catch (KafkaException e) { // no client can be made
      addKafka(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    }
  }

  private void addKafka(Throwable failure) {
    String brokers = settings.kafka().brokers();
    String reason = failure.getCause() == null ? "" : ": " + failure.getCause().getMessage();
    problems.add(
        "%s (%s%s)"
            .formatted(
                KafkaSettings.explained(brokers, failure).orElse("Kafka at " + brokers + " fails"),
                failure.getMessage(),
                reason));
  }

  private void checkTransactionTimeout(Admin admin)
      throws ExecutionException, InterruptedException {
    String key = "transaction.max.timeout.ms";
    String broker = admin.describeCluster().nodes().get().iterator().next().idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
    Config config;
    try {
      config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClusterAuthorizationException) {
        problems.add(Rights.line(EnumSet.of(AclOperation.DESCRIBE_CONFIGS), "the cluster"));
        return;
      }
      throw e;
    }
    int allowed = Integer.parseInt(config.get(key).value());
    if (allowed < KafkaLedger.TRANSACTION_TIMEOUT_MILLIS) {
      problems.add(
          "Kafka allows transactions of %d ms, the job needs %d ms: raise %s of the brokers"
              .formatted(allowed, KafkaLedger.TRANSACTION_TIMEOUT_MILLIS, key));
    }
  }

  /**
   * From version 2 on each transaction has an epoch, so that a late write of a zombie is refused.
   */
  private void checkTransactionVersion(Admin admin)
      throws ExecutionException, InterruptedException {
    FinalizedVersionRange version =
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(FEATURE);
    int level = version == null ? 0 : version.maxVersionLevel();
    if (level < TRANSACTION_VERSION) {
      problems.add(
          "Kafka has %s=%d, the job needs %d: kafka-features.sh upgrade --feature %s=%d"
              .formatted(FEATURE, level, TRANSACTION_VERSION, FEATURE, TRANSACTION_VERSION));
    }
  }

  private void checkTopics(TopicCreation topics) {
    partitions.putAll(topics.partitions());
    Set<Topic> missing = EnumSet.allOf(Topic.class);
    missing.removeAll(partitions.keySet());
    if (!missing.isEmpty()) {
      problems.add("Missing topics: " + names(missing) + ": run ./streambook topics create");
    }
    checkPartitions();
    for (Topic topic : partitions.keySet()) {
      topics
          .misconfigurations(topic)
          .forEach(
              difference ->
                  problems.add(
                      "%s has %s: set it with kafka-configs, or records are lost"
                          .formatted(settings.kafka().topic(topic), difference)));
    }
  }

  /** Who joins the venue's own topics by partition relies on it. */
  private void checkPartitions() {
    if (partitions.getOrDefault(Topic.LOG_OWNER, 1) != 1) {
      problems.add(
          "%s has %d partitions and must have 1: delete it and run ./streambook topics create"
              .formatted(settings.kafka().topic(Topic.LOG_OWNER), partitions.get(Topic.LOG_OWNER)));
    }
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
      String subject = Schemas.subject(topic, settings.kafka().prefix(topic));
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
