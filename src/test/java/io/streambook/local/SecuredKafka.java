package io.streambook.local;

import io.streambook.contract.TestKeyStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * One broker whose only listener for clients is SASL_SSL with SCRAM-SHA-512, and which allows
 * nothing that no ACL allows, but to {@link #ADMIN}.
 */
public final class SecuredKafka implements AutoCloseable {
  public static final String ADMIN = "admin";

  /** Of every user. */
  public static final String PASSWORD = "Sesame4711";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CLUSTER_ID = "c3RyZWFtYm9vay1sb2NhbA";
  private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private final int port = Ports.free();
  private final int controllerPort = Ports.free();
  private final Path keyStore;
  private final ChildProcess process;
  private final Admin admin;

  /** Returns when it takes requests of these users and of {@link #ADMIN}. */
  public SecuredKafka(Path folder, List<String> users) throws Exception {
    keyStore = TestKeyStore.create(Files.createDirectories(folder));
    Path data = folder.resolve("data");
    Path properties = folder.resolve("server.properties");
    Files.writeString(properties, properties(data));
    List<String> format =
        new ArrayList<>(List.of("format", "-t", CLUSTER_ID, "-c", properties.toString()));
    users.forEach(user -> format.addAll(scram(user)));
    format.addAll(scram(ADMIN));
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      if (kafka.tools.StorageTool.execute(format.toArray(String[]::new), nowhere) != 0) {
        throw new LocalException("Kafka's folder can't be formatted: " + data);
      }
    }
    process =
        ChildProcess.jvm(
            "secured Kafka",
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
                data.toString(),
                CLUSTER_ID));
    process.awaitReady(PATIENCE, () -> !Ports.isFree(port));
    Map<String, Object> config = new HashMap<>(login(ADMIN, PASSWORD));
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
    admin = Admin.create(config);
    process.awaitReady(PATIENCE, () -> get(() -> !admin.describeCluster().nodes().get().isEmpty()));
  }

  private static List<String> scram(String user) {
    return List.of("--add-scram", "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, PASSWORD));
  }

  /** For {@code bootstrap.servers}. */
  public String brokers() {
    return "127.0.0.1:" + port;
  }

  /** What a client needs besides {@link #brokers}. */
  public Map<String, String> login(String user, String password) {
    return login(user, password, keyStore);
  }

  /**
   * The same, for one that trusts other certificates.
   *
   * @param trusted PKCS12
   */
  public Map<String, String> login(String user, String password, Path trusted) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";".formatted(LOGIN, user, password),
        "ssl.truststore.location",
        trusted.toString(),
        "ssl.truststore.password",
        TestKeyStore.PASSWORD,
        "ssl.truststore.type",
        "PKCS12");
  }

  /** Returns when the broker goes by them. */
  public void allow(Collection<AclBinding> acls) throws Exception {
    admin.createAcls(acls).all().get();
    await(() -> acls().containsAll(acls));
  }

  /** Takes these away, and returns when the broker goes by it. */
  public void forbid(Collection<AclBinding> acls) throws Exception {
    admin.deleteAcls(acls.stream().map(AclBinding::toFilter).toList()).all().get();
    await(() -> acls.stream().noneMatch(acls()::contains));
  }

  private Collection<AclBinding> acls() {
    return get(() -> new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get()));
  }

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Question<T> question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new LocalException("secured Kafka: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while asking Kafka", e);
    }
  }

  private void await(BooleanSupplier condition) {
    process.awaitReady(PATIENCE, condition);
  }

  @Override
  public void close() {
    admin.close();
    process.stop();
  }

  private String properties(Path data) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=SECURED://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=SECURED://127.0.0.1:%1$d
    listener.security.protocol.map=SECURED:SASL_SSL,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=SECURED
    controller.listener.names=CONTROLLER
    sasl.enabled.mechanisms=SCRAM-SHA-512
    sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
    listener.name.secured.scram-sha-512.sasl.jaas.config=%4$s required username="%5$s" password="%6$s";
    ssl.keystore.location=%7$s
    ssl.keystore.password=%8$s
    ssl.keystore.type=PKCS12
    ssl.truststore.location=%7$s
    ssl.truststore.password=%8$s
    ssl.truststore.type=PKCS12
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    allow.everyone.if.no.acl.found=false
    # The broker itself is anonymous where it speaks to its controller; no client can be that.
    super.users=User:%5$s;User:ANONYMOUS
    log.dirs=%3$s
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    add.partitions.to.txn.retry.backoff.ms=1
    group.initial.rebalance.delay.ms=0
    """
        .formatted(
            port, controllerPort, data, LOGIN, ADMIN, PASSWORD, keyStore, TestKeyStore.PASSWORD);
  }
}
