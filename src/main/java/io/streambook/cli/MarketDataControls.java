package io.streambook.cli;

import io.streambook.marketdata.Feed;
import io.streambook.marketdata.VenueFeeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** What can be changed of quotes while they run, by lines of text. */
final class MarketDataControls {
  private static final String USAGE = "rate N, stale VENUE, silent VENUE or live VENUE";

  private final Feed quotes;
  private final VenueFeeds feeds;
  private final Consumer<String> lines;

  /**
   * @param lines hears what was done
   */
  MarketDataControls(Feed quotes, VenueFeeds feeds, Consumer<String> lines) {
    this.quotes = quotes;
    this.feeds = feeds;
    this.lines = lines;
  }

  /** Takes lines until there are no more, on a thread of its own. */
  void listen(InputStream in) {
    Thread thread = new Thread(() -> read(in), "marketdata-controls");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.accept(obey(line.strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does what a line says, and says what was done, or why not. */
  String obey(String line) {
    String[] words = line.split(" +", -1);
    if (words.length != 2) {
      return "not understood: " + line + "; say " + USAGE;
    }
    try {
      switch (words[0]) {
        case "rate" -> quotes.rate(Integer.parseInt(words[1]));
        case "stale" ->
            feeds.stale(words[1], ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        case "silent" -> feeds.silent(words[1]);
        case "live" -> feeds.live(words[1]);
        default -> {
          return "not understood: " + line + "; say " + USAGE;
        }
      }
      return "done: " + line;
    } catch (NumberFormatException e) {
      return "not a number: " + words[1];
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
