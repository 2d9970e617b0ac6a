package io.streambook.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;

/** One Kafka broker (KRaft, no replication) in a JVM of its own. Keeps its data across restarts. */
public final class LocalKafka extends ChildServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  /** Of one that has a password. */
  public static final String USER = "venue";

  private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String CLUSTER_ID = "c3RyZWFtYm9vay1sb2NhbA";

  private final int port;
  private final int controllerPort;
  private final Path folder;

  /** Null for one that lets everybody in. */
  private final String password;

  private ChildProcess process;

  /**
   * @param port of the broker; 0 picks a free one
   * @param folder for data and log
   */
  public LocalKafka(int port, Path folder) {
    this(port, folder, null);
  }

  /**
   * One that lets in nobody but the user {@link #USER}.
   *
   * @param password letters and digits
   */
  public LocalKafka(int port, Path folder, String password) {
    this.port = Ports.orFree(port);
    this.controllerPort = Ports.free();
    this.folder = folder.toAbsolutePath();
    this.password = password;
  }

  /** Starts it and returns when it takes requests. */
  @Override
  public void start() {
    Ports.requireFree("Kafka", port);
    Path properties = folder.resolve("server.properties");
    try {
      Files.createDirectories(folder);
      Files.writeString(properties, serverProperties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process =
        ChildProcess.jvm(
            "Kafka",
            folder.resolve("kafka.log"),
            List.of(
                "-Xms256m",
                "-Xmx768m",
                "-Dlog4j2.configurationFile="
                    + Installation.classes().resolve("log4j2-child.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.MAIN,
                KafkaMain.class.getName(),
                properties.toString(),
                data().toString(),
                CLUSTER_ID));
    process.awaitReady(START_TIMEOUT, this::answers);
  }

  /** Shuts it down cleanly. */
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }

  /** For {@code bootstrap.servers}. */
  public String brokers() {
    return "127.0.0.1:" + port;
  }

  /** What a client needs besides {@link #brokers} to be let in. */
  public Map<String, String> login() {
    return password == null
        ? Map.of()
        : Map.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            "SASL_PLAINTEXT",
            SaslConfigs.SASL_MECHANISM,
            "PLAIN",
            SaslConfigs.SASL_JAAS_CONFIG,
            "%s required username=\"%s\" password=\"%s\";".formatted(LOGIN, USER, password));
  }

  @Override
  ChildProcess process() {
    return process;
  }

  private Path data() {
    return folder.resolve("data");
  }

  private boolean answers() {
    // Only a broker that listens is asked: the admin client warns on the console otherwise.
    if (Ports.isFree(port)) {
      return false;
    }
    Map<String, Object> config = new HashMap<>(login());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    try (Admin admin = Admin.create(config)) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while Kafka started", e);
    }
  }

  private String serverProperties() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=%4$s://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=%4$s://127.0.0.1:%1$d
    listener.security.protocol.map=%4$s:%4$s,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=%4$s
    sasl.enabled.mechanisms=PLAIN
    sasl.mechanism.inter.broker.protocol=PLAIN
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    # A missing topic is an error to be seen, never one with default settings.
    auto.create.topics.enable=false
    # One broker: nothing to replicate to.
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    # The longest time that a job can be down and still commit what its last checkpoint promised.
    transaction.max.timeout.ms=900000
    # The second transaction of a producer waits for the markers of the first: 20 ms by default.
    add.partitions.to.txn.retry.backoff.ms=1
    group.initial.rebalance.delay.ms=0
    # One that was killed is let in again when its old session is over: 9 s by default.
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    # What is recorded or replayed keeps its own time, however old.
    log.retention.ms=-1
    """
            .formatted(
                port, controllerPort, data(), password == null ? "PLAINTEXT" : "SASL_PLAINTEXT")
        + (password == null
            ? ""
            : "listener.name.sasl_plaintext.plain.sasl.jaas.config=%1$s required username=\"%2$s\" password=\"%3$s\" user_%2$s=\"%3$s\";\n"
                .formatted(LOGIN, USER, password));
  }
}
