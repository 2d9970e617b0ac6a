package io.streambook.bench;

import io.streambook.book.OrderCommand;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Drains the same backlog of orders with the venue, with the yardstick and with the yardstick that
 * has the venue's traffic, one after the other, and compares. Each round has topics of its own; its
 * first orders, those that are to rest, are answered before, and the venue is restored from the
 * savepoint taken then.
 */
final class Throughput {
  private static final double TARGET = 1.0;
  private static final double BOUND = 0.5;
  private static final Duration COPY_PATIENCE = Duration.ofMinutes(2);
  private static final int LINGER_MILLIS = 20;
  private static final double ACCEPTED_MIN = 0.9;
  private static final double TRADING_OR_CANCELLING_MIN = 0.3;

  private final BenchStack stack;
  private final BenchSettings settings;
  private final BenchMarket market;
  private final Report report;
  private final List<Drain> venues = new ArrayList<>();
  private final List<Drain> yardsticks = new ArrayList<>();
  private final List<Drain> traffics = new ArrayList<>();

  Throughput(BenchStack stack, BenchSettings settings, BenchMarket market, Report report) {
    this.stack = stack;
    this.settings = settings;
    this.market = market;
    this.report = report;
  }

  void run() throws Exception {
    report.title("Throughput: draining %,d orders".formatted(settings.orders()));
    for (int round = 1; round <= settings.rounds(); round++) {
      round(round);
    }
    compare();
    if (settings.profile() != null) {
      CpuProfile.print(settings.profile(), CpuPart.JOB, report);
    }
  }

  private void round(int round) throws Exception {
    try (TestedVenue venue = new TestedVenue(stack, settings, market, "throughput" + round + ".");
        OrderSender sender = venue.sender(LINGER_MILLIS);
        Answers answers = venue.answers()) {
      OrderMix mix = new OrderMix(market, settings.resting(), settings.seed());
      BenchJob first = venue.start();
      first.awaitRunning();
      sender.sendAll(settings.resting(), mix::resting);
      Answers.Count before = answers.await(settings.resting(), first);
      String savepoint = first.stopWithSavepoint();
      Map<TopicPartition, Long> from;
      try (TopicEnds ends = new TopicEnds(venue.kafka(), venue.topic(Topic.ORDERS))) {
        from = ends.now();
      }
      sender.sendAll(settings.orders(), mix::next);

      venues.add(drainByVenue(round, venue, savepoint));
      Answers.Count after = answers.now().since(before);
      Yardstick yardstick = new Yardstick(stack, settings, venue, "copied-");
      yardsticks.add(
          drainByYardstick(
              round, venue, "yardstick", () -> yardstick.start(from), yardstick.copyTopic()));
      requireCopied(venue, yardstick.copyTopic());
      traffics.add(drainTraffic(round, venue, from, Traffic.of(after)));
      if (round == 1) {
        input(before, after);
      }
      report.audit("round " + round, venue);
    }
  }

  private Drain drainByVenue(int round, TestedVenue venue, String savepoint) throws Exception {
    String log = venue.topic(Topic.VALIDATED_ORDERS);
    try (Watch watch =
            new Watch(
                new TopicEnds(
                    venue.kafka(), log, venue.topic(Topic.EXECUTIONS), venue.topic(Topic.TRADES)));
        Answers answers = venue.answers()) {
      long submitted = System.nanoTime();
      BenchJob job = venue.restore(savepoint);
      long rest = settings.orders() - Drain.awaitFirst(watch, log, settings.orders(), job);
      CpuTime before = CpuTime.now(stack);
      if (settings.profile() != null && round == settings.rounds()) {
        CpuProfile.record(
            settings.profile(), () -> Drain.await(watch, log, settings.orders(), job));
      } else {
        Drain.await(watch, log, settings.orders(), job);
      }
      CpuTime used = CpuTime.now(stack).since(before);
      Drain.awaitQuiet(watch, job);
      answers.await((long) settings.resting() + settings.orders(), job);
      // Before the job ends: that may leave markers.
      Drain drain = Drain.of(watch.sights(), log, settings.orders(), submitted);
      job.cancel();
      print(round, "venue", drain);
      used.print(report, rest);
      if (round == settings.rounds()) {
        used.printThreads(report, rest);
      }
      return drain;
    }
  }

  /** With topics of its own. */
  private Drain drainTraffic(
      int round, TestedVenue venue, Map<TopicPartition, Long> from, Traffic traffic)
      throws Exception {
    Yardstick yardstick = new Yardstick(stack, settings, venue, "traffic-");
    return drainByYardstick(
        round,
        venue,
        "traffic",
        () -> yardstick.startWithTraffic(from, traffic),
        yardstick.copyTopic(),
        yardstick.executionsTopic(),
        yardstick.tradesTopic());
  }

  private Drain drainByYardstick(
      int round,
      TestedVenue venue,
      String name,
      Callable<BenchJob> start,
      String copy,
      String... others)
      throws Exception {
    String[] topics = Stream.concat(Stream.of(copy), Stream.of(others)).toArray(String[]::new);
    try (Watch watch = new Watch(new TopicEnds(venue.kafka(), topics))) {
      long submitted = System.nanoTime();
      BenchJob job = start.call();
      long rest = settings.orders() - Drain.awaitFirst(watch, copy, settings.orders(), job);
      CpuTime before = CpuTime.now(stack);
      Drain.await(watch, copy, settings.orders(), job);
      CpuTime used = CpuTime.now(stack).since(before);
      Drain.awaitQuiet(watch, job);
      Drain drain = Drain.of(watch.sights(), copy, settings.orders(), submitted);
      job.cancel();
      print(round, name, drain);
      used.print(report, rest);
      return drain;
    }
  }

  /** Markers take offsets too: that enough have grown is no proof that all is there. */
  private void requireCopied(TestedVenue venue, String copy) {
    AvroDecoder<OrderCommand> decoder = AvroDecoder.orders(venue.registry(), settings.partitions());
    AtomicLong copied = new AtomicLong();
    long deadline = System.nanoTime() + COPY_PATIENCE.toNanos();
    try (Tail<OrderCommand> tail = Tail.fromStart(venue.kafka(), copy, decoder)) {
      while (copied.get() < settings.orders()) {
        tail.poll(Duration.ofMillis(100), (order, seen) -> copied.incrementAndGet());
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the yardstick copied only %s of %d orders".formatted(copied, settings.orders()));
        }
      }
    }
  }

  private void print(int round, String name, Drain drain) {
    report.line(
        "round %d  %-9s  %9s orders/s   first to last output %6.2f s (%,d came with the first),"
            + " from submission %6.2f s",
        round,
        name,
        rate(drain.perSecond()),
        drain.seconds(),
        drain.withFirst(),
        drain.secondsFromSubmission());
  }

  private void input(Answers.Count before, Answers.Count after) {
    report.demand(
        "Resting before the clock starts",
        "%,d".formatted(before.resting()),
        ">= %,d".formatted(settings.resting()),
        before.resting() >= settings.resting());
    report.demand(
        "Accepted",
        percent(after.acceptedShare()),
        ">= " + percent(ACCEPTED_MIN),
        after.acceptedShare() >= ACCEPTED_MIN);
    double active = after.tradingOrCancellingShare();
    report.demand(
        "Commands that trade or cancel",
        percent(active),
        ">= " + percent(TRADING_OR_CANCELLING_MIN),
        active >= TRADING_OR_CANCELLING_MIN);
  }

  private void compare() {
    Drain venue = best(venues);
    Drain yardstick = best(yardsticks);
    Drain traffic = best(traffics);
    double ratio = venue.perSecond() / yardstick.perSecond();
    if (Double.isNaN(ratio)) {
      report.line("No ratio: most of the orders came with the first output; take more --orders");
      return;
    }
    report.line(
        "best round: venue %s orders/s, yardstick %s orders/s, stock traffic %s orders/s",
        rate(venue.perSecond()), rate(yardstick.perSecond()), rate(traffic.perSecond()));
    report.line(
        "stock traffic / yardstick %.2f, venue / stock traffic %.2f",
        traffic.perSecond() / yardstick.perSecond(), venue.perSecond() / traffic.perSecond());
    report.figure("Venue / yardstick", "%.2f".formatted(ratio), ">= " + TARGET, ratio >= TARGET);
    report.demandOfTime(
        "Venue / yardstick, below this it fails",
        "%.2f".formatted(ratio),
        ">= " + BOUND,
        ratio >= BOUND);
  }

  private static Drain best(List<Drain> drains) {
    return drains.stream()
        .max(Comparator.comparingDouble(d -> Double.isNaN(d.perSecond()) ? -1 : d.perSecond()))
        .orElseThrow();
  }

  private static String rate(double perSecond) {
    return Double.isNaN(perSecond) ? "-" : "%,.0f".formatted(perSecond);
  }

  private static String percent(double share) {
    return "%.1f %%".formatted(100 * share);
  }
}
