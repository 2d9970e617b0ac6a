package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.marketdata.Feed;
import io.streambook.marketdata.LobsterTape;
import io.streambook.marketdata.TapeReplay;
import io.streambook.marketdata.Universe;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the demo sends, generated or recorded, on threads of its own. */
final class DemoFlow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoFlow.class);
  private static final List<String> VENUES = List.of("VENUE1", "VENUE2", "VENUE3");
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

  private final List<Instrument> instruments;
  private final List<RiskLimits> limits;
  private final List<Runnable> stops = new ArrayList<>();
  private final List<Runnable> runs = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<String> result = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private List<Future<?>> running = List.of();

  private DemoFlow(List<Instrument> instruments, List<RiskLimits> limits) {
    this.instruments = instruments;
    this.limits = limits;
  }

  static DemoFlow open(DemoStack stack, DemoCommand options) throws IOException {
    return options.replay() == null ? generated(stack, options) : recorded(stack, options);
  }

  private static DemoFlow generated(DemoStack stack, DemoCommand options) {
    Universe universe = Universe.today(options.seed(), options.symbols());
    DemoFlow flow = new DemoFlow(universe.allInstruments(), universe.allLimits());
    KafkaSettings kafka = stack.kafka();
    Registry registry = stack.registry();
    flow.add(
        Feed.quotes(
            kafka,
            registry,
            universe.instruments(),
            VENUES,
            options.seed(),
            options.quoteRate(),
            options.duration()));
    flow.add(
        Feed.orders(
            kafka, registry, universe, "D-", options.seed(), options.rate(), options.duration()));
    return flow;
  }

  private static DemoFlow recorded(DemoStack stack, DemoCommand options) throws IOException {
    LobsterTape tape = LobsterTape.read(options.replay());
    DemoFlow flow = new DemoFlow(List.of(TapeReplay.instrument(tape)), TapeReplay.limits());
    TapeReplay replay =
        new TapeReplay(
            stack.kafka(), stack.registry(), tape, options.speed(), "R-", ANSWER_PATIENCE);
    flow.stops.add(replay::stop);
    flow.runs.add(() -> flow.result.addAll(replay.run(LOG::info).lines()));
    return flow;
  }

  private void add(Feed feed) {
    feeds.add(feed);
    stops.add(feed::stop);
    runs.add(() -> LOG.info("{}", feed.run(LOG::info)));
  }

  /** What it trades. */
  List<Instrument> instruments() {
    return instruments;
  }

  /** Who trades. */
  List<RiskLimits> limits() {
    return limits;
  }

  void start() {
    List<Future<?>> started = new ArrayList<>();
    runs.forEach(run -> started.add(threads.submit(run)));
    running = started;
  }

  /** Asks it to end soon. */
  void stop() {
    stops.forEach(Runnable::run);
  }

  /** Whether all is sent; throws what went wrong. */
  boolean ended() throws InterruptedException {
    for (Future<?> run : running) {
      if (!run.isDone()) {
        return false;
      }
    }
    for (Future<?> run : running) {
      try {
        run.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the order flow broke off", e.getCause());
      }
    }
    return true;
  }

  /** For a person, once ended; empty for a generated flow. */
  List<String> result() {
    return result;
  }

  @Override
  public void close() {
    stop();
    threads.shutdown();
    awaitThreads();
    feeds.forEach(Feed::close);
  }

  private void awaitThreads() {
    try {
      if (!threads.awaitTermination(ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the order flow does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
