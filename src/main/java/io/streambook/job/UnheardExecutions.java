package io.streambook.job;

import io.streambook.book.Execution;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.Refusal;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Executions in the topic that a job leaves behind when it goes back to a savepoint, from where
 * risk had read it on: risk hears of executions a little later than matching makes them, so the
 * savepoint's book may know some that its accounts do not.
 */
final class UnheardExecutions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KafkaSettings kafka;
  private final KafkaSettings left;
  private final HashMap<TopicPartition, Long> from = new HashMap<>();

  private UnheardExecutions(KafkaSettings kafka, String leftPrefix) {
    this.kafka = kafka;
    this.left = kafka.withTopicPrefix(leftPrefix);
  }

  /**
   * Looks into a savepoint.
   *
   * @param kafka with the topics that the job publishes to from now on
   * @throws StreambookJob.Refused when it can't tell, or retention took what is needed
   */
  static UnheardExecutions of(KafkaSettings kafka, String savepoint) {
    Map<TopicPartition, Long> heard = heard(savepoint);
    if (heard.isEmpty()) {
      throw new StreambookJob.Refused(
          "The savepoint %s is not of a job that runs risk: restore one of a job with --services risk,matching"
              .formatted(savepoint));
    }
    String topic = heard.keySet().iterator().next().topic();
    String prefix = topic.substring(0, topic.length() - Topic.EXECUTIONS.base().length());
    UnheardExecutions unheard = new UnheardExecutions(kafka, prefix);
    store(unheard.left)
        .beginnings()
        .forEach((slot, first) -> unheard.from.put(partition(slot), first));
    heard.forEach(unheard::from);
    return unheard;
  }

  private static Map<TopicPartition, Long> heard(String savepoint) {
    try {
      return SavepointOffsets.read(savepoint, Sources::isFeedback);
    } catch (Exception unreadable) { // Flink's readers of state declare no less
      throw new StreambookJob.Refused(
          "The savepoint %s can't be read here (%s): name the folder of one, as flink stop printed it, that this machine can read"
              .formatted(savepoint, cause(unreadable)));
    }
  }

  /** What happened, also when it has no message. */
  private static String cause(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private void from(TopicPartition partition, long offset) {
    Long first = from.put(partition, offset);
    if (first == null) {
      throw new StreambookJob.Refused(
          "The savepoint needs %s from offset %d on, and Kafka has no such partition: restore the topic, or a savepoint whose topics are there"
              .formatted(partition, offset));
    }
    if (first > offset) {
      throw new StreambookJob.Refused(
          "%s begins at offset %s, and the savepoint needs it from %d: retention took what is missing; restore the topic, or a newer savepoint"
              .formatted(partition, first, offset));
    }
  }

  /**
   * Whether the state is still that of the savepoint, whose log is left behind; the first
   * checkpoint of this job ends that.
   *
   * @param ends of the log, as the state knows them; null when it knows nothing of a log
   * @param owners of the log that this job publishes to
   * @throws Refusal when the savepoint or that log can't serve
   */
  boolean isDue(Map<Slot, Long> ends, List<Owner> owners, String job) {
    if (ends == null) {
      throw new Refusal(
          "the savepoint knows nothing of a log: --from-savepoint-only needs one of a release whose"
              + " log is the commit point");
    }
    String log = kafka.topic(Topic.VALIDATED_ORDERS);
    if (ends.keySet().stream().anyMatch(slot -> slot.topic().equals(log))) {
      return false;
    }
    for (Owner owner : owners) {
      if (!owner.job().equals(job)) {
        throw new Refusal(
            "job %s (%s) has published to %s: --from-savepoint-only asks for fresh topics, set another --topic-prefix"
                .formatted(owner.job(), owner.name(), log));
      }
    }
    return true;
  }

  /** Hands out those that are not yet in the topic that the job publishes to. */
  void read(Consumer<Execution> each) {
    Set<String> published = new HashSet<>();
    try (KafkaLogStore here = store(kafka)) {
      here.executions(
          here.beginnings(), here.ends(), execution -> published.add(execution.execId()));
    }
    Map<Slot, Long> slots = new TreeMap<>();
    from.forEach(
        (partition, offset) ->
            slots.put(new Slot(partition.topic(), partition.partition()), offset));
    KafkaLogStore there = store(left);
    // Not only what is decided: an open transaction may hide what was committed after it began.
    there.executions(
        slots,
        there.endsOfAll(),
        execution -> {
          if (!published.contains(execution.execId())) {
            each.accept(execution);
          }
        });
  }

  private static KafkaLogStore store(KafkaSettings settings) {
    return new KafkaLogStore(
        settings, new Publisher("", List.of()), "", "", List.of(Topic.EXECUTIONS), List.of());
  }

  private static TopicPartition partition(Slot slot) {
    return new TopicPartition(slot.topic(), slot.partition());
  }
}
