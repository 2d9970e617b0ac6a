package io.streambook.orderservice;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.TopicCreation;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import io.streambook.job.StreambookJob;
import io.streambook.local.Folders;
import io.streambook.local.LocalFlink;
import io.streambook.local.LocalJvm;
import io.streambook.local.Stack;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.access.Permission;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Topics, tables and keys of one venue, its job, and Order Services before it. Tests share one that
 * runs: {@code @ExtendWith(ServedVenue.Shared.class)} and a parameter of this type. Whoever shares
 * it leaves its books empty and closes the services that it has started.
 */
final class ServedVenue implements AutoCloseable {
  static final String SYMBOL = "ALFA";

  /** Halted, to be reduced only, and of no orders beyond 5,000. */
  static final String HALTED = "HLTD";

  /** Of the halted instrument, whose halt wins over it. */
  static final String SCHEDULE = "America/New_York,09:30=CONTINUOUS,16:00=CLOSED";

  /** Its reference price comes from quotes alone, which nobody sends and which get old soon. */
  static final Instrument FED = fedByQuotes("FED", 500);

  static final List<String> ACCOUNTS = List.of("NORTH/ALICE", "SOUTH/BOB", "SOUTH/RISKY");

  /** May hold no more than 50 units. */
  static final String LIMITED = "NORTH/SMALL";

  private static final long QUOTE_MAX_AGE_MILLIS = 3_600_000;

  private final Path folder = Folders.temporary("streambook-orderservice-it");
  private final Path masterKeyFile = folder.resolve("master.key");
  private final List<OrderService> services = new ArrayList<>();
  private final KafkaSettings kafka;
  private final Registry registry;
  private final MasterKey masterKey;
  private final Database database;
  private final DatabaseSettings databaseSettings;
  private final LocalFlink flink;
  private JobClient job;

  ServedVenue(Stack stack) throws Exception {
    kafka =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    registry = kafka.openRegistry();
    MasterKey.create(masterKeyFile);
    masterKey = MasterKey.read(masterKeyFile);
    databaseSettings =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    database = new Database(databaseSettings);
    database.migrate();
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, kafka.topicPrefix()).create(2, Optional.empty(), line -> {});
    }
    SchemaRegistration.register(registry, kafka.topicPrefix(), line -> {});
    send(instrument(SYMBOL, Phase.CONTINUOUS), instrument(HALTED, Phase.HALTED), FED);
    for (String account : ACCOUNTS) {
      send(limits(account, RiskLimits.NO_LIMIT));
    }
    send(limits(LIMITED, 50 * Decimal8.ONE));
    send(quote(Decimal8.parse("99.9"), Decimal8.parse("100.1")));
    flink = new LocalFlink(0, folder, 2);
  }

  /** Starts risk and matching. */
  ServedVenue running() throws Exception {
    flink.start();
    job =
        StreambookJob.submit(
            flink.environment(),
            new JobSettings(kafka, databaseSettings, EnumSet.of(Service.RISK, Service.MATCHING))
                .withParallelism(1));
    return this;
  }

  KafkaSettings kafka() {
    return kafka;
  }

  Registry registry() {
    return registry;
  }

  Database database() {
    return database;
  }

  /** A key that the next service to start knows. */
  ApiKey key(String account, Permission... permissions) throws Exception {
    return key(database, account, permissions);
  }

  /** A key in another database. */
  ApiKey key(Database keys, String account, Permission... permissions) throws Exception {
    return new ApiKeyTable(keys).create(masterKey, account, Set.of(permissions), "of a test");
  }

  /** A service in a process of its own, with a database of its own, as a command starts it. */
  LocalJvm process(DatabaseSettings own, int port, int fixPort) {
    return new LocalJvm(
        "order service",
        port,
        folder,
        List.of(
            "-XX:TieredStopAtLevel=1",
            LocalJvm.MAIN,
            "io.streambook.cli.Streambook",
            "orderservice",
            "--brokers=" + kafka.brokers(),
            "--registry=" + kafka.registryUrl(),
            "--topic-prefix=" + kafka.topicPrefix(),
            "--jdbc-url=" + own.url(),
            "--jdbc-user=" + own.user(),
            "--jdbc-password=" + own.password(),
            "--master-key=" + masterKeyFile,
            "--port=" + port,
            "--fix-port=" + fixPort));
  }

  /** Another Order Service, which knows nothing but the topics. */
  OrderService serve(Duration answerTimeout, int weightPerMinute) throws Exception {
    return serve(
        registry, new OrderServiceSettings("127.0.0.1", 0, answerTimeout, weightPerMinute, 1_000));
  }

  /** One that asks this registry at its start. */
  OrderService serve(Registry atTheStart) throws Exception {
    return serve(
        atTheStart,
        new OrderServiceSettings("127.0.0.1", 0, Duration.ofSeconds(60), 1_000_000, 1_000));
  }

  /** One that wants TLS of its FIX clients. */
  OrderService serveEncrypted(Path keyStore, String password) throws Exception {
    return serve(
        registry,
        new OrderServiceSettings(
            "127.0.0.1", 0, 0, keyStore, password, Duration.ofSeconds(60), 1_000_000, 1_000));
  }

  private OrderService serve(Registry atTheStart, OrderServiceSettings settings) throws Exception {
    OrderService service =
        new OrderService(
            kafka,
            atTheStart,
            database,
            masterKey,
            settings,
            List.of(),
            failure -> {
              throw new AssertionError(failure);
            });
    services.add(service);
    service.start();
    return service;
  }

  void send(Object... values) throws Exception {
    for (Object value : values) {
      send(record(value));
    }
  }

  /** One that can be sent while the registry is away. */
  ProducerRecord<byte[], byte[]> record(Object value) {
    return new AvroEncoder(registry, kafka.inputPrefix()).record(value);
  }

  void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** A sell order as a producer sends it. */
  static OrderCommand order(String account, String orderId, String qty, String price) {
    return new OrderCommand(
        -1,
        -1,
        SYMBOL,
        account,
        orderId,
        "",
        Action.NEW,
        Side.SELL,
        OrderType.LIMIT,
        TimeInForce.GTC,
        Decimal8.parse(qty),
        Decimal8.parse(price),
        nowMicros(),
        null);
  }

  static Quote quote(long bid, long ask) {
    return new Quote(
        SYMBOL, "TEST", bid, ask, Decimal8.NONE, Decimal8.NONE, Decimal8.NONE, nowMicros(), 0);
  }

  /** Trades at ticks of 0.01, up to half of 100 beyond it. */
  static Instrument instrument(String symbol, Phase phase) {
    return new Instrument(
        symbol,
        -1,
        -1,
        false,
        Decimal8.parse("0.01"),
        Decimal8.ONE,
        Decimal8.ONE,
        Decimal8.parse("100000"),
        "USD",
        phase,
        (int) LocalDate.now(ZoneOffset.UTC).toEpochDay(),
        false,
        5_000,
        Decimal8.ONE,
        Decimal8.parse("1000000"),
        Decimal8.parse("100"),
        QUOTE_MAX_AGE_MILLIS,
        nowMicros(),
        "test",
        DynamicBand.NONE,
        symbol.equals(HALTED) ? 5_000 * Decimal8.ONE : RiskLimits.NO_LIMIT,
        symbol.equals(HALTED),
        symbol.equals(HALTED) ? Schedule.parse(SCHEDULE) : Schedule.NONE);
  }

  /** One whose reference price comes from quotes alone, which must not be older than this. */
  private static Instrument fedByQuotes(String symbol, long quoteMaxAgeMillis) {
    return new Instrument(
        symbol,
        -1,
        -1,
        false,
        Decimal8.parse("0.01"),
        Decimal8.ONE,
        Decimal8.ONE,
        Decimal8.parse("100000"),
        "USD",
        Phase.CONTINUOUS,
        (int) LocalDate.now(ZoneOffset.UTC).toEpochDay(),
        false,
        5_000,
        Decimal8.parse("50"),
        Decimal8.parse("150"),
        Decimal8.NONE,
        quoteMaxAgeMillis,
        nowMicros(),
        "test");
  }

  private static RiskLimits limits(String account, long maxPosition) {
    return limits(account, maxPosition, "test", "");
  }

  /** Limits that one person sets and another one may approve. */
  static RiskLimits limits(String account, long maxPosition, String operator, String approver) {
    long none = RiskLimits.NO_LIMIT;
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        none,
        none,
        maxPosition,
        none,
        1_000_000 * Decimal8.ONE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        false,
        0,
        operator,
        nowMicros(),
        approvedBy(approver));
  }

  private static RiskLimits.Rules approvedBy(String approver) {
    RiskLimits.Rules none = RiskLimits.Rules.NONE;
    return new RiskLimits.Rules(
        none.maxOpenOrdersPerSymbol(),
        none.maxNetNotional(),
        none.maxDailyLoss(),
        none.lossState(),
        none.maxExecutions(),
        none.executionsMillis(),
        none.duplicateMillis(),
        none.tradingState(),
        none.onlyListed(),
        none.symbols(),
        none.liftedLatch(),
        approver,
        none.effectiveFrom());
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * 1_000;
  }

  /** The one that runs for all tests of a JVM; it ends after the last, before the stack does. */
  static final class Shared implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(ServedVenue.class);

    /** JUnit closes it with the root context. */
    private record Kept(ServedVenue venue) implements AutoCloseable {
      @Override
      public void close() {
        venue.close();
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ServedVenue.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Stack stack = Stack.of(context); // made first, so closed last
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(Kept.class, type -> new Kept(start(stack)), Kept.class)
          .venue();
    }

    private static ServedVenue start(Stack stack) {
      try {
        return new ServedVenue(stack).running();
      } catch (Exception e) {
        throw new IllegalStateException("the venue of the tests can't start", e);
      }
    }
  }

  @Override
  public void close() {
    services.forEach(OrderService::close);
    if (job != null) {
      job.cancel().join();
      flink.close();
    }
    Folders.delete(folder);
  }
}
