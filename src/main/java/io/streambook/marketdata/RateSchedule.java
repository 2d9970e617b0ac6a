package io.streambook.marketdata;

/**
 * How many events of a constant rate are due. It counts from the start, not from the last event, so
 * that delays don't add up: what a pause held back is due at once after it.
 */
public final class RateSchedule {
  public static final int MAX_RATE = 50_000;

  private static final long SECOND = 1_000_000_000L;

  private final long perSecond;
  private final long startNanos;

  /**
   * @param perSecond 1 to {@link #MAX_RATE}
   * @param startNanos of the clock that the other methods are given; the first event is due then
   */
  public RateSchedule(int perSecond, long startNanos) {
    check(perSecond);
    this.perSecond = perSecond;
    this.startNanos = startNanos;
  }

  static void check(int perSecond) {
    if (perSecond < 1 || perSecond > MAX_RATE) {
      throw new IllegalArgumentException("rate " + perSecond + " is not in 1 to " + MAX_RATE);
    }
  }

  /** Number of events that are due by now, from the start on. */
  public long due(long nowNanos) {
    long elapsed = nowNanos - startNanos;
    if (elapsed < 0) {
      return 0;
    }
    return 1 + elapsed / SECOND * perSecond + elapsed % SECOND * perSecond / SECOND;
  }

  /** When event number n, from 0, is due. */
  public long nanosOf(long n) {
    // Rounded up, so that due() counts the event at that instant.
    long rest = (n % perSecond * SECOND + perSecond - 1) / perSecond;
    return startNanos + n / perSecond * SECOND + rest;
  }
}
