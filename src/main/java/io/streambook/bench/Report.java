package io.streambook.bench;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;

/** What is printed, and whether the run has failed. */
final class Report {
  private final PrintWriter out;
  private final boolean brief;
  private boolean failed;

  /**
   * @param brief times decide nothing
   */
  Report(PrintWriter out, boolean brief) {
    this.out = out;
    this.brief = brief;
  }

  PrintWriter out() {
    return out;
  }

  void title(String text) {
    out.println();
    out.println(text);
    out.flush();
  }

  void line(String format, Object... values) {
    out.println("  " + String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** A figure beside its target. */
  void figure(String name, String measured, String target, boolean met) {
    line("%-44s %16s   target %-14s %s", name, measured, target, met ? "met" : "not met");
  }

  /** A figure that decides over the run, however short it is. */
  void demand(String name, String measured, String target, boolean met) {
    figure(name, measured, target, met);
    failed |= !met;
  }

  /** A time below which a full run has failed. */
  void demandOfTime(String name, String measured, String target, boolean met) {
    figure(name, measured, target, met);
    failed |= !met && !brief;
  }

  /** Whether a venue kept its rules in what it has published so far. */
  void audit(String name, TestedVenue venue) throws SQLException {
    line("Audit of %s", name);
    long begin = System.nanoTime();
    boolean green = venue.audit(out);
    double seconds = (System.nanoTime() - begin) / 1e9;
    line("took %.1f s", seconds);
    demand("Audit of " + name, green ? "green" : "red", "green", green);
  }

  boolean passed() {
    return !failed;
  }
}
