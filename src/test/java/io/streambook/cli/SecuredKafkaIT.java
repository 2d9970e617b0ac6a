package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.contract.ClientConfig;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.LocalCluster;
import io.streambook.local.LocalException;
import io.streambook.local.LocalKafka;
import io.streambook.local.Stack;
import io.streambook.orderservice.OrderService;
import io.streambook.orderservice.OrderServiceSettings;
import io.streambook.orderservice.access.MasterKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The venue on a broker that asks for a password: its jar on a cluster, our commands, a service.
 */
@ExtendWith(Stack.class)
class SecuredKafkaIT {
  private static final String PASSWORD = "Sesame4711";

  @TempDir Path folder;
  private LocalKafka broker;
  private String registry;
  private String prefix;
  private DatabaseSettings database;

  @BeforeEach
  void startBroker(Stack stack) {
    broker = new LocalKafka(0, folder.resolve("kafka"), PASSWORD);
    broker.start();
    registry = stack.registry().url().toString();
    prefix = stack.newPrefix();
    database =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void withItsClientConfigTheVenueTradesAndNothingShowsThePassword() throws Exception {
    String login = file("client.properties", broker.login());
    succeeds(login, "schemas register");
    succeeds(login, "topics create --partitions 2");
    new Database(database).migrate();
    Path flink = folder.resolve("flink");
    try (LocalCluster cluster = new LocalCluster(flink, 1, 4)) {
      cluster.start();
      assertThatThrownBy(() -> cluster.flink(job()))
          .isInstanceOf(LocalException.class)
          .hasMessageContaining("No answer from Kafka at " + broker.brokers());
      String submitted = cluster.flink(job("--client-config", login));
      succeeds(login, "instruments set ALFA --reference-price 100 --band-low 1 --band-high 1000");
      succeeds(login, "order new ALFA sell 10 --price 100 --id maker");
      assertThat(succeeds(login, "order new ALFA buy 4 --price 100 --id taker"))
          .contains("TRADE 4 at 100: order taker");
      seenByTheOrderService();
      assertThat(succeeds(login, "audit --patience 30s")).contains("Audit passed: all ");
      assertThat(submitted).doesNotContain(PASSWORD);
      showsNoPassword(cluster);
    }
    for (String process : List.of("jobmanager", "taskmanager-1")) {
      assertThat(Files.readString(flink.resolve(process + ".log")))
          .as(process)
          .isNotEmpty()
          .doesNotContain(PASSWORD);
    }
  }

  @Test
  void withoutOneOrWithAWrongPasswordACommandSaysWhatIsMissing() throws Exception {
    assertThat(refused("topics create"))
        .startsWith("streambook: No answer from Kafka at " + broker.brokers() + ": start it, or")
        .contains(" --client-config when it asks for TLS or a login");
    Map<String, String> wrong = new HashMap<>(broker.login());
    wrong.replaceAll((key, value) -> value.replace(PASSWORD, "Guessed"));
    String login = file("wrong.properties", wrong);
    assertThat(refused("topics create --client-config " + login))
        .startsWith(
            "streambook: Kafka at " + broker.brokers() + " does not let this client in: see")
        .doesNotContain("Guessed");
    assertThat(refused("preflight --services risk --client-config " + login))
        .contains("Kafka at " + broker.brokers() + " does not let this client in: see");
  }

  /** Its password lies in a file of its own, to which the settings lead. */
  private void seenByTheOrderService() throws Exception {
    String secret = file("secret.properties", Map.of("password", PASSWORD));
    Map<String, String> login = new HashMap<>(broker.login());
    login.replaceAll((key, value) -> value.replace(PASSWORD, "${file:" + secret + ":password}"));
    login.put("config.providers", "file");
    login.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    KafkaSettings kafka =
        new KafkaSettings(broker.brokers(), registry, prefix, new ClientConfig(login));
    assertThat(kafka.clientConfig().toString()).doesNotContain(PASSWORD);
    try (OrderService service =
        new OrderService(
            kafka,
            kafka.openRegistry(),
            new Database(database),
            MasterKey.temporary(),
            new OrderServiceSettings("127.0.0.1", 0, Duration.ofSeconds(10), 1_000, 1_000),
            List.of(),
            failure -> {
              throw new AssertionError(failure);
            })) {
      service.start();
      assertThat(get(service.url() + "/api/v3/depth?symbol=ALFA"))
          .contains("[\"100.00000000\",\"6.00000000\"]");
    }
    List<String> trades = new ArrayList<>();
    TopicReader.readToEnd(
        kafka.clientConfig(),
        kafka.topic(Topic.TRADES),
        trade -> trades.add(new String(trade.key(), StandardCharsets.UTF_8)));
    assertThat(trades).containsExactly("ALFA");
  }

  private static void showsNoPassword(LocalCluster cluster) {
    String jobs = cluster.get("/jobs");
    String id = jobs.replaceFirst("(?s).*\"id\":\"([0-9a-f]{32})\".*", "$1");
    for (String path :
        List.of("", "/config", "/plan", "/checkpoints/config", "/exceptions", "/accumulators")) {
      assertThat(cluster.get("/jobs/" + id + path)).as(path).isNotEmpty().doesNotContain(PASSWORD);
    }
    assertThat(cluster.get("/jobmanager/config")).isNotEmpty().doesNotContain(PASSWORD);
  }

  private String[] job(String... more) {
    List<String> words = new ArrayList<>(List.of("run", "-d", LocalCluster.jobJar().toString()));
    words.addAll(venue());
    words.addAll(
        List.of("--jdbc-url", database.url(), "--jdbc-user", database.user(), "--parallelism=1"));
    words.addAll(List.of("--jdbc-password", database.password()));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private List<String> venue() {
    return List.of("--brokers", broker.brokers(), "--registry", registry, "--topic-prefix", prefix);
  }

  private String file(String name, Map<String, String> entries) throws IOException {
    Properties properties = new Properties();
    properties.putAll(entries);
    Path file = folder.resolve(name);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file.toString();
  }

  private String succeeds(String login, String command) {
    StringWriter said = new StringWriter();
    assertThat(run(command + " --client-config " + login, said)).as("%s", said).isZero();
    return said.toString();
  }

  private String refused(String command) {
    StringWriter said = new StringWriter();
    assertThat(run(command, said)).as("%s", said).isEqualTo(1);
    return said.toString();
  }

  private int run(String command, StringWriter said) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(venue());
    if (words.get(0).equals("audit")) {
      words.addAll(List.of("--jdbc-url", database.url(), "--jdbc-user", database.user()));
      words.addAll(List.of("--jdbc-password", database.password()));
    }
    CommandLine line = Streambook.commandLine();
    line.setOut(new PrintWriter(said));
    line.setErr(new PrintWriter(said));
    return Streambook.run(line, words.toArray(String[]::new));
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
