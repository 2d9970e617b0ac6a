package io.streambook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
  private static final int SCHEDULES = 3_000;

  @Test
  void noScheduleBreaksARule() {
    LongStream.range(0, SCHEDULES).forEach(seed -> new Schedule(seed, Breakage.NONE).run());
  }

  /** Too rare to be among those: matching alone goes back over a start that had no state. */
  @Test
  void theLastBookIsThatOfTheLastEntry() {
    new Schedule(48_902, Breakage.NONE).run();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyBreakageIsSeen(Breakage breakage) {
    assertThat(LongStream.range(0, SCHEDULES).anyMatch(seed -> breaks(seed, breakage)))
        .as("%s breaks a rule within %d schedules", breakage, SCHEDULES)
        .isTrue();
  }

  private static boolean breaks(long seed, Breakage breakage) {
    try {
      new Schedule(seed, breakage).run();
      return false;
    } catch (BrokenRule seen) {
      return true;
    }
  }
}
