package io.streambook.bench;

import io.streambook.contract.Topic;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.Folders;
import io.streambook.local.LocalJvm;
import io.streambook.local.LocalPostgres;
import io.streambook.local.Logs;
import io.streambook.local.Ports;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.access.Permission;
import io.streambook.risk.RiskLimits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Orders by REST while the venue runs: broker, registry, Postgres, the job, and the Order Service
 * as a process of its own, all on this machine with the clients. Beside it, in turn, a bare server
 * of the same library.
 */
public final class OrderServiceBench {
  private static final int WARM_UP_SECONDS = 20;
  private static final String MAX = "as many as it takes";
  private static final double ACCEPTED_MIN = 0.99;

  private final OrderServiceBenchSettings settings;
  private final BenchSettings venueSettings;
  private final Report report;
  private final List<Row> rows = new ArrayList<>();

  /** What was measured, and what the server's process used meanwhile. */
  private record Row(String what, int rate, RestLoad.Result result, double serverMicros) {}

  /** A server that is measured. */
  private record Server(String what, LocalJvm process, int port) {}

  public OrderServiceBench(OrderServiceBenchSettings settings, PrintWriter out) {
    this.settings = settings;
    this.venueSettings = settings.venue();
    this.report = new Report(out, settings.brief());
  }

  /**
   * Prints what was measured.
   *
   * @return whether nothing has failed that decides over a run
   */
  public boolean run() throws Exception {
    Path folder = Folders.temporary("streambook-bench");
    Logs.toFile(folder.resolve("streambook.log"));
    BenchMarket market = BenchMarket.open(venueSettings);
    describe();
    boolean finished = false;
    try (BenchStack stack = BenchStack.start(folder, venueSettings.parallelism(), folder);
        LocalPostgres postgres = new LocalPostgres(0, folder.resolve("postgres"));
        TestedVenue venue = new TestedVenue(stack, venueSettings, market, "rest.")) {
      postgres.start();
      BenchJob job = venue.start();
      job.awaitRunning();
      measure(stack, venue, postgres, market, folder);
      job.requireAlive();
      report.audit("orders by REST", venue);
      job.cancel();
      finished = true;
    } finally {
      if (!finished) {
        report.line("Data and logs are in %s", folder);
      }
    }
    Folders.delete(folder);
    return report.end();
  }

  private void measure(
      BenchStack stack, TestedVenue venue, LocalPostgres postgres, BenchMarket market, Path folder)
      throws Exception {
    Path masterKey = folder.resolve("master.key");
    MasterKey.create(masterKey);
    RestOrders orders =
        new RestOrders(market, keys(postgres, market, masterKey), venueSettings.seed());
    int port = Ports.free();
    int barePort = Ports.free();
    try (LocalJvm service =
            new LocalJvm(
                "order service", port, folder, orderService(venue, postgres, masterKey, port));
        LocalJvm bare =
            new LocalJvm("bare server", barePort, folder, bareServer(venue, barePort))) {
      service.start();
      bare.start();
      List<Server> servers =
          List.of(
              new Server("order service", service, port),
              new Server("bare server", bare, barePort));
      for (Server server : servers) {
        load(server, orders::next, 0, warmUp());
      }
      for (int round = 1; round <= settings.rounds(); round++) {
        for (int rate : new int[] {settings.rate(), 0}) {
          for (Server server : servers) {
            row(stack, server, orders::next, rate);
          }
        }
      }
    }
    compare();
    if (settings.profile() != null) {
      CpuProfile.print(settings.profile(), CpuPart.ORDER_SERVICE, report);
    }
  }

  private void row(BenchStack stack, Server server, Supplier<byte[]> requests, int rate) {
    Duration serverBefore = server.process().cpuTime();
    CpuTime before = CpuTime.now(stack);
    RestLoad.Result result = load(server, requests, rate, Duration.ofSeconds(settings.seconds()));
    CpuTime used = CpuTime.now(stack).since(before);
    double serverMicros =
        server.process().cpuTime().minus(serverBefore).toNanos() / 1e3 / result.count();
    Row row = new Row(server.what(), rate, result, serverMicros);
    rows.add(row);
    print(row, used);
  }

  private RestLoad.Result load(
      Server server, Supplier<byte[]> requests, int rate, Duration duration) {
    return new RestLoad(server.port(), settings.connections(), requests, rate, duration).run();
  }

  private Duration warmUp() {
    return Duration.ofSeconds(settings.brief() ? settings.seconds() : WARM_UP_SECONDS);
  }

  private Map<String, ApiKey> keys(LocalPostgres postgres, BenchMarket market, Path masterKey)
      throws Exception {
    Database database =
        new Database(new DatabaseSettings(postgres.url(), postgres.user(), postgres.password()));
    database.migrate();
    ApiKeyTable table = new ApiKeyTable(database);
    MasterKey master = MasterKey.read(masterKey);
    Map<String, ApiKey> keys = new HashMap<>();
    for (RiskLimits limits : market.limits()) {
      keys.put(
          limits.account(),
          table.create(
              master,
              limits.account(),
              EnumSet.of(Permission.READ, Permission.TRADE),
              "of the bench"));
    }
    return keys;
  }

  /** As anyone would start it, with limits that do not limit. */
  private List<String> orderService(
      TestedVenue venue, LocalPostgres postgres, Path masterKey, int port) {
    List<String> line = new ArrayList<>();
    if (settings.profile() != null) {
      line.add(CpuProfile.ofChild(settings.profile()));
    }
    line.addAll(
        List.of(
            LocalJvm.MAIN,
            "io.streambook.cli.Streambook",
            "orderservice",
            "--brokers=" + venue.kafka().brokers(),
            "--registry=" + venue.kafka().registryUrl(),
            "--topic-prefix=" + venue.kafka().topicPrefix(),
            "--jdbc-url=" + postgres.url(),
            "--jdbc-user=" + postgres.user(),
            "--jdbc-password=" + postgres.password(),
            "--master-key=" + masterKey,
            "--port=" + port,
            "--fix-port=" + Ports.free(),
            "--weight-per-minute=" + Integer.MAX_VALUE,
            "--orders-per-10s=" + Integer.MAX_VALUE));
    return line;
  }

  private List<String> bareServer(TestedVenue venue, int port) throws Exception {
    String topic = venue.topic(Topic.ORDERS) + "-bare";
    try (Admin admin = Admin.create(venue.kafka().clientConfig())) {
      NewTopic bare =
          new NewTopic(topic, Optional.of(venueSettings.partitions()), Optional.empty());
      admin.createTopics(List.of(bare)).all().get();
    }
    return List.of(
        LocalJvm.MAIN,
        BareServer.class.getName(),
        Integer.toString(port),
        venue.kafka().brokers(),
        topic);
  }

  private void describe() {
    report.title("Orders by REST, for both servers (seed %d)".formatted(settings.seed()));
    report.line("%s", RestOrders.DESCRIPTION);
    report.line(
        "%,d symbols, %,d accounts with a key each, %,d keep-alive connections, one order at a time"
            + " on each; all on this machine, venue and clients too",
        venueSettings.symbols(), venueSettings.accounts(), settings.connections());
    report.line("%s", BareServer.DESCRIPTION);
    if (settings.brief()) {
      report.line("a short run: its times decide nothing");
    }
    report.title(
        "%d s each, from when an order was due to its answer, in ms; processor time in µs for each"
            .formatted(settings.seconds()));
    report.line(
        "%-14s %10s %10s %8s %8s %8s %8s %8s  %7s %6s %6s %6s",
        "",
        "orders/s",
        "accepted/s",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "max",
        "server",
        "broker",
        "job",
        "client");
  }

  private void print(Row row, CpuTime used) {
    long count = row.result().count();
    long clients = row.result().clientNanos();
    report.line(
        "%-14s %10s %,10.0f %8.1f %8.1f %8.1f %8.1f %8.1f  %7.0f %6.0f %6.0f %6.0f",
        row.what(),
        row.rate() == 0 ? "max" : "%,d".formatted(row.rate()),
        row.result().acceptedPerSecond(),
        millis(row, 50),
        millis(row, 90),
        millis(row, 99),
        millis(row, 99.9),
        row.result().micros().getMaxValue() / 1e3,
        row.serverMicros(),
        used.broker() / 1e3 / count,
        (used.jvm() - clients) / 1e3 / count,
        clients / 1e3 / count);
    report.line("%-14s answers: %s", "", row.result().answers());
    if (row.result().unsent() > 0) {
      report.line("%-14s given up, not sent in twice the time: %,d", "", row.result().unsent());
    }
  }

  private static double millis(Row row, double percentile) {
    return row.result().micros().getValueAtPercentile(percentile) / 1e3;
  }

  private void compare() {
    Row service = best("order service", settings.rate());
    Row most = best("order service", 0);
    Row bare = best("bare server", 0);
    report.title("The better of %d rounds".formatted(settings.rounds()));
    double most1 = most.result().acceptedPerSecond();
    report.line(
        "order service / bare server, %s: %.2f of its rate, %.1f times its processor time",
        MAX, most1 / bare.result().acceptedPerSecond(), most.serverMicros() / bare.serverMicros());
    double accepted = service.result().acceptedPerSecond();
    report.figure(
        "Orders a second by REST, venue running",
        "%,.0f".formatted(Math.max(accepted, most1)),
        ">= %,d".formatted(settings.rate()),
        Math.max(accepted, most1) >= ACCEPTED_MIN * settings.rate());
    long failed =
        rows.stream()
            .flatMap(row -> row.result().answers().entrySet().stream())
            .filter(answer -> !answer.getKey().startsWith("200"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    report.demand("Orders that were not taken", "%,d".formatted(failed), "0", failed == 0);
  }

  private Row best(String what, int rate) {
    return rows.stream()
        .filter(row -> row.what().equals(what) && row.rate() == rate)
        .max(
            (a, b) ->
                Double.compare(a.result().acceptedPerSecond(), b.result().acceptedPerSecond()))
        .orElseThrow();
  }
}
