package io.streambook.cli;

import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.TopicCreation;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import io.streambook.job.StreambookJob;
import io.streambook.local.LocalException;
import io.streambook.local.LocalFlink;
import io.streambook.local.LocalJob;
import io.streambook.local.LocalStack;
import io.streambook.marketdata.ReferenceData;
import io.streambook.orderservice.OrderService;
import io.streambook.orderservice.OrderServiceSettings;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** The demo's servers, prepared as an operator would, with the venue running on them. */
final class DemoStack implements AutoCloseable {
  private static final int PARTITIONS = 4;
  // Broker, database and generator share the machine: more subtasks than that only take turns.
  private static final int PARALLELISM =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
  private static final String DATABASE = "streambook";

  private final LocalStack stack;
  private final LocalFlink flink;
  private final KafkaSettings kafka;
  private final DatabaseSettings database;
  private final Registry registry;
  private final int orderServicePort;
  private final int fixPort;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private OrderService orderService;

  private DemoStack(LocalStack stack, LocalFlink flink, int orderServicePort, int fixPort) {
    this.fixPort = fixPort;
    this.orderServicePort = orderServicePort;
    this.stack = stack;
    this.flink = flink;
    this.kafka = new KafkaSettings(stack.kafka().brokers(), stack.registry().url().toString(), "");
    this.database = new DatabaseSettings(stack.postgres().url(DATABASE), DATABASE, "");
    this.registry = kafka.openRegistry();
  }

  static DemoStack start(Path folder, DemoCommand options) {
    LocalStack stack =
        LocalStack.start(
            folder,
            options.port(DemoServer.KAFKA),
            options.port(DemoServer.REGISTRY),
            options.port(DemoServer.POSTGRES));
    try {
      LocalFlink flink =
          new LocalFlink(options.port(DemoServer.FLINK), folder.resolve("flink"), PARALLELISM + 1);
      flink.start();
      return new DemoStack(
          stack, flink, options.port(DemoServer.ORDERSERVICE), options.port(DemoServer.FIX));
    } catch (RuntimeException e) { // whatever it was: no process may stay behind
      stack.close();
      throw e;
    }
  }

  /** Registers schemas, creates topics and tables. */
  void prepare(Consumer<String> log) {
    SchemaRegistration.register(registry, kafka.topicPrefix(), log);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, kafka.topicPrefix()).create(PARTITIONS, Optional.empty(), log);
    }
    log.accept(HouseAccount.seed(kafka, registry));
    stack.postgres().createDatabase(DATABASE);
    new Database(database).migrate();
  }

  /** Sets instruments and limits; the venue reads them when it starts. */
  void set(List<Instrument> instruments, List<RiskLimits> limits, Consumer<String> log) {
    ReferenceData.read(kafka, registry).addMissing(instruments, limits, Duration.ZERO, log);
  }

  /** The job without which no order is answered. */
  LocalJob submitVenue() throws Exception {
    return submit(EnumSet.of(Service.RISK, Service.MATCHING), PARALLELISM);
  }

  /** In a job of its own, so that a Postgres that is away can't stop the venue. */
  LocalJob submitCore() throws Exception {
    return submit(EnumSet.of(Service.CORE), 1);
  }

  /** Starts the Order Service and makes keys for the accounts of the demo, which are returned. */
  List<ApiKey> serveOrders() throws SQLException, IOException {
    MasterKey masterKey = MasterKey.temporary();
    Database keys = new Database(database);
    List<ApiKey> made = DemoAccounts.keys(new ApiKeyTable(keys), masterKey);
    orderService =
        new OrderService(
            kafka,
            registry,
            keys,
            masterKey,
            OrderServiceSettings.local(orderServicePort, fixPort).withFlink(flink.url()),
            made,
            cause -> failure.compareAndSet(null, cause));
    orderService.start();
    return made;
  }

  /**
   * Returns while the Order Service serves.
   *
   * @throws LocalException when it can't
   */
  void requireServing() {
    if (failure.get() != null) {
      throw new LocalException("the Order Service can't go on", failure.get());
    }
  }

  OrderService orderService() {
    return orderService;
  }

  private LocalJob submit(Set<Service> services, int parallelism) throws Exception {
    return new LocalJob(
        StreambookJob.submit(
            flink.environment(),
            new JobSettings(kafka, database, services).withParallelism(parallelism)));
  }

  KafkaSettings kafka() {
    return kafka;
  }

  DatabaseSettings database() {
    return database;
  }

  Registry registry() {
    return registry;
  }

  LocalFlink flink() {
    return flink;
  }

  @Override
  public void close() {
    try (stack;
        flink) {
      // The Order Service first, then Flink: they use the others.
      if (orderService != null) {
        orderService.close();
      }
    }
  }
}
