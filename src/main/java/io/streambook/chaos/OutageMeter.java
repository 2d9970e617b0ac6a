package io.streambook.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long no new execution could be read. It is told each time when some were; from one time to
 * the next is a gap. For many threads.
 */
final class OutageMeter {
  /** Gaps that are shorter come without any fault. */
  static final Duration UNNOTICED = Duration.ofMillis(500);

  private record Gap(long startNanos, long endNanos) {}

  private final List<Gap> gaps = new ArrayList<>();
  private long lastNanos;

  OutageMeter(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** New executions were read. */
  synchronized void executionsAt(long nanos) {
    gaps.add(new Gap(lastNanos, nanos));
    lastNanos = nanos;
  }

  /** The longest gap, but for what lies before or after the interval; zero when unnoticed. */
  synchronized Duration longest(long fromNanos, long toNanos) {
    long longest = Math.max(0, toNanos - Math.max(lastNanos, fromNanos));
    for (Gap gap : gaps) {
      long start = Math.max(gap.startNanos, fromNanos);
      long end = Math.min(gap.endNanos, toNanos);
      longest = Math.max(longest, end - start);
    }
    return longest < UNNOTICED.toNanos() ? Duration.ZERO : Duration.ofNanos(longest);
  }
}
