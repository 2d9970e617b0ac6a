package io.streambook.simulation;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Few schedules: a mutation of book or controls has to survive their crashes and restores. */
class FixedSchedulesTest {
  private static final int SCHEDULES = 300;

  @Test
  void noneBreaksARule() {
    LongStream.range(0, SCHEDULES).forEach(seed -> new Schedule(seed, Breakage.NONE).run());
  }
}
