package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.core.DatabaseSettings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The names under which savepoints keep state. Taking one away loses what it named. */
class UidTest {
  private static final KafkaSettings KAFKA =
      new KafkaSettings("localhost:1", "http://localhost:1", "");

  private static final Set<String> RISK =
      Set.of(
          "orders",
          "orders-dead-letters",
          "orders-values",
          "quotes",
          "quotes-dead-letters",
          "quotes-values",
          "instruments",
          "instruments-dead-letters",
          "instruments-values",
          "market-state",
          "market-state-dead-letters",
          "market-state-values",
          "risk-limits",
          "risk-limits-dead-letters",
          "risk-limits-values",
          "feedback",
          "feedback-dead-letters",
          "feedback-values",
          "symbol-controls",
          "account-controls",
          "matching",
          "log-owner",
          "log-owner-dead-letters",
          "log-owner-values",
          "log-guard",
          "side");

  private static final Set<String> MATCHING =
      Set.of(
          "log",
          "log-dead-letters",
          "log-values",
          "matching",
          "log-owner",
          "log-owner-dead-letters",
          "log-owner-values",
          "log-guard",
          "side");

  private static final Set<String> CORE =
      Set.of(
          "core-executions",
          "core-executions-dead-letters",
          "core-executions-values",
          "core-trades",
          "core-trades-dead-letters",
          "core-trades-values",
          "executions-table",
          "trades-table",
          "order-changes",
          "orders-table",
          "log-owner",
          "log-owner-dead-letters",
          "log-owner-values",
          "log-guard",
          "side");

  @Test
  void everyOperatorHasItsOwnForEver() throws Exception {
    assertThat(uids(Service.RISK)).isEqualTo(new TreeSet<>(RISK));
    assertThat(uids(Service.RISK, Service.MATCHING)).isEqualTo(new TreeSet<>(RISK));
    assertThat(uids(Service.MATCHING)).isEqualTo(new TreeSet<>(MATCHING));
    assertThat(uids(Service.CORE)).isEqualTo(new TreeSet<>(CORE));
    Set<String> all = new TreeSet<>(RISK);
    all.addAll(CORE);
    assertThat(uids(Service.values())).isEqualTo(all);
  }

  @Test
  void offsetsAreNotTakenForThoseOfATopicUnderAnotherPrefix() throws Exception {
    KafkaSettings elsewhere = KAFKA.withTopicPrefix("fresh.");
    Set<String> kept = uids(elsewhere, Service.RISK);
    assertThat(kept)
        .contains("orders", "quotes", "instruments", "risk-limits", "matching")
        .contains("feedback@fresh.", "market-state@fresh.", "log-owner@fresh.")
        .doesNotContain("feedback", "market-state", "log-owner");
  }

  private static Set<String> uids(Service... services) {
    return uids(KAFKA, services);
  }

  private static Set<String> uids(KafkaSettings kafka, Service... services) {
    JobSettings settings =
        new JobSettings(
            kafka,
            new DatabaseSettings("jdbc:postgresql://localhost:1/none", "", ""),
            EnumSet.copyOf(Arrays.asList(services)));
    Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      partitions.put(topic, 1);
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    StreambookJob.build(environment, settings, partitions, null);
    // Fails when an operator has none.
    environment.getStreamGraph(false).getJobGraph();
    return environment.getStreamGraph(false).getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
