package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.marketdata.Feed;
import io.streambook.marketdata.VenueFeeds;
import io.streambook.risk.Instrument;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes generated quotes. */
@Command(
    name = "marketdata",
    description = {
      "Publishes quotes from a seeded model of prices at a rate, and prints each second"
          + " the rate that it measured. Takes orders on standard input, a line each: rate N; stale"
          + " VENUE (its quotes keep the time of now, and age); silent VENUE; live VENUE.",
      "Example: ./streambook marketdata --symbols 20 --venues 3 --rate 5000 --duration 60s"
    },
    mixinStandardHelpOptions = true)
final class MarketDataCommand implements Callable<Integer> {
  @Mixin private KafkaSettings kafka;
  @Mixin private FeedOptions feed;
  @Spec private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = CountConverter.Rate.class,
      defaultValue = "1000",
      description = "Quotes a second, 1 to 50000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--venues",
      paramLabel = "N|NAME,…",
      converter = NamesConverter.class,
      defaultValue = "3",
      description = "Venues that quote: so many, or these names (default: ${DEFAULT-VALUE}).")
  private String venues;

  @Override
  public Integer call() {
    Consumer<String> lines = lines(spec);
    Registry registry = kafka.openRegistry();
    List<String> venueNames = FeedOptions.names(venues, "VENUE");
    List<Instrument> instruments = feed.universe(kafka, registry, false, lines).instruments();
    VenueFeeds feeds = new VenueFeeds(venueNames);
    try (Feed quotes =
        Feed.quotes(
            kafka, registry, instruments, venueNames, feeds, feed.seed(), rate, feed.duration())) {
      StopOnExit.install(quotes::stop);
      new MarketDataControls(quotes, feeds, lines).listen(System.in);
      quotes.run(lines);
      return 0;
    }
  }

  /** Prints line by line, seen at once also through a pipe. */
  static Consumer<String> lines(CommandSpec spec) {
    PrintWriter out = spec.commandLine().getOut();
    return line -> {
      out.println(line);
      out.flush();
    };
  }
}
