package io.streambook.bench;

import io.streambook.book.Execution;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Topic;
import java.util.concurrent.TimeUnit;

/**
 * How long orders wait while a checkpoint saves many changed ones: a burst of orders that rest,
 * then a trickle over the time of the next checkpoints. The same trickle before the burst shows
 * what of it the machine and Flink's own checkpoint make.
 */
final class FlushStall {
  private static final int BURST_PARTS = 5;
  private static final int RATE = 500;
  private static final double MILLIS_MAX = 40;

  private final BenchSettings settings;
  private final TestedVenue venue;
  private final Report report;

  FlushStall(BenchSettings settings, TestedVenue venue, Report report) {
    this.settings = settings;
    this.venue = venue;
    this.report = report;
  }

  void measure(BenchJob job, OrderMix mix, OrderSender bulk, Answers answers) throws Exception {
    int burst = settings.stateResting() / BURST_PARTS;
    try (OrderSender sender = venue.sender(0)) {
      double quietMillis = longestWaitMillis(job, mix, sender);
      answers.await(mix.made(), job);
      long begin = System.nanoTime();
      bulk.sendAll(burst, mix::resting);
      answers.await(mix.made(), job);
      long nanos = System.nanoTime() - begin;
      print(burst, nanos, longestWaitMillis(job, mix, sender), quietMillis);
    }
  }

  /** Of a trickle that lasts for two checkpoints. */
  private double longestWaitMillis(BenchJob job, OrderMix mix, OrderSender sender)
      throws Exception {
    OpenLoop loop = OpenLoop.of(mix, sender, RATE, 2 * settings.stateSeconds());
    Arrivals arrivals = loop.everyArrival();
    try (Observer<Execution> seen =
        new Observer<>(
            Tail.fromEnd(
                venue.kafka(),
                venue.topic(Topic.EXECUTIONS),
                AvroDecoder.executions(venue.registry())),
            arrivals::addAnswer)) {
      loop.run(sender);
      arrivals.await(loop.count(), job, seen);
    }
    return arrivals.micros().getMaxValue() / 1_000.0;
  }

  private void print(int burst, long nanos, double millis, double quietMillis) {
    report.line(
        "%,d more orders rested within %.1f s; then %d orders/s over at least two checkpoints",
        burst, nanos / (double) TimeUnit.SECONDS.toNanos(1), RATE);
    report.line(
        "the same %d orders/s before them, the bound: longest wait %.1f ms", RATE, quietMillis);
    report.figure(
        "Longest wait of an order meanwhile",
        "%.1f ms".formatted(millis),
        "<= %.0f ms".formatted(MILLIS_MAX),
        millis <= MILLIS_MAX);
  }
}
