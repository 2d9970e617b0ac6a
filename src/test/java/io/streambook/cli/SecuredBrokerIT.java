package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.ClientConfig;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.LogOwner;
import io.streambook.contract.TestKeyStore;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import io.streambook.job.StreambookJob;
import io.streambook.local.ClassFlink;
import io.streambook.local.SecuredKafka;
import io.streambook.local.Stack;
import io.streambook.orderservice.OrderService;
import io.streambook.orderservice.OrderServiceSettings;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.desk.KillSwitch;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.Unanswered;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The venue on a broker with TLS, SCRAM and an authorizer, each user with the ACLs that README.md
 * gives it and no other.
 */
@ExtendWith(Stack.class)
class SecuredBrokerIT {
  private static final String JOB = "job";
  private static final String SERVICE = "orderservice";
  private static final String SENDER = "sender";
  private static final String OPERATOR = "operator";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final ClassFlink flink = new ClassFlink(2);

  @TempDir static Path folder;
  private static SecuredKafka broker;
  private static AclTable readme;
  private static String registry;
  private static String prefix;
  private static DatabaseSettings database;

  @BeforeAll
  static void openVenue(Stack stack) throws Exception {
    broker = new SecuredKafka(folder.resolve("kafka"), List.of(JOB, SERVICE, SENDER, OPERATOR));
    registry = stack.registry().url().toString();
    prefix = stack.newPrefix();
    database =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    new Database(database).migrate();
    readme = new AclTable(prefix);
    broker.allow(readme.acls("job: ", JOB));
    broker.allow(readme.acls("`orderservice`", SERVICE));
    broker.allow(readme.acls("`order`", SENDER));
    broker.allow(readme.acls("operator", OPERATOR));
    succeeds(OPERATOR, "schemas register");
    succeeds(OPERATOR, "topics create --partitions 2");
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void withTheAclsOfTheReadmeTheVenueTrades() throws Exception {
    assertThat(succeeds(JOB, "preflight")).startsWith("Ready");
    publishedBefore("blue.");
    JobClient job = StreambookJob.submit(flink.environment(), settings(JOB));
    try {
      fails(job, "a job publishes to these topics with the transactional ids blue.…");
      AclBinding blue =
          AclTable.acl(JOB, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "blue.*");
      broker.allow(List.of(blue));
      succeeds(
          OPERATOR, "instruments set ALFA --reference-price 100 --band-low 1 --band-high 1000");
      succeeds(SENDER, "order new ALFA sell 10 --price 100 --id maker");
      assertThat(succeeds(SENDER, "order new ALFA buy 4 --price 100 --id taker"))
          .contains("TRADE 4 at 100: order taker");
      seenByTheOrderService();
      withoutAnAclItWaits(job);
      assertThat(succeeds(OPERATOR, "deadletters list")).startsWith("0 dead letters");
      assertThat(succeeds(OPERATOR, "audit --patience 30s")).contains("Audit passed: all ");
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void whoMayNotSaysWhichAclIsMissing() throws Exception {
    assertThat(refused(JOB, "order new ALFA buy 1 --price 100"))
        .startsWith("streambook: " + notAllowed())
        .contains("Not authorized to access topics: [" + prefix + "orders]");
    assertThat(refused(SENDER, "instruments list"))
        .startsWith("streambook: " + notAllowed())
        .contains("Not authorized to access topics: [" + prefix + "instruments]");
    assertThat(refused(SENDER, "topics create"))
        .startsWith("streambook: " + notAllowed())
        .contains("Can't create topic " + prefix);
    Path masterKey = folder.resolve("master.key");
    MasterKey.create(masterKey);
    assertThat(refused(SENDER, "orderservice --port 0 --fix-port 0 --master-key " + masterKey))
        .startsWith("streambook: " + notAllowed())
        .contains("Not authorized to access topics: [" + prefix);
    List<AclBinding> taken =
        List.of(
            readme.topic(JOB, AclOperation.READ, "quotes"),
            readme.topic(JOB, AclOperation.WRITE, "trades"),
            AclTable.acl(
                JOB, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, prefix + "streambook.*"),
            AclTable.acl(JOB, AclOperation.READ, ResourceType.GROUP, prefix + "streambook.*"),
            AclTable.acl(
                JOB, AclOperation.DESCRIBE_CONFIGS, ResourceType.CLUSTER, "kafka-cluster"));
    broker.forbid(taken);
    try {
      assertThat(refused(JOB, "preflight").lines())
          .containsExactly(
              missing("DescribeConfigs of the cluster"),
              missing("Read of topic " + prefix + "quotes"),
              missing("Write of topic " + prefix + "trades"),
              missing("Write of transactional ids " + settings(JOB).transactionalIdPrefix() + "*"),
              missing("Read of groups " + settings(JOB).groupId() + ".*"));
    } finally {
      broker.allow(taken);
    }
  }

  @Test
  void whoIsNotLetInSaysWhy() throws Exception {
    Map<String, String> wrong = broker.login(OPERATOR, "Guessed");
    assertThat(refusedWith(file("wrong.properties", wrong), "topics list"))
        .startsWith(
            "streambook: Kafka at "
                + broker.brokers()
                + " does not let this client in: see --client-config")
        .contains("invalid credentials")
        .doesNotContain("Guessed");
    Path others = TestKeyStore.create(Files.createDirectories(folder.resolve("others")));
    Map<String, String> distrust = broker.login(JOB, SecuredKafka.PASSWORD, others);
    String noTls =
        "No TLS with Kafka at "
            + broker.brokers()
            + ", one side does not trust the other's certificate: see ssl.truststore.*";
    assertThat(refusedWith(file("distrust.properties", distrust), "topics list"))
        .startsWith("streambook: " + noTls);
    assertThatThrownBy(() -> StreambookJob.submit(flink.environment(), settings(kafka(distrust))))
        .isInstanceOf(StreambookJob.Refused.class)
        .hasMessageStartingWith(noTls)
        .hasMessageContaining("PKIX path");
  }

  private static void withoutAnAclItWaits(JobClient job) throws Exception {
    List<AclBinding> trades = List.of(readme.topic(JOB, AclOperation.WRITE, "trades"));
    broker.forbid(trades);
    sentAndNotAnswered("late-1");
    fails(job, "Not authorized to access topics: [" + prefix + "trades]");
    List<AclBinding> orders = List.of(readme.topic(JOB, AclOperation.READ, "orders"));
    broker.forbid(orders);
    broker.allow(trades);
    fails(job, "Not authorized to access topics: [" + prefix + "orders]");
    sentAndNotAnswered("late-2");
    broker.allow(orders);
    for (String order : List.of("late-1", "late-2")) {
      await()
          .atMost(PATIENCE)
          .until(() -> run(SENDER, "order status " + order, new StringWriter()) == 0);
      assertThat(succeeds(SENDER, "order status " + order)).contains("FILLED");
    }
  }

  private static void sentAndNotAnswered(String order) throws IOException {
    assertThat(refused(SENDER, "order new ALFA buy 1 --price 100 --timeout 1s --id " + order))
        .contains("No answer within 1000 ms");
  }

  /** Waits for an exception that restarts the job. */
  private static void fails(JobClient job, String message) {
    URI url = flink.local().url().resolve("/jobs/" + job.getJobID() + "/exceptions");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              try (InputStream in = url.toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains(message);
              }
            });
  }

  /** As a job does that has other transactional ids. */
  private static void publishedBefore(String transactionalIds) throws Exception {
    KafkaSettings admin = kafka(broker.login(SecuredKafka.ADMIN, SecuredKafka.PASSWORD));
    LogOwner owner =
        new LogOwner(
            transactionalIds, List.of("executions"), "1", "blue", -1, nowMicros(), Map.of());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            admin.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new AvroEncoder(admin.openRegistry(), prefix).record(owner)).get();
    }
  }

  private static void seenByTheOrderService() throws Exception {
    KafkaSettings kafka = kafka(SERVICE);
    try (OrderService service =
        new OrderService(
            kafka,
            kafka.openRegistry(),
            new Database(database),
            MasterKey.temporary(),
            new OrderServiceSettings("127.0.0.1", 0, Duration.ofSeconds(10), 1_000, 1_000),
            List.of(),
            SecuredBrokerIT::neverFails)) {
      service.start();
      try (InputStream in =
          service.url().resolve("/api/v3/depth?symbol=ALFA").toURL().openStream()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .contains("[\"100.00000000\",\"6.00000000\"]");
      }
    }
    try (OrderDesk desk =
            new OrderDesk(kafka, kafka.openRegistry(), PATIENCE, SecuredBrokerIT::neverFails);
        Markets markets = new Markets(kafka, kafka.openRegistry(), SecuredBrokerIT::neverFails);
        KillSwitch kill =
            new KillSwitch(kafka, kafka.openRegistry(), markets, SecuredBrokerIT::nowMicros)) {
      desk.start();
      markets.start();
      kill.start();
      assertThat(desk.submit(order("desk")).get().steps()).hasSize(2);
      kill.lift(HouseAccount.NAME, "test").orElseThrow().get();
      withoutAnAclItsLogSaysSo(desk, kill);
    }
  }

  /** Those who send hear only that nothing is confirmed. */
  private static void withoutAnAclItsLogSaysSo(OrderDesk desk, KillSwitch kill) throws Exception {
    List<AclBinding> acls =
        List.of(
            readme.topic(SERVICE, AclOperation.WRITE, "orders"),
            readme.topic(SERVICE, AclOperation.WRITE, "risk-limits"));
    List<String> logged = Collections.synchronizedList(new ArrayList<>());
    Appender appender =
        new AbstractAppender("heard", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            logged.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(OrderDesk.class.getPackageName());
    Level before = logger.getLevel();
    logger.addAppender(appender);
    Configurator.setLevel(logger.getName(), Level.ERROR);
    broker.forbid(acls);
    try {
      for (String id : List.of("refused-1", "refused-2")) {
        assertThatThrownBy(() -> desk.submit(order(id)).get())
            .hasRootCauseInstanceOf(Unanswered.class);
      }
      assertThatThrownBy(() -> kill.lift(HouseAccount.NAME, "test").orElseThrow().get())
          .hasRootCauseInstanceOf(Unanswered.class);
    } finally {
      broker.allow(acls);
      logger.removeAppender(appender);
      Configurator.setLevel(logger.getName(), before);
    }
    assertThat(logged)
        .containsExactly(
            "No command is taken until an ACL allows it: Not authorized to access topics: ["
                + prefix
                + "orders]",
            "A kill switch was not turned: Not authorized to access topics: ["
                + prefix
                + "risk-limits]");
  }

  private static OrderCommand order(String id) {
    return new OrderCommand(
        -1,
        -1,
        "ALFA",
        HouseAccount.NAME,
        id,
        "",
        Action.NEW,
        Side.BUY,
        OrderType.LIMIT,
        TimeInForce.GTC,
        Decimal8.ONE,
        100 * Decimal8.ONE,
        nowMicros(),
        null);
  }

  private static void neverFails(Throwable failure) {
    throw new AssertionError(failure);
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * 1000;
  }

  private static String notAllowed() {
    return "Kafka at "
        + broker.brokers()
        + " does not allow this to the user of --client-config: add an ACL";
  }

  private static String missing(String what) {
    return "Kafka does not allow " + what + " to the user of --client-config: add the ACL";
  }

  private static KafkaSettings kafka(String user) {
    return kafka(broker.login(user, SecuredKafka.PASSWORD));
  }

  private static KafkaSettings kafka(Map<String, String> login) {
    return new KafkaSettings(broker.brokers(), registry, prefix, new ClientConfig(login));
  }

  private static JobSettings settings(String user) {
    return settings(kafka(user));
  }

  private static JobSettings settings(KafkaSettings kafka) {
    return new JobSettings(kafka, database, EnumSet.allOf(Service.class)).withParallelism(1);
  }

  private static String succeeds(String user, String command) throws IOException {
    StringWriter said = new StringWriter();
    assertThat(run(user, command, said)).as("%s", said).isZero();
    return said.toString();
  }

  private static String refused(String user, String command) throws IOException {
    StringWriter said = new StringWriter();
    assertThat(run(user, command, said)).as("%s", said).isEqualTo(1);
    return said.toString();
  }

  private static String refusedWith(String login, String command) {
    StringWriter said = new StringWriter();
    assertThat(runWith(login, command, said)).as("%s", said).isEqualTo(1);
    assertThat(said.toString().lines()).hasSize(1);
    return said.toString();
  }

  private static int run(String user, String command, StringWriter said) throws IOException {
    String login = file(user + ".properties", broker.login(user, SecuredKafka.PASSWORD));
    return runWith(login, command, said);
  }

  private static int runWith(String login, String command, StringWriter said) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--brokers", broker.brokers(), "--registry", registry));
    words.addAll(List.of("--topic-prefix", prefix, "--client-config", login));
    if (List.of("audit", "preflight", "orderservice").contains(words.get(0))) {
      words.addAll(List.of("--jdbc-url", database.url(), "--jdbc-user", database.user()));
      words.addAll(List.of("--jdbc-password", database.password()));
    }
    CommandLine line = Streambook.commandLine();
    line.setOut(new PrintWriter(said));
    line.setErr(new PrintWriter(said));
    return Streambook.run(line, words.toArray(String[]::new));
  }

  private static String file(String name, Map<String, String> entries) throws IOException {
    Properties properties = new Properties();
    properties.putAll(entries);
    Path file = folder.resolve(name);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file.toString();
  }
}
