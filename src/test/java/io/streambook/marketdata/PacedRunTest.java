package io.streambook.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacedRunTest {
  private static final long SECOND = 1_000_000_000L;

  /** A clock that moves by pauses, which last longer than asked for, and by the work of a step. */
  private static final class SlowClock {
    private long nanos = 17;
    private long oversleep;

    void pause(long wanted) {
      nanos += wanted + oversleep;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 700000", "1000, 0", "1000, 60000", "50000, 0", "50000, 60000"})
  void sendsExactlyTheRateTimesTheDuration(int rate, long oversleep) {
    SlowClock clock = new SlowClock();
    clock.oversleep = oversleep;
    List<PacedRun.Report> seconds = new ArrayList<>();
    PacedRun run =
        new PacedRun(
            rate,
            Duration.ofSeconds(20),
            () -> clock.nanos += 4_000,
            () -> clock.nanos,
            clock::pause);

    PacedRun.Report end = run.run(seconds::add);

    assertThat(end.done()).isEqualTo(20L * rate);
    assertThat(clock.nanos - 17).isBetween(19 * SECOND, 20 * SECOND + 2_000_000);
    assertThat(Math.abs(end.percentOff())).isLessThan(2);
    assertThat(seconds).hasSizeBetween(19, 20);
    assertThat(seconds).allSatisfy(report -> assertThat(report.percentOff()).isBetween(-2., 2.));
    assertThat(seconds)
        .allSatisfy(report -> assertThat(report.behind()).isLessThan(2L + rate / 50));
  }

  @Test
  void catchesUpAfterAPause() {
    SlowClock clock = new SlowClock();
    List<PacedRun.Report> seconds = new ArrayList<>();
    int[] steps = new int[1];
    PacedRun run =
        new PacedRun(
            1_000,
            Duration.ofSeconds(10),
            () -> {
              steps[0]++;
              clock.nanos += steps[0] == 3_000 ? 5 * SECOND : 1_000;
            },
            () -> clock.nanos,
            clock::pause);

    PacedRun.Report end = run.run(seconds::add);

    assertThat(end.done()).isEqualTo(10_000);
    assertThat(end.mean()).isCloseTo(1_000, within(1.));
    assertThat(seconds).anySatisfy(report -> assertThat(report.toString()).contains("BEHIND by "));
    assertThat(end.toString()).startsWith("10,000 sent in 10.0 s").doesNotContain("BEHIND");
  }

  @Test
  void stopsWhenToldTo() {
    SlowClock clock = new SlowClock();
    PacedRun[] run = new PacedRun[1];
    run[0] =
        new PacedRun(
            100,
            null,
            () -> {
              if (run[0].done() == 41) {
                run[0].stop();
              }
            },
            () -> clock.nanos,
            clock::pause);

    assertThat(run[0].run(report -> {}).done()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 999, 1_000, 50_000})
  void anEventIsDueAtItsInstantAndNotBefore(int rate) {
    RateSchedule schedule = new RateSchedule(rate, 5);

    for (long n = 1; n < 3L * rate; n += 1 + rate / 100) {
      assertThat(schedule.due(schedule.nanosOf(n))).isEqualTo(n + 1);
      assertThat(schedule.due(schedule.nanosOf(n) - 1)).isEqualTo(n);
    }
  }

  @Test
  void ratesOfYearsDoNotOverflow() {
    long year = 365 * 86_400L * SECOND;

    assertThat(new RateSchedule(50_000, 0).due(year)).isEqualTo(365 * 86_400L * 50_000 + 1);
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new RateSchedule(0, 0)).hasMessageContaining("1 to 50000");
    assertThatThrownBy(() -> new RateSchedule(50_001, 0)).hasMessageContaining("50001");
  }
}
