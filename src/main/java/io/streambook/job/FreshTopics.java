package io.streambook.job;

import io.streambook.contract.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What a job needs that goes back to a savepoint: what was published after it can't be unsaid, so
 * the job publishes elsewhere from then on.
 */
final class FreshTopics {
  private FreshTopics() {}

  /**
   * What is wrong; empty when nothing is.
   *
   * @param partitions of the topics that exist
   */
  static List<String> problems(Admin admin, JobSettings settings, Map<Topic, Integer> partitions)
      throws ExecutionException, InterruptedException {
    if (!settings.runs(Service.RISK)
        || !settings.runs(Service.MATCHING)
        || settings.runs(Service.CORE)) {
      return List.of(
          "--from-savepoint-only is for a job of risk and matching: set --services risk,matching,"
              + " and start core anew, on the same topics and another database");
    }
    if (settings.kafka().topicPrefix().equals(settings.kafka().inputPrefix())) {
      return List.of(
          "--from-savepoint-only asks for fresh topics: set --topic-prefix to another one, and"
              + " --input-prefix to that of orders, quotes, instruments and risk-limits");
    }
    String written = written(admin, settings, partitions);
    return written.isEmpty()
        ? List.of()
        : List.of(
            ("--from-savepoint-only asks for fresh topics, and these are not: %s: set another"
                    + " --topic-prefix, or leave the option out to go on where this log ends")
                .formatted(written));
  }

  private static String written(Admin admin, JobSettings settings, Map<Topic, Integer> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> outputs = new HashMap<>();
    partitions.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count && !topic.isInput(); partition++) {
            outputs.put(
                new TopicPartition(settings.kafka().topic(topic), partition), OffsetSpec.latest());
          }
        });
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(outputs).all().get();
    return ends.entrySet().stream()
        .filter(end -> end.getValue().offset() > 0)
        .map(end -> end.getKey().topic())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
