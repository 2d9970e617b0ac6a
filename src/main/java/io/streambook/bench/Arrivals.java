package io.streambook.bench;

import io.streambook.book.Execution;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.marketdata.RateSchedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Times from when an order was to be sent to when what it caused was there. An order that is sent
 * late because those before it took long counts from when it was due, so that a pause of the venue
 * is felt by all that it held up. One thread adds; read the histogram when it has ended.
 */
final class Arrivals {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long QUIET_MILLIS = 500;
  private static final long MAX_MICROS = 3_600_000_000L;

  private final RateSchedule schedule;
  private final long firstNumber;
  private final int count;
  private final int warmUp;
  private final Histogram micros = new Histogram(MAX_MICROS, 3);
  private final AtomicLong seen = new AtomicLong();

  /**
   * @param firstNumber number in the id of the first order
   * @param count orders that are sent
   * @param warmUp so many of these are not measured
   */
  Arrivals(RateSchedule schedule, long firstNumber, int count, int warmUp) {
    this.schedule = schedule;
    this.firstNumber = firstNumber;
    this.count = count;
    this.warmUp = warmUp;
  }

  void add(String orderId, long seenNanos) {
    long index = OrderIds.number(orderId) - firstNumber;
    if (index < 0 || index >= count) {
      return;
    }
    if (index >= warmUp) {
      long nanos = Math.max(0, seenNanos - schedule.nanosOf(index));
      micros.recordValue(Math.min(MAX_MICROS, nanos / 1_000));
    }
    seen.incrementAndGet();
  }

  /** Adds the first execution of an order. */
  void addAnswer(Execution execution, long seenNanos) {
    if (execution.partition() >= 0) {
      add(execution.requestId(), seenNanos);
    }
  }

  /** Adds the first trade of an order that trades when it comes. */
  void addTrade(Trade trade, long seenNanos) {
    if (trade.index() == 0) {
      boolean bought = trade.aggressor() == Side.BUY;
      add(bought ? trade.buyOrderId() : trade.sellOrderId(), seenNanos);
    }
  }

  /** Returns when so many have come. */
  void await(long orders, BenchJob job, Observer<?> observer) throws Exception {
    long before = -1;
    long progress = System.nanoTime();
    while (seen() < orders) {
      if (seen() != before) {
        before = seen();
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
        throw new IllegalStateException("%d of %d came, and no more".formatted(before, orders));
      }
      job.requireAlive();
      observer.requireAlive();
      Pause.shortly();
    }
  }

  /** Returns when no more come, where it is not known how many will. */
  void awaitLast(Observer<?> observer) throws InterruptedException {
    long before;
    do {
      before = seen();
      TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
      observer.requireAlive();
    } while (seen() > before);
  }

  /** Warm-up included. */
  long seen() {
    return seen.get();
  }

  Histogram micros() {
    return micros;
  }
}
