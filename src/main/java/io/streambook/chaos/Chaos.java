package io.streambook.chaos;

import io.streambook.audit.Audit;
import io.streambook.local.Folders;
import io.streambook.local.LocalServer;
import io.streambook.local.Logs;
import io.streambook.marketdata.Universe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: a venue under load on real processes, the faults one after the other, and at the end the
 * proof from the topics and the tables that nothing was lost or doubled.
 */
public final class Chaos implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration RECOVERY_BOUND = Duration.ofMinutes(2);
  private static final Duration AUDIT_PATIENCE = Duration.ofMinutes(1);

  private final ChaosSettings settings;
  private final PrintWriter out;
  private final Path folder = Folders.temporary("streambook-chaos");
  private final Receipts receipts = new Receipts();
  private final OutageMeter meter = new OutageMeter(System.nanoTime());
  private final Summary summary = new Summary();
  private ChaosStack stack;
  private OrderLoad load;
  private VenueTail tail;
  private Patience patience;
  private boolean passed;

  /**
   * @param out hears of each fault
   */
  public Chaos(ChaosSettings settings, PrintWriter out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return whether nothing was lost or doubled
   * @throws IllegalStateException when the venue does not recover from a fault
   */
  public boolean run() throws Exception {
    Logs.toFile(folder.resolve("streambook.log"));
    say("Starting Kafka, schema registry, Postgres, ZooKeeper and Flink in " + folder);
    start();
    for (List<Fault> faults : episodes()) {
      strike(faults);
    }
    load.finish();
    patience.awaitAll("the end of the load");
    say("Load stopped, all is answered. Auditing");
    passed = judge();
    return passed;
  }

  private void start() throws Exception {
    Universe universe = Universe.today(settings.seed(), settings.symbols());
    stack = ChaosStack.start(folder);
    stack.prepare(universe, LOG::info);
    say("Submitting risk and matching as one job, Core as another");
    stack.submit();
    tail = new VenueTail(stack.kafka(), stack.registry(), meter, receipts);
    load = new OrderLoad(stack.kafka(), stack.registry(), universe, settings, receipts);
    patience = new Patience(load, tail, receipts, stack.jobs(), RECOVERY_BOUND);
    load.start();
    patience.await("the start", System.nanoTime());
    receipts.longestWait(); // it began before the venue did
    say(
        String.format(
            Locale.ROOT,
            "The venue answers; %d orders a second, %d faults of seed %d",
            settings.rate(),
            settings.faults(),
            settings.seed()));
  }

  /** Each a fault, with the one that comes amid the recovery from it. */
  private List<List<Fault>> episodes() {
    List<List<Fault>> episodes = new ArrayList<>();
    for (Fault fault :
        FaultSchedule.of(settings.faults(), settings.seed(), ChaosStack.TASK_MANAGERS)) {
      if (!fault.amidRecovery()) {
        episodes.add(new ArrayList<>());
      }
      episodes.get(episodes.size() - 1).add(fault);
    }
    return episodes;
  }

  /** Lets them happen, and returns when the venue has recovered. */
  private void strike(List<Fault> faults) throws InterruptedException {
    List<Strike> strikes = new ArrayList<>();
    try {
      for (Fault planned : faults) {
        TimeUnit.MILLISECONDS.sleep(planned.pause().toMillis());
        Fault fault = stack.aimed(planned, strikes.stream().map(Strike::fault).toList());
        LocalServer server = stack.server(fault);
        say(String.format(Locale.ROOT, "Fault %d: %s", fault.number(), fault));
        strikes.add(Strike.start(fault, server));
      }
    } finally {
      strikes.forEach(Strike::await);
    }
    long observedNanos = strikes.stream().mapToLong(Strike::effectiveNanos).max().orElseThrow();
    patience.await("fault " + faults.get(faults.size() - 1).number(), observedNanos);
    long recoveredNanos = System.nanoTime();
    Duration wait = receipts.longestWait();
    strikes.forEach(strike -> recovered(strike, faults.size() == 1, recoveredNanos, wait));
  }

  private void recovered(Strike strike, boolean alone, long nowNanos, Duration wait) {
    Duration outage = meter.longest(strike.startNanos(), nowNanos);
    summary.add(strike.fault().kind(), alone, outage, wait);
    say(
        String.format(
            Locale.ROOT,
            "Fault %d: outage %s, longest wait of an order %s, well after %s",
            strike.fault().number(),
            Summary.shown(outage),
            Summary.shown(wait),
            Summary.shown(Duration.ofNanos(nowNanos - strike.startNanos()))));
  }

  private boolean judge() throws SQLException {
    boolean audited = new Audit(stack.kafka(), stack.database(), true, AUDIT_PATIENCE).run(out);
    AcknowledgedOnce orders = new AcknowledgedOnce(receipts);
    orders.read(stack.kafka(), stack.registry());
    out.println(orders.verdict());
    summary.lines().forEach(out::println);
    out.flush();
    return audited && orders.passed();
  }

  private void say(String line) {
    out.println(TIME.format(Instant.now()) + "  " + line);
    out.flush();
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
    if (tail != null) {
      tail.close();
    }
    if (stack != null) {
      stack.close();
    }
    if (passed) {
      Folders.delete(folder);
    } else {
      say("Data and logs are in " + folder);
    }
  }
}
