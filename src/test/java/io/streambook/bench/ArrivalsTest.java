package io.streambook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.marketdata.RateSchedule;
import org.junit.jupiter.api.Test;

/** Latency counts from when an order was due, not from when it was sent. */
class ArrivalsTest {
  private static final long MILLI = 1_000_000;
  private static final long START = 5_000 * MILLI;

  // Due at 0, 10, 20 … ms; the first order is number 101, and two are not measured.
  private final Arrivals arrivals = new Arrivals(new RateSchedule(100, START), 101, 5, 2);

  @Test
  void aPauseIsFeltByAllThatItHeldUp() {
    for (int number = 101; number <= 105; number++) {
      arrivals.add("B" + number, START + 100 * MILLI);
    }
    assertThat(arrivals.seen()).isEqualTo(5);
    assertThat(arrivals.micros().getTotalCount()).isEqualTo(3);
    assertThat(arrivals.micros().getMaxValue()).isBetween(80_000L, 80_100L);
    assertThat(arrivals.micros().getMinValue()).isBetween(59_900L, 60_000L);
  }

  @Test
  void ordersOfOtherRunsAreNotCounted() {
    arrivals.add("B100", START);
    arrivals.add("B106", START);
    assertThat(arrivals.seen()).isZero();
  }
}
