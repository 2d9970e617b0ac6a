package io.streambook.audit;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The findings as a table: rule, what was checked, how many of it, verdict. */
final class Report {
  private Report() {}

  static void print(List<Finding> findings, PrintWriter out) {
    int rule = findings.stream().mapToInt(f -> f.rule().length()).max().orElse(0);
    int subject = findings.stream().mapToInt(f -> f.subject().length()).max().orElse(0);
    String line = "%-" + rule + "s  %-" + subject + "s  %,12d  %s%n";
    out.printf(Locale.ROOT, line.replace("%,12d", "%12s"), "rule", "checked", "count", "verdict");
    for (Finding f : findings) {
      out.printf(Locale.ROOT, line, f.rule(), f.subject(), f.checkedCount(), f.verdict());
    }
    long failed = findings.stream().filter(f -> !f.passed()).count();
    out.println(
        failed == 0
            ? "Audit passed: all " + findings.size() + " rules were kept."
            : "Audit FAILED: " + failed + " of " + findings.size() + " rules were broken.");
    out.flush();
  }
}
