package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.marketdata.Feed;
import io.streambook.marketdata.Universe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a generated order flow. */
@Command(
    name = "orders",
    description = {
      "Publishes a seeded order flow at a constant rate: limits around the touch of the topic"
          + " quotes, market orders, IOC and FOK, cancels, replaces, and some that break a limit."
          + " With --file it replays a recorded file, as ./streambook replay does.",
      "Example: ./streambook orders --symbols 20 --rate 500 --duration 60s"
    },
    mixinStandardHelpOptions = true)
final class OrdersCommand implements Callable<Integer> {
  @Mixin private KafkaSettings kafka;
  @Mixin private FeedOptions feed;
  @Mixin private ReplayOptions recorded;
  @Spec private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = CountConverter.Rate.class,
      defaultValue = "200",
      description = "Orders a second, 1 to 50000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--id-prefix",
      paramLabel = "TEXT",
      description =
          "Begins all order ids; the venue refuses ids of earlier runs (default: by time).")
  private String idPrefix;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A recorded file to send instead of a generated flow.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    Consumer<String> lines = MarketDataCommand.lines(spec);
    String prefix = idPrefix == null ? prefixByTime("O") : idPrefix;
    if (file != null) {
      recorded.replay(kafka, file, prefix, lines);
      return 0;
    }
    Registry registry = kafka.openRegistry();
    Universe universe = feed.universe(kafka, registry, true, lines);
    try (Feed orders =
        Feed.orders(kafka, registry, universe, prefix, feed.seed(), rate, feed.duration())) {
      StopOnExit.install(orders::stop);
      orders.run(lines);
      return 0;
    }
  }

  /** Another one each millisecond. */
  static String prefixByTime(String kind) {
    return kind + Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT) + "-";
  }
}
