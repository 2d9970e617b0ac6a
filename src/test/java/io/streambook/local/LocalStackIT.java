package io.streambook.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streambook.contract.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Stack.class)
class LocalStackIT {
  private static final int FIFTEEN_MINUTES_MS = 900_000;

  @Test
  void kafkaKeepsCommittedRecordsWhenItIsKilled(Stack stack) throws Exception {
    String topic = stack.newPrefix() + "kept";
    try (Admin admin = admin(stack)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<String, String> producer = producer(stack, FIFTEEN_MINUTES_MS)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "key", "value")).get();
      producer.commitTransaction();
    }
    stack.kafka().kill();
    stack.kafka().start();
    // A commit that was promised before the kill may be written out only after the start.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(readCommitted(stack, topic)).containsExactly("value"));
  }

  @Test
  void fifteenMinutesAreTheLongestTransaction(Stack stack) {
    try (KafkaProducer<String, String> producer = producer(stack, FIFTEEN_MINUTES_MS + 1)) {
      assertThatThrownBy(producer::initTransactions)
          .hasMessageContaining("transaction.max.timeout.ms");
    }
  }

  @Test
  void aMissingTopicIsNotCreatedByUse(Stack stack) throws Exception {
    String topic = stack.newPrefix() + "missing";
    Map<String, Object> config = config(stack);
    config.put("max.block.ms", 2000);
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(config)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "value")).get())
          .hasMessageContaining(topic);
    }
    try (Admin admin = admin(stack)) {
      assertThat(admin.listTopics().names().get()).doesNotContain(topic);
    }
  }

  @Test
  void theRegistryKeepsItsIdsAcrossARestart(Stack stack) {
    Registry registry = new Registry(stack.registry().url().toString());
    String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}";
    int id = registry.register(stack.newPrefix() + "kept-value", schema);
    stack.registry().stop();
    stack.registry().start();
    assertThat(registry.schemaById(id)).isEqualTo(Optional.of(schema));
  }

  @Test
  void postgresKeepsItsRowsAcrossARestart(Stack stack) throws Exception {
    String url = stack.newDatabase();
    execute(url, "CREATE TABLE t AS SELECT 7 AS x");
    stack.postgres().stop();
    stack.postgres().start();
    assertThat(queryInt(url, "SELECT x FROM t")).isEqualTo(7);
  }

  @Test
  void postgresKeepsItsRowsWhenItIsKilled(Stack stack) throws Exception {
    String url = stack.newDatabase();
    execute(url, "CREATE TABLE t AS SELECT 7 AS x");
    stack.postgres().kill();
    assertThatThrownBy(() -> queryInt(url, "SELECT x FROM t")).hasMessageContaining("refused");
    stack.postgres().start();
    assertThat(queryInt(url, "SELECT x FROM t")).isEqualTo(7);
  }

  @Test
  void whatIsFrozenAnswersWhenItGoesOn(Stack stack) throws Exception {
    for (LocalServer server : List.of(stack.kafka(), stack.registry(), stack.postgres())) {
      server.freeze();
      Future<Boolean> answer = CompletableFuture.supplyAsync(() -> answers(stack, server));
      assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      server.resume();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean answers(Stack stack, LocalServer server) {
    try {
      if (server == stack.kafka()) {
        try (Admin admin = admin(stack)) {
          return !admin.listTopics().names().get().isEmpty();
        }
      } else if (server == stack.registry()) {
        return new Registry(stack.registry().url().toString()).versions("no-such").isEmpty();
      }
      return queryInt(stack.postgres().url(), "SELECT 1") == 1;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalKafka kafka = new LocalKafka(taken.getLocalPort(), folder)) {
      assertThatThrownBy(kafka::start)
          .isInstanceOf(LocalException.class)
          .hasMessage("port %d of Kafka is in use by another process", taken.getLocalPort());
    }
  }

  @Test
  void nothingOutlivesAParentThatIsKilledNotEvenWhatIsFrozen(@TempDir Path folder)
      throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StackHolder.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("holder.log").toFile())
            .start();
    try {
      Path pids = folder.resolve("pids");
      await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(pids) || !holder.isAlive());
      assertThat(pids).as(Files.readString(folder.resolve("holder.log"))).exists();
      List<Long> children =
          Files.readString(pids, StandardCharsets.UTF_8).lines().map(Long::valueOf).toList();
      assertThat(children).hasSize(3).allMatch(LocalStackIT::runs);

      holder.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(children).noneMatch(LocalStackIT::runs));
    } finally {
      holder.destroyForcibly();
    }
  }

  /** A zombie has ended, though the process table still has it until someone reaps it. */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(p -> p.isAlive() && !zombie(pid)).isPresent();
  }

  private static boolean zombie(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<String> readCommitted(Stack stack, String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", stack.brokers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static Admin admin(Stack stack) {
    return Admin.create(Map.of("bootstrap.servers", stack.brokers()));
  }

  private static KafkaProducer<String, String> producer(Stack stack, int transactionTimeoutMs) {
    Map<String, Object> config = config(stack);
    config.put("transactional.id", stack.newPrefix());
    config.put("transaction.timeout.ms", transactionTimeoutMs);
    return new KafkaProducer<>(config);
  }

  private static Map<String, Object> config(Stack stack) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", stack.brokers());
    config.put("key.serializer", StringSerializer.class);
    config.put("value.serializer", StringSerializer.class);
    return config;
  }

  private static void execute(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int queryInt(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
