package io.streambook.orderservice.desk;

import io.streambook.book.Execution;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How busy and how quick the venue is: answers to commands, counted when they are heard here. Safe
 * for use by many threads.
 */
public final class Pulse {
  private static final int SECONDS = 16;

  /** Whole seconds that a rate is taken over. */
  private static final int RATE_SECONDS = 5;

  private static final int SAMPLES = 4_096;
  private static final long SECOND_MICROS = 1_000_000;
  private static final long SAMPLE_AGE_MAX_MICROS = 10 * SECOND_MICROS;

  private final LongSupplier nowMicros;
  private final long[] seconds = new long[SECONDS];
  private final long[] counts = new long[SECONDS];
  private final long[] times = new long[SAMPLES];
  private final long[] delays = new long[SAMPLES];
  private long samples;

  /**
   * @param nowMicros clock, in microseconds since 1970
   */
  public Pulse(LongSupplier nowMicros) {
    this.nowMicros = nowMicros;
  }

  /**
   * What the last seconds were like.
   *
   * @param commandsPerSecond that were answered, over the last whole seconds
   * @param p50Micros from the verdict of risk until the committed answer was heard here, of the
   *     newest answers of the last ten seconds; -1 when there were none
   * @param p99Micros the same
   */
  public record Reading(long commandsPerSecond, long p50Micros, long p99Micros) {}

  /** Takes the next execution; what is no answer to a command does not count. */
  public synchronized void hear(Execution execution) {
    if (execution.partition() < 0) {
      return;
    }
    long now = nowMicros.getAsLong();
    long second = now / SECOND_MICROS;
    int slot = (int) (second % SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
    int sample = (int) (samples % SAMPLES);
    times[sample] = now;
    delays[sample] = Math.max(0, now - execution.time());
    samples++;
  }

  public synchronized Reading read() {
    long now = nowMicros.getAsLong();
    long second = now / SECOND_MICROS;
    long answered = 0;
    for (int i = 0; i < SECONDS; i++) {
      if (seconds[i] < second && seconds[i] >= second - RATE_SECONDS) {
        answered += counts[i];
      }
    }
    long[] recent = new long[(int) Math.min(samples, SAMPLES)];
    int found = 0;
    for (int i = 0; i < recent.length; i++) {
      if (now - times[i] <= SAMPLE_AGE_MAX_MICROS) {
        recent[found++] = delays[i];
      }
    }
    Arrays.sort(recent, 0, found);
    return new Reading(
        answered / RATE_SECONDS, quantile(recent, found, 50), quantile(recent, found, 99));
  }

  private static long quantile(long[] sorted, int size, int percent) {
    return size == 0 ? -1 : sorted[Math.min(size - 1, size * percent / 100)];
  }
}
