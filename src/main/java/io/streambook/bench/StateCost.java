package io.streambook.bench;

import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Topic;
import io.streambook.marketdata.PacedRun;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What many resting orders cost: checkpoints while a hundredth of them changes between two, the
 * wait while many are saved, and the time until every symbol trades again after a restart.
 */
final class StateCost {
  private static final int LINGER_MILLIS = 20;
  private static final int CHANGING_PARTS = 100;
  private static final int IDLE_CHECKPOINTS = 3;
  private static final double SHARE_MAX = 0.05;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BenchStack stack;
  private final BenchSettings settings;
  private final BenchMarket market;
  private final Report report;

  StateCost(BenchStack stack, BenchSettings settings, BenchMarket market, Report report) {
    this.stack = stack;
    this.settings = settings;
    this.market = market;
    this.report = report;
  }

  void run() throws Exception {
    report.title(
        "State: %,d orders resting in %,d symbols"
            .formatted(settings.stateResting(), settings.symbols()));
    OrderMix mix = new OrderMix(market, settings.stateResting(), settings.seed());
    String interval = "--checkpoint-interval=" + settings.stateSeconds() + "s";
    try (TestedVenue venue = new TestedVenue(stack, settings, market, "state.");
        OrderSender sender = venue.sender(LINGER_MILLIS);
        Answers answers = venue.answers()) {
      BenchJob job = venue.start(interval);
      job.awaitRunning();
      sender.sendAll(settings.stateResting(), mix::resting);
      answers.await(settings.stateResting(), job);
      checkpoints(job, mix, sender);
      answers.await(mix.made(), job);
      new FlushStall(settings, venue, report).measure(job, mix, sender, answers);
      answers.await(mix.made(), job);
      firstTrades(venue, mix, sender, job.stopWithSavepoint());
      report.audit("state", venue);
    }
  }

  private void checkpoints(BenchJob job, OrderMix mix, OrderSender sender) throws Exception {
    Checkpoints idle = new Checkpoints(job.rest(), settings.stateSeconds());
    Checkpoints.Completed nothing =
        Checkpoints.median(idle.incremental(IDLE_CHECKPOINTS), Checkpoints.Completed::millis);
    int perCheckpoint = Math.max(1, settings.stateResting() / CHANGING_PARTS);
    int rate = Math.max(1, perCheckpoint / settings.stateSeconds());
    // The first ones still have what came before in them.
    Duration duration =
        Duration.ofSeconds(settings.stateSeconds()).multipliedBy(settings.stateCheckpoints() + 2L);
    Checkpoints seen = new Checkpoints(job.rest(), settings.stateSeconds());
    new PacedRun(rate, duration, () -> sender.send(mix.next())).run(each -> seen.look());
    sender.flush();
    List<Checkpoints.Completed> small = seen.incremental(settings.stateCheckpoints());
    Checkpoints.Completed full = seen.full();
    report.line(
        "%,d commands between two checkpoints, %d s apart; %d measured",
        perCheckpoint, settings.stateSeconds(), small.size());
    report.line("full checkpoint: %s", full);
    report.line(
        "one without any order since the last, the bound: %s, %.1f %% of the full one's time",
        nothing, 100.0 * nothing.millis() / full.millis());
    Checkpoints.Completed bySize = Checkpoints.median(small, Checkpoints.Completed::bytes);
    Checkpoints.Completed byTime = Checkpoints.median(small, Checkpoints.Completed::millis);
    report.line(
        "incremental, worst: %,d KB; %,d ms",
        Checkpoints.worst(small, Checkpoints.Completed::bytes) >> 10,
        Checkpoints.worst(small, Checkpoints.Completed::millis));
    share(
        "Incremental checkpoint, median size",
        "%,d KB".formatted(bySize.bytes() >> 10),
        bySize.bytes(),
        full.bytes());
    share(
        "Incremental checkpoint, median duration",
        "%,d ms".formatted(byTime.millis()),
        byTime.millis(),
        full.millis());
  }

  private void share(String name, String measured, long part, long full) {
    double share = (double) part / full;
    report.figure(
        name,
        "%s = %.1f %%".formatted(measured, 100 * share),
        "<= %.0f %%".formatted(100 * SHARE_MAX),
        share <= SHARE_MAX);
  }

  /** The orders that will trade wait in the topic when the job comes back. */
  private void firstTrades(TestedVenue venue, OrderMix mix, OrderSender sender, String savepoint)
      throws Exception {
    mix.crossAll().forEach(sender::send);
    sender.flush();
    Set<String> traded = new HashSet<>();
    try (Tail<Trade> trades =
        Tail.fromEnd(
            venue.kafka(), venue.topic(Topic.TRADES), AvroDecoder.trades(venue.registry()))) {
      long submitted = System.nanoTime();
      BenchJob job = venue.restore(savepoint);
      job.awaitRunning();
      long running = System.nanoTime();
      while (traded.size() < settings.symbols()) {
        trades.poll(POLL, (trade, seen) -> traded.add(trade.symbol()));
        job.requireAlive();
        if (System.nanoTime() - running > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "only %d symbols have traded after a restart".formatted(traded.size()));
        }
      }
      report.line(
          "restored from the savepoint: RUNNING after %.2f s, a first trade in each of %,d symbols"
              + " %.2f s later",
          (running - submitted) / 1e9, settings.symbols(), (System.nanoTime() - running) / 1e9);
      job.cancel();
    }
  }
}
