package io.streambook.orderservice.access;

import java.util.concurrent.ConcurrentHashMap;

/**
 * So much per caller in each interval of the clock, as exchanges count it: the count begins anew
 * when the next interval does. Holds no more than a bounded number of callers; those beyond share
 * one count. Safe for use by many threads.
 */
public final class RateLimit {
  private static final int CALLERS_MAX = 100_000;
  private static final String OTHERS = "";

  private final ConcurrentHashMap<String, Long> counts = new ConcurrentHashMap<>();
  private final long intervalMicros;
  private final long limit;
  private long interval;

  /**
   * @param limit per caller and interval
   */
  public RateLimit(long limit, long intervalMicros) {
    this.limit = limit;
    this.intervalMicros = intervalMicros;
  }

  /** Counts, also beyond the limit, and gives the count. */
  public long add(String caller, int weight, long nowMicros) {
    begin(nowMicros / intervalMicros);
    boolean room = counts.containsKey(caller) || counts.size() < CALLERS_MAX;
    return counts.merge(room ? caller : OTHERS, (long) weight, Long::sum);
  }

  private synchronized void begin(long now) {
    if (now > interval) {
      interval = now;
      counts.clear();
    }
  }

  public boolean isExceeded(long count) {
    return count > limit;
  }

  public long limit() {
    return limit;
  }

  /** Whole seconds until the count begins anew, at least 1. */
  public long secondsLeft(long nowMicros) {
    long left = intervalMicros - nowMicros % intervalMicros;
    return Math.max(1, (left + 999_999) / 1_000_000);
  }
}
