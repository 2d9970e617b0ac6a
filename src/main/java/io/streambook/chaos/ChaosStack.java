package io.streambook.chaos;

import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.TopicCreation;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.LocalCluster;
import io.streambook.local.LocalException;
import io.streambook.local.LocalServer;
import io.streambook.local.LocalStack;
import io.streambook.local.LocalZooKeeper;
import io.streambook.marketdata.ReferenceData;
import io.streambook.marketdata.Universe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * All servers of a venue as in production, but on this machine: broker, registry, Postgres, and a
 * Flink cluster of two JobManagers and two TaskManagers, each of which has room for all.
 */
final class ChaosStack implements AutoCloseable {
  static final int TASK_MANAGERS = 2;

  /** The venue, and Core. */
  static final int JOBS = 2;

  private static final int JOB_MANAGERS = 2;
  private static final int PARALLELISM = 2;
  private static final int SLOTS = PARALLELISM + 1;
  private static final int PARTITIONS = 4;
  private static final String DATABASE = "streambook";

  private final LocalStack stack;
  private final LocalZooKeeper zooKeeper;
  private final LocalCluster cluster;
  private final KafkaSettings kafka;
  private final DatabaseSettings database;
  private final Registry registry;

  private ChaosStack(LocalStack stack, LocalZooKeeper zooKeeper, LocalCluster cluster) {
    this.stack = stack;
    this.zooKeeper = zooKeeper;
    this.cluster = cluster;
    this.kafka = new KafkaSettings(stack.kafka().brokers(), stack.registry().url().toString(), "");
    this.database = new DatabaseSettings(stack.postgres().url(DATABASE), DATABASE, "");
    // One that waits for as long as it takes: the registry is one of the targets.
    this.registry = new Registry(kafka.registryUrl());
  }

  static ChaosStack start(Path folder) {
    if (!Files.exists(LocalCluster.jobJar())) {
      throw new LocalException(
          "there is no "
              + LocalCluster.jobJar()
              + ": start chaos with ./streambook, or run mvn package");
    }
    LocalZooKeeper zooKeeper = new LocalZooKeeper(folder.resolve("zookeeper"));
    LocalCluster cluster =
        new LocalCluster(folder.resolve("flink"), zooKeeper, JOB_MANAGERS, TASK_MANAGERS, SLOTS);
    CompletableFuture<LocalStack> servers =
        CompletableFuture.supplyAsync(() -> LocalStack.start(folder, 0, 0, 0));
    try {
      zooKeeper.start();
      cluster.start();
      return new ChaosStack(servers.join(), zooKeeper, cluster);
    } catch (RuntimeException e) { // whatever it was: no process may stay behind
      try (zooKeeper;
          cluster) {
        servers.thenAccept(LocalStack::close).exceptionally(failed -> null).join();
      }
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  /** Registers schemas, creates topics and tables, sets instruments and limits. */
  void prepare(Universe universe, Consumer<String> log) {
    SchemaRegistration.register(registry, kafka.topicPrefix(), log);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, kafka.topicPrefix()).create(PARTITIONS, Optional.empty(), log);
    }
    log.accept(HouseAccount.seed(kafka, registry));
    stack.postgres().createDatabase(DATABASE);
    new Database(database).migrate();
    ReferenceData.read(kafka, registry)
        .addMissing(universe.allInstruments(), universe.allLimits(), Duration.ZERO, log);
  }

  /** Submits the venue, and at the same time Core as a job of its own. */
  void submit() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> core = thread.submit(() -> submit("core", 1));
      submit("risk,matching", PARALLELISM);
      core.get();
    } finally {
      thread.shutdown();
    }
  }

  private String submit(String services, int parallelism) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", LocalCluster.jobJar().toString()));
    command.addAll(
        List.of(
            "--services=" + services,
            "--parallelism=" + parallelism,
            "--brokers=" + kafka.brokers(),
            "--registry=" + kafka.registryUrl(),
            "--jdbc-url=" + database.url(),
            "--jdbc-user=" + database.user()));
    return cluster.flink(command.toArray(String[]::new));
  }

  /**
   * The same fault at the other TaskManager, when the one that it names is down or runs nothing: a
   * job that has moved does not move back.
   *
   * @param before what has hit processes that may still be down
   */
  Fault aimed(Fault fault, List<Fault> before) {
    if (fault.kind().target() != Target.TASK_MANAGER) {
      return fault;
    }
    Fault other = fault.at(1 + TASK_MANAGERS - fault.taskManager());
    boolean moved =
        before.stream().anyMatch(fault::sharesProcessWith) || jobs().idle(fault.taskManager());
    return moved && before.stream().noneMatch(other::sharesProcessWith) ? other : fault;
  }

  /** The process that a fault hits; which JobManager leads is asked now. */
  LocalServer server(Fault fault) {
    return switch (fault.kind().target()) {
      case TASK_MANAGER -> cluster.taskManager(fault.taskManager());
      case LEADING_JOB_MANAGER -> cluster.jobManager(cluster.leader());
      case STANDBY_JOB_MANAGER -> cluster.jobManager(1 + JOB_MANAGERS - cluster.leader());
      case BROKER -> stack.kafka();
      case REGISTRY -> stack.registry();
      case POSTGRES -> stack.postgres();
    };
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

  FlinkJobs jobs() {
    return new FlinkJobs(cluster);
  }

  @Override
  public void close() {
    try (stack;
        zooKeeper;
        cluster) {
      // Flink first: its jobs use the others.
    }
  }
}
