package io.streambook.cli;

import io.streambook.audit.Audit;
import io.streambook.local.Folders;
import io.streambook.local.LocalException;
import io.streambook.local.LocalJob;
import io.streambook.local.Logs;
import io.streambook.local.Ports;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the demo, from empty folders to the audit. */
final class Demo implements AutoCloseable {
  private static final long DISK_NEEDED_BYTES = 1L << 30;
  private static final Duration LINE = Duration.ofSeconds(1);
  private static final long POLL_MILLIS = 100;
  private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(30);

  private final DemoCommand options;
  private final PrintWriter out;
  private final Path folder;
  private final CountDownLatch finish = new CountDownLatch(1);
  private DemoStack stack;
  private boolean green;

  Demo(DemoCommand options, PrintWriter out) throws IOException {
    this.options = options;
    this.out = out;
    requirePorts(options);
    this.folder = options.data() == null ? Folders.temporary("streambook-demo") : options.data();
    requireEmpty(folder);
    requireDisk(folder);
  }

  /** Whether the audit passed. */
  boolean run() throws Exception {
    Logs.toFile(folder.resolve("streambook.log"));
    Logger log = LoggerFactory.getLogger(Demo.class);
    say("Starting Kafka, schema registry, Postgres and Flink in " + folder);
    stack = DemoStack.start(folder, options);
    stack.prepare(log::info);
    try (DemoFlow flow = DemoFlow.open(stack, options)) {
      List<RiskLimits> limits = new ArrayList<>(flow.limits());
      limits.addAll(DemoAccounts.limits());
      stack.set(flow.instruments(), limits, log::info);
      LocalJob venue = stack.submitVenue();
      LocalJob core = stack.submitCore();
      List<ApiKey> keys = stack.serveOrders();
      addresses(keys);
      CtrlC.onFirst(finish::countDown);
      watch(flow, venue, core);
      flow.result().forEach(this::say);
    }
    say("Auditing: every order, trade and row, from the topics and the tables alone");
    boolean generated = options.replay() == null;
    green = new Audit(stack.kafka(), stack.database(), generated, AUDIT_PATIENCE).run(out);
    out.flush();
    return green;
  }

  private void watch(DemoFlow flow, LocalJob venue, LocalJob core) throws Exception {
    JobView job = new JobView(stack.flink().url(), venue.id());
    say("Waiting for the venue to run");
    while (!job.runs() && !finish.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      venue.requireRunning();
    }
    try (VenueWatch watch = new VenueWatch(stack.kafka(), stack.registry())) {
      LiveLine line = new LiveLine(watch);
      flow.start();
      Duration duration = options.duration();
      long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
      long nextLine = System.nanoTime();
      while (!flow.ended() || line.answersAreComing()) {
        nextLine += LINE.toNanos();
        watch.poll(Duration.ofNanos(Math.max(0, nextLine - System.nanoTime())));
        say(line.next(job.lastCheckpoint()));
        venue.requireRunning();
        core.requireRunning();
        stack.requireServing();
        if (finish.getCount() == 0 || System.nanoTime() > end) {
          flow.stop();
        }
      }
      say(line.summary());
    }
  }

  private void addresses(List<ApiKey> keys) {
    say("Kafka     " + stack.kafka().brokers());
    say("Registry  " + stack.kafka().registryUrl());
    say("Postgres  " + stack.database().url() + " (user " + stack.database().user() + ")");
    say("Orders    " + stack.orderService().url() + " (REST and WebSocket, as Binance's spot API)");
    say("Swagger   " + stack.orderService().url() + "/docs (that API, to read and to try)");
    say("Flink     " + stack.flink().url() + " (its web page: jobs, checkpoints, back pressure)");
    say("Page      " + stack.orderService().url() + "/ (trade here: book, orders, risk, health)");
    say(
        "FIX 4.4   port "
            + stack.orderService().fixPort()
            + ", TargetCompID STREAMBOOK, any SenderCompID, Username a key, Password its secret");
    say("Keys of this demo, worth nothing elsewhere:");
    keys.forEach(
        key -> say("  " + key.account() + "  key " + key.id() + "  secret " + key.secret()));
  }

  private static void requirePorts(DemoCommand options) {
    for (DemoServer server : DemoServer.values()) {
      int port = options.port(server);
      if (port != 0 && !Ports.isFree(port)) {
        throw new LocalException(
            String.format(
                Locale.ROOT,
                "port %d of %s is in use by another process: set --ports %2$s=PORT, 0 takes a free"
                    + " one",
                port,
                server.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new LocalException(folder + " is not empty: a demo starts from nothing");
      }
    }
  }

  private static void requireDisk(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < DISK_NEEDED_BYTES) {
      throw new LocalException(
          String.format(
              Locale.ROOT,
              "%s has %d MB of disk left, the demo needs %d MB: free some or set --data",
              folder,
              free >> 20,
              DISK_NEEDED_BYTES >> 20));
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    if (stack != null) {
      stack.close();
    }
    if (options.data() == null && green) {
      Folders.delete(folder);
    } else {
      say("Data and logs are in " + folder);
    }
  }
}
