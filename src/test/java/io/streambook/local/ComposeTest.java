package io.streambook.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} and {@code flink-conf/} say what the build and the commands say. */
class ComposeTest {
  private final JsonNode compose = yaml("docker-compose.yml");

  @Test
  void imagesHaveTheVersionsOfTheBuild() throws IOException {
    String postgres = property("postgres.server.version").replaceFirst("\\.0$", "");
    assertThat(images())
        .containsEntry("kafka", "apache/kafka:" + property("kafka.version"))
        .containsEntry("registry", "apicurio/apicurio-registry-sql:" + property("apicurio.version"))
        .containsEntry("postgres", "postgres:" + postgres)
        .containsEntry("registry-database", "postgres:" + postgres);
    String flink = "flink:" + property("flink.version") + "-scala_2.12-java17";
    assertThat(List.of("flink-state", "jobmanager", "taskmanager", "setup", "marketdata", "orders"))
        .allMatch(service -> flink.equals(images().get(service)));
  }

  @Test
  void portsAreThoseThatTheCommandsExpectAndOfThisMachineOnly() {
    assertThat(ports())
        .containsExactlyInAnyOrder(
            "127.0.0.1:9092:9092",
            "127.0.0.1:8080:8080",
            "127.0.0.1:5432:5432",
            "127.0.0.1:8081:8081");
    assertThat(compose.at("/services/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText())
        .contains("OUTSIDE://localhost:9092");
  }

  @Test
  void whatRunsForEverIsWatchedAndTheRestRunsOnce() {
    compose
        .path("services")
        .properties()
        .forEach(
            service -> {
              boolean restarts = merged(service.getKey(), "restart").isTextual();
              boolean watched = merged(service.getKey(), "healthcheck").isObject();
              assertThat(watched).as(service.getKey()).isEqualTo(restarts);
            });
  }

  @Test
  void theBrokerAllowsTheJobsTransactions() {
    assertThat(compose.at("/services/kafka/environment/KAFKA_TRANSACTION_MAX_TIMEOUT_MS").asInt())
        .isEqualTo(900_000);
  }

  @Test
  void flinkFindsItsJobManagerAndKeepsItsStateOnTheVolume() throws IOException {
    Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
    assertThat(conf.get(JobManagerOptions.ADDRESS)).isEqualTo("jobmanager");
    assertThat(conf.get(RestOptions.PORT)).isEqualTo(8081);
    String state = "/opt/flink/state";
    assertThat(conf.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("file://" + state);
    assertThat(conf.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("file://" + state);
    assertThat(compose.at("/x-flink/volumes").toString()).contains("flink-state:" + state);
  }

  @Test
  void flinkIsExactlyOnceOnAlignedCheckpointsOfRocksDb() {
    Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
    assertThat(conf.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(conf.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(conf.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    assertThat(conf.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
  }

  @Test
  void loggingIsValidAndQuietAboutTheSinksGauge() throws IOException {
    Properties console = new Properties();
    console.load(Files.newBufferedReader(Path.of("flink-conf/log4j-console.properties")));
    assertThat(console)
        .containsEntry("logger.metricgroup.name", "org.apache.flink.metrics.MetricGroup")
        .containsEntry("logger.metricgroup.level", "ERROR");
  }

  /** Everything that the setup service calls is a command of ours. */
  @Test
  void setupCallsCommandsThatExist() throws IOException {
    String script = compose.at("/services/setup/command/0").asText();
    Matcher calls = Pattern.compile("(?m)^streambook ([a-z ]+)$").matcher(script);
    List<String> called = new ArrayList<>();
    while (calls.find()) {
      called.add(calls.group(1));
    }
    assertThat(called).containsExactly("schemas register", "topics create", "database migrate");
    assertThat(script).contains("--services risk,matching", "--services core");
    // One that runs already is known by its name.
    assertThat(script).contains(jobName(Service.RISK, Service.MATCHING), jobName(Service.CORE));
  }

  private static String jobName(Service first, Service... more) {
    return '"' + new JobSettings(null, null, EnumSet.of(first, more)).jobName() + '"';
  }

  private Map<String, String> images() {
    Map<String, String> images = new TreeMap<>();
    compose
        .path("services")
        .fieldNames()
        .forEachRemaining(name -> images.put(name, merged(name, "image").asText()));
    return images;
  }

  private List<String> ports() {
    List<String> ports = new ArrayList<>();
    compose.path("services").forEach(s -> s.path("ports").forEach(p -> ports.add(p.asText())));
    return ports;
  }

  /** A setting of a service, or of what it merges in; Jackson leaves that to us. */
  private JsonNode merged(String service, String field) {
    JsonNode own = compose.path("services").path(service);
    boolean merges = own.has("<<");
    return own.has(field) || !merges ? own.path(field) : compose.path("x-flink").path(field);
  }

  private static String property(String name) throws IOException {
    Matcher matcher =
        Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  private static JsonNode yaml(String file) {
    try {
      return new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .readTree(Path.of(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
