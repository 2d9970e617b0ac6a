package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.Stack;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class PreflightIT {
  private static JobSettings settings(KafkaSettings kafka, DatabaseSettings database) {
    return new JobSettings(kafka, database, EnumSet.allOf(Service.class));
  }

  @Test
  void venueThatIsSetUpIsReady(Stack stack) {
    try (TestVenue venue = new TestVenue(stack)) {
      Preflight.Result result = Preflight.check(venue.all(1));
      assertThat(result.problems()).isEmpty();
      assertThat(result.partitions()).hasSize(Topic.values().length).containsValue(4);
      assertThat(result.partitions()).containsEntry(Topic.LOG_OWNER, 1);
    }
  }

  @Test
  void saysAllThatIsMissingAndHowToMendIt(Stack stack) {
    KafkaSettings kafka =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    DatabaseSettings database =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    List<String> problems = Preflight.check(settings(kafka, database)).problems();
    assertThat(problems).hasSize(3).allMatch(line -> line.lines().count() == 1);
    assertThat(problems.get(0))
        .contains(kafka.topic(Topic.ORDERS))
        .endsWith("run ./streambook topics create");
    assertThat(problems.get(1))
        .contains(kafka.topic(Topic.ORDERS))
        .endsWith("run ./streambook schemas register");
    assertThat(problems.get(2)).endsWith("run ./streambook database migrate");
  }

  @Test
  void saysWhereNothingAnswers() {
    KafkaSettings kafka = new KafkaSettings("127.0.0.1:1", "http://127.0.0.1:1", "");
    DatabaseSettings database = new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "a", "");
    List<String> problems = Preflight.check(settings(kafka, database)).problems();
    assertThat(problems).hasSize(3);
    assertThat(problems.get(0)).startsWith("No answer from Kafka at 127.0.0.1:1");
    assertThat(problems.get(1)).startsWith("No schema registry (http://127.0.0.1:1");
    assertThat(problems.get(2)).startsWith("No database at jdbc:postgresql://127.0.0.1:1/none");
  }

  @Test
  void seesTopicsThatWouldLoseRecords(Stack stack) throws Exception {
    try (TestVenue venue = new TestVenue(stack);
        Admin admin = Admin.create(venue.kafka().clientConfig())) {
      String orders = venue.kafka().topic(Topic.ORDERS);
      String log = venue.kafka().topic(Topic.VALIDATED_ORDERS);
      venue.deleteTopics();
      admin
          .createTopics(
              List.of(
                  new NewTopic(orders, Optional.of(2), Optional.empty())
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(log, Optional.of(2), Optional.empty())
                      .configs(Map.of("retention.ms", "-1", "retention.bytes", "1000000"))))
          .all()
          .get();
      new TopicCreation(admin, venue.kafka().topicPrefix()).create(4, Optional.empty(), line -> {});
      assertThat(Preflight.check(venue.all(1)).problems())
          .anyMatch(line -> line.contains(orders + " has cleanup.policy=compact"))
          .anyMatch(line -> line.contains(log + " has retention.bytes=1000000"))
          .anyMatch(line -> line.contains("trades has 4 partitions, " + orders + " has 2"));
    }
  }
}
