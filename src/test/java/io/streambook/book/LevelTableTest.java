package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the search for a level is. */
class LevelTableTest {
  /** 100, in 10⁻⁸. */
  private static final long LARGEST_TICK = 10_000_000_000L;

  /** Places that are random need 1.5 on average. */
  private static final double LOOKS_MAX = 2.25;

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 512, 4096})
  void pricesAnyDecimalTickApartAreSpread(int levels) {
    for (long power = 1; power <= LARGEST_TICK; power *= 10) {
      for (long tick : new long[] {power, 2 * power, 5 * power, 25 * power}) {
        if (tick <= LARGEST_TICK) {
          assertThat(searched(levels, tick)).as("ticks of %d", tick).isLessThan(LOOKS_MAX);
        }
      }
    }
  }

  /** Places looked at for each of so many levels, in a table that they half fill. */
  private static double searched(int levels, long tick) {
    int length = 2 * levels;
    int shift = LevelTable.shift(length);
    boolean[] taken = new boolean[length];
    int looks = 0;
    for (long n = 1000; n < 1000 + levels; n++) {
      int at = LevelTable.place(n * tick, shift);
      for (looks++; taken[at]; looks++) {
        at = (at + 1) % length;
      }
      taken[at] = true;
    }
    return (double) looks / levels;
  }
}
