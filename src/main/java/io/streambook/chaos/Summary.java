package io.streambook.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The longest outage of each kind of fault, as a table. */
final class Summary {
  private static final String LINE = "%-27s %6s  %14s  %12s  %14s";

  /** Of one kind; null where there was none. */
  private static final class Longest {
    private int faults;
    private Duration alone;
    private Duration wait;
    private Duration withAnother;
  }

  private final Map<Fault.Kind, Longest> kinds =
      new TreeMap<>(Comparator.comparing(Fault.Kind::target).thenComparing(Fault.Kind::blow));

  /**
   * The venue has recovered from a fault.
   *
   * @param alone whether no other fault came before it had
   * @param outage the longest time without a new execution
   * @param wait the longest time from an order's acknowledgement to its answer
   */
  void add(Fault.Kind kind, boolean alone, Duration outage, Duration wait) {
    Longest longest = kinds.computeIfAbsent(kind, k -> new Longest());
    longest.faults++;
    if (alone) {
      longest.alone = max(longest.alone, outage);
      longest.wait = max(longest.wait, wait);
    } else {
      longest.withAnother = max(longest.withAnother, outage);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            LINE,
            "kind of fault",
            "faults",
            "longest outage",
            "longest wait",
            "amid another's"));
    kinds.forEach(
        (kind, longest) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    LINE,
                    kind,
                    longest.faults,
                    shown(longest.alone),
                    shown(longest.wait),
                    shown(longest.withAnother))));
    return lines;
  }

  /** Seconds, for a person. */
  static String shown(Duration duration) {
    return duration == null
        ? "-"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }

  private static Duration max(Duration one, Duration other) {
    return one == null || one.compareTo(other) < 0 ? other : one;
  }
}
