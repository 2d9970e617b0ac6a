package io.streambook.bench;

import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends orders at constant rates, to the venue and then to the yardstick, and measures from when
 * each was due to when what came of it could be read, committed, by this process.
 */
final class Latency {
  private static final int LOADING_LINGER_MILLIS = 20;

  /** Part of what is measured; without it, one request for each order would keep a core busy. */
  private static final int LINGER_MILLIS = 1;

  private static final double P50_MS_MAX = 10;
  private static final double P99_MS_MAX = 40;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

  private final BenchStack stack;
  private final BenchSettings settings;
  private final BenchMarket market;
  private final Report report;
  private final List<Row> rows = new ArrayList<>();

  /** What was measured at a rate. */
  private record Row(int rate, String what, Histogram micros) {}

  Latency(BenchStack stack, BenchSettings settings, BenchMarket market, Report report) {
    this.stack = stack;
    this.settings = settings;
    this.market = market;
    this.report = report;
  }

  void run() throws Exception {
    report.title(
        "Latency: %d s at each rate, from when an order was due to when its outcome was read"
            .formatted(settings.latencySeconds()));
    OrderMix mix = new OrderMix(market, settings.resting(), settings.seed());
    try (TestedVenue venue = new TestedVenue(stack, settings, market, "latency.")) {
      BenchJob job = venue.start();
      job.awaitRunning();
      rest(venue, mix, job);
      try (OrderSender sender = venue.sender(LINGER_MILLIS)) {
        for (int rate : settings.rates()) {
          ofVenue(venue, job, sender, OpenLoop.of(mix, sender, rate, settings.latencySeconds()));
        }
      }
      job.cancel();
      report.audit("latency", venue);
      ofYardstick(venue, mix);
    }
    print();
  }

  private void rest(TestedVenue venue, OrderMix mix, BenchJob job) throws Exception {
    try (OrderSender sender = venue.sender(LOADING_LINGER_MILLIS);
        Answers answers = venue.answers()) {
      sender.sendAll(settings.resting(), mix::resting);
      answers.await(settings.resting(), job);
    }
  }

  private void ofVenue(TestedVenue venue, BenchJob job, OrderSender sender, OpenLoop loop)
      throws Exception {
    Arrivals trades = loop.arrivals();
    Arrivals answers = loop.arrivals();
    try (Observer<Trade> tradesSeen =
            new Observer<>(
                Tail.fromEnd(
                    venue.kafka(), venue.topic(Topic.TRADES), AvroDecoder.trades(venue.registry())),
                trades::addTrade);
        Observer<Execution> answersSeen =
            new Observer<>(
                Tail.fromEnd(
                    venue.kafka(),
                    venue.topic(Topic.EXECUTIONS),
                    AvroDecoder.executions(venue.registry())),
                answers::addAnswer)) {
      loop.run(sender);
      answers.await(loop.count(), job, answersSeen);
      // They commit with the answers, which are all there.
      trades.awaitLast(tradesSeen);
    }
    rows.add(new Row(loop.rate(), "venue, first trade", trades.micros()));
    rows.add(new Row(loop.rate(), "venue, first execution", answers.micros()));
  }

  private void ofYardstick(TestedVenue venue, OrderMix mix) throws Exception {
    Yardstick yardstick = new Yardstick(stack, settings, venue, "copied-");
    Map<TopicPartition, Long> from;
    try (TopicEnds ends = new TopicEnds(venue.kafka(), venue.topic(Topic.ORDERS))) {
      from = ends.now();
    }
    BenchJob job = yardstick.start(from);
    job.awaitRunning();
    try (OrderSender sender = venue.sender(LINGER_MILLIS)) {
      for (int rate : settings.rates()) {
        OpenLoop loop = OpenLoop.of(mix, sender, rate, settings.latencySeconds());
        Arrivals copies = loop.arrivals();
        AvroDecoder<OrderCommand> decoder =
            AvroDecoder.orders(venue.registry(), settings.partitions());
        try (Observer<OrderCommand> seen =
            new Observer<>(
                Tail.fromEnd(venue.kafka(), yardstick.copyTopic(), decoder),
                (order, nanos) -> copies.add(order.orderId(), nanos))) {
          loop.run(sender);
          copies.await(loop.count(), job, seen);
        }
        rows.add(new Row(loop.rate(), "yardstick, copy", copies.micros()));
      }
    }
    job.cancel();
  }

  private void print() {
    report.line(
        "%8s  %-23s %9s  %9s %9s %9s %9s %9s %9s  (ms)",
        "orders/s", "", "measured", "p50", "p90", "p99", "p99.9", "p99.99", "max");
    for (int rate : settings.rates()) {
      rows.stream().filter(row -> row.rate() == rate).forEach(this::print);
    }
    rows.stream().filter(row -> row.what().equals("venue, first trade")).forEach(this::target);
  }

  private void print(Row row) {
    StringBuilder line = new StringBuilder();
    for (double percentile : PERCENTILES) {
      line.append(" %9.2f".formatted(millis(row, percentile)));
    }
    report.line(
        "%,8d  %-23s %,9d %s %9.2f",
        row.rate(),
        row.what(),
        row.micros().getTotalCount(),
        line,
        row.micros().getMaxValue() / 1_000.0);
  }

  private void target(Row row) {
    target(row, 50, P50_MS_MAX);
    target(row, 99, P99_MS_MAX);
  }

  private void target(Row row, double percentile, double millisMax) {
    double millis = millis(row, percentile);
    report.figure(
        "First trade at %,d orders/s, p%.0f".formatted(row.rate(), percentile),
        "%.1f ms".formatted(millis),
        "<= %.0f ms".formatted(millisMax),
        millis <= millisMax);
  }

  private static double millis(Row row, double percentile) {
    return row.micros().getValueAtPercentile(percentile) / 1_000.0;
  }
}
