package io.streambook.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageMeterTest {
  private final OutageMeter meter = new OutageMeter(at(0));

  @Test
  void theLongestGapCounts() {
    executionsAt(1_000, 1_100, 3_100, 4_000);
    assertThat(longest(1_000, 4_000)).hasMillis(2_000);
  }

  @Test
  void whatLiesOutsideTheIntervalDoesNotCount() {
    executionsAt(1_000, 9_000, 9_100);
    assertThat(longest(2_000, 8_000)).hasMillis(6_000);
    assertThat(longest(2_000, 9_100)).hasMillis(7_000);
    assertThat(longest(9_000, 9_100)).isZero();
  }

  @Test
  void aGapThatLastsCounts() {
    executionsAt(1_000);
    assertThat(longest(1_000, 3_000)).hasMillis(2_000);
    assertThat(longest(2_000, 3_000)).hasMillis(1_000);
  }

  @Test
  void gapsThatComeWithoutAFaultAreNone() {
    executionsAt(1_000, 1_499);
    assertThat(longest(1_000, 1_499)).isZero();
    executionsAt(1_999);
    assertThat(longest(1_000, 1_999)).hasMillis(500);
  }

  private void executionsAt(long... millis) {
    for (long time : millis) {
      meter.executionsAt(at(time));
    }
  }

  private Duration longest(long fromMillis, long toMillis) {
    return meter.longest(at(fromMillis), at(toMillis));
  }

  /** Nanoseconds of a clock that may well be negative. */
  private static long at(long millis) {
    return Duration.ofMillis(millis - 5_000).toNanos();
  }
}
