package io.streambook.bench;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is printed, and whether the run has failed. */
public final class Report {
  private final PrintWriter out;
  private final boolean brief;
  private final List<String> failed = new ArrayList<>();
  private int figures;
  private int met;

  /**
   * @param brief times decide nothing
   */
  public Report(PrintWriter out, boolean brief) {
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
  void figure(String name, String measured, String target, boolean isMet) {
    figures++;
    met += isMet ? 1 : 0;
    line("%-44s %18s   target %-14s %s", name, measured, target, isMet ? "met" : "not met");
  }

  /** A figure without which the run has failed, however short it is. */
  void demand(String name, String measured, String target, boolean isMet) {
    figure(name, measured, target, isMet);
    if (!isMet) {
      failed.add(name);
    }
  }

  /** A time without which a run has failed that is long enough to tell. */
  void demandOfTime(String name, String measured, String target, boolean isMet) {
    if (brief) {
      figure(name, measured, target, isMet);
    } else {
      demand(name, measured, target, isMet);
    }
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

  /** Says how it went; whether nothing has failed. */
  boolean end() {
    title("%d of %d targets are met.".formatted(met, figures));
    failed.forEach(name -> line("FAILED: %s", name));
    return failed.isEmpty();
  }
}
