package io.streambook.cli;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The demo's line a second, and its summary. */
final class LiveLine {
  private static final int SILENT_LINES = 5;

  private final VenueWatch venue;
  private final long startNanos = System.nanoTime();
  private final long sentBefore;
  private long lastNanos = startNanos;
  private int linesWithoutAnswer;
  private long sent;
  private long accepted;
  private long rejected;
  private long traded;

  LiveLine(VenueWatch venue) {
    this.venue = venue;
    this.sentBefore = venue.sent();
    this.sent = sentBefore;
  }

  /** Rates since the line before. */
  String next(String checkpoint) {
    long now = System.nanoTime();
    double seconds = (now - lastNanos) / 1e9;
    long sentNow = venue.sent();
    String line =
        String.format(
            Locale.ROOT,
            "%5.0f s  orders %,.0f/s  accepted %,.0f/s  rejected %,.0f/s  trades %,.0f/s  %s"
                + "  checkpoint %s",
            (now - startNanos) / 1e9,
            (sentNow - sent) / seconds,
            (venue.accepted() - accepted) / seconds,
            (venue.rejected() - rejected) / seconds,
            (venue.traded() - traded) / seconds,
            latency(venue.takeRecentLatency()),
            checkpoint);
    boolean answered = venue.accepted() + venue.rejected() > accepted + rejected;
    linesWithoutAnswer = answered ? 0 : linesWithoutAnswer + 1;
    lastNanos = now;
    sent = sentNow;
    accepted = venue.accepted();
    rejected = venue.rejected();
    traded = venue.traded();
    return line;
  }

  /**
   * Whether the venue owes answers and gives them. What it put among the dead letters has none, so
   * the last seconds must show.
   */
  boolean answersAreComing() {
    return accepted + rejected < sent - sentBefore && linesWithoutAnswer < SILENT_LINES;
  }

  /** Of the whole run. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d orders: %,d accepted, %,d rejected; %,d trades; %s",
        venue.sent() - sentBefore,
        venue.accepted(),
        venue.rejected(),
        venue.traded(),
        latency(venue.latency()));
  }

  private static String latency(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return "order to trade -";
    }
    return String.format(
        Locale.ROOT,
        "order to trade p50 %,d ms p99 %,d ms",
        Math.round(micros.getValueAtPercentile(50) / 1e3),
        Math.round(micros.getValueAtPercentile(99) / 1e3));
  }
}
