package io.streambook.cli;

import io.streambook.book.Phase;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.marketdata.ReferenceData;
import io.streambook.marketdata.Universe;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What generated quotes and orders have in common. */
final class FeedOptions {
  private static final Duration VENUE_PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--symbols",
      paramLabel = "N|NAME,…",
      converter = NamesConverter.class,
      description =
          "These instruments, or so many of a generated universe, which are published when they"
              + " are not set (default: all on the topic instruments that trade).")
  private String symbols;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same prices and orders (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Ends after so long, such as 90s or 5m (default: until Ctrl-C).")
  private Duration duration;

  long seed() {
    return seed;
  }

  /** Null without an end. */
  Duration duration() {
    return duration;
  }

  /**
   * The instruments to trade and the accounts that trade them.
   *
   * @param withAccounts whether to publish the limits of accounts that are not set
   */
  Universe universe(
      KafkaSettings kafka, Registry registry, boolean withAccounts, Consumer<String> lines) {
    ReferenceData data = ReferenceData.read(kafka, registry);
    boolean generated = symbols != null && symbols.matches("[0-9]+");
    Universe universe = Universe.today(seed, generated ? Integer.parseInt(symbols) : 1);
    List<Instrument> instruments = generated ? universe.instruments() : chosen(data);
    List<Instrument> wanted = generated ? universe.allInstruments() : List.of();
    List<RiskLimits> limits = withAccounts ? universe.allLimits() : List.of();
    data.addMissing(wanted, limits, VENUE_PATIENCE, lines);
    // What is set counts, even when the seed would make another instrument of the symbol.
    return universe.over(data.instruments(instruments.stream().map(Instrument::symbol).toList()));
  }

  private List<Instrument> chosen(ReferenceData data) {
    if (symbols != null) {
      return data.instruments(Arrays.asList(symbols.split(",")));
    }
    List<Instrument> trading =
        data.instruments().stream()
            .filter(instrument -> instrument.phase() == Phase.CONTINUOUS)
            .filter(instrument -> !instrument.restricted())
            .toList();
    if (trading.isEmpty()) {
      throw new IllegalArgumentException(
          "No instrument is set that trades: ./streambook instruments set makes one, --symbols 10"
              + " takes generated ones");
    }
    return trading;
  }

  /** The names in a list, or so many names that begin with a stem. */
  static List<String> names(String text, String stem) {
    if (!text.matches("[0-9]+")) {
      return Arrays.asList(text.split(","));
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= Integer.parseInt(text); i++) {
      names.add(stem + i);
    }
    return names;
  }
}
