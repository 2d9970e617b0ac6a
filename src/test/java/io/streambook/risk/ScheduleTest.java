package io.streambook.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Phase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which step is due when. */
class ScheduleTest {
  private static final Schedule NEW_YORK =
      Schedule.parse("America/New_York,09:00=PRE_OPEN,09:30=CONTINUOUS,16:00=CLOSED");

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static Schedule.Due due(String instant, String date, Phase phase) {
    return new Schedule.Due(micros(instant), (int) LocalDate.parse(date).toEpochDay(), phase);
  }

  /** All steps from one instant to another, each found from the one before. */
  private static List<Schedule.Due> walk(Schedule schedule, String from, String to) {
    List<Schedule.Due> steps = new ArrayList<>();
    for (long at = schedule.after(micros(from)); at <= micros(to); at = schedule.after(at)) {
      steps.add(schedule.at(at));
      assertThat(schedule.at(at).instant()).isEqualTo(at);
      assertThat(schedule.at(at - 1).instant()).isLessThan(at);
    }
    return steps;
  }

  @Test
  void aStepIsAtItsTimeOfDayInTheZone() {
    assertThat(walk(NEW_YORK, "2026-07-01T00:00:00Z", "2026-07-02T13:00:00Z"))
        .containsExactly(
            due("2026-07-01T13:00:00Z", "2026-07-01", Phase.PRE_OPEN),
            due("2026-07-01T13:30:00Z", "2026-07-01", Phase.CONTINUOUS),
            due("2026-07-01T20:00:00Z", "2026-07-01", Phase.CLOSED),
            due("2026-07-02T13:00:00Z", "2026-07-02", Phase.PRE_OPEN));
    assertThat(NEW_YORK.at(micros("2026-12-01T14:00:00Z")).phase()).isEqualTo(Phase.PRE_OPEN);
    assertThat(NEW_YORK.at(micros("2026-12-01T14:00:00Z") - 1))
        .as("the last one of the day before")
        .isEqualTo(due("2026-11-30T21:00:00Z", "2026-11-30", Phase.CLOSED));
  }

  @Test
  void aStepThatClocksJumpOverIsAtTheFirstInstantAfter() {
    Schedule night = Schedule.parse("Europe/Zurich,01:59:59=CLOSED,02:30=AUCTION,03:30=CONTINUOUS");
    assertThat(walk(night, "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly(
            due("2026-03-29T00:59:59Z", "2026-03-29", Phase.CLOSED),
            due("2026-03-29T01:00:00Z", "2026-03-29", Phase.AUCTION),
            due("2026-03-29T01:30:00Z", "2026-03-29", Phase.CONTINUOUS));
  }

  @Test
  void ofStepsAtTheSameInstantTheLastCounts() {
    Schedule night = Schedule.parse("Europe/Zurich,02:10=CLOSED,02:30=PRE_OPEN,03:00=CONTINUOUS");
    assertThat(walk(night, "2026-03-29T00:00:00Z", "2026-03-30T00:05:00Z"))
        .containsExactly(due("2026-03-29T01:00:00Z", "2026-03-29", Phase.CONTINUOUS));
  }

  @Test
  void aStepThatClocksShowTwiceIsAtTheEarlierInstantOnly() {
    Schedule night = Schedule.parse("Europe/Zurich,02:30=AUCTION,03:00=CONTINUOUS");
    assertThat(walk(night, "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"))
        .containsExactly(
            due("2026-10-25T00:30:00Z", "2026-10-25", Phase.AUCTION),
            due("2026-10-25T02:00:00Z", "2026-10-25", Phase.CONTINUOUS));
  }

  /** In Paraguay clocks went back from midnight to 23:00, in Samoa a date was left out. */
  @Test
  void clocksMayChangeOverMidnight() {
    Schedule back = Schedule.parse("America/Asuncion,00:00=CONTINUOUS,23:30=CLOSED");
    assertThat(walk(back, "2024-03-23T12:00:00Z", "2024-03-24T12:00:00Z"))
        .containsExactly(
            due("2024-03-24T02:30:00Z", "2024-03-23", Phase.CLOSED),
            due("2024-03-24T04:00:00Z", "2024-03-24", Phase.CONTINUOUS));
    Schedule leftOut = Schedule.parse("Pacific/Apia,09:00=CONTINUOUS,17:00=CLOSED");
    assertThat(walk(leftOut, "2011-12-30T00:00:00Z", "2011-12-30T20:00:00Z"))
        .containsExactly(
            due("2011-12-30T03:00:00Z", "2011-12-29", Phase.CLOSED),
            due("2011-12-30T10:00:00Z", "2011-12-30", Phase.CLOSED),
            due("2011-12-30T19:00:00Z", "2011-12-31", Phase.CONTINUOUS));
  }

  @Test
  void noStepsAreNeverDue() {
    assertThat(Schedule.NONE.isNone()).isTrue();
    assertThat(Schedule.NONE.at(0)).isNull();
    assertThat(Schedule.NONE.after(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(Schedule.parse("none")).isEqualTo(Schedule.NONE).hasToString("none");
  }

  @Test
  void isReadAsItIsWritten() {
    String text = "America/New_York,09:00=PRE_OPEN,09:30:05=CONTINUOUS,16:00=CLOSED";
    assertThat(Schedule.parse(text)).hasToString(text).isEqualTo(Schedule.parse(text));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    String zone = "the zone of a schedule is not an IANA time zone, such as Europe/Zurich";
    refuses("Mars/Base,09:00=CLOSED", zone);
    refuses("+02:00,09:00=CLOSED", zone);
    refuses(",09:00=CLOSED", zone);
    refuses("UTC", "a schedule with a zone has no steps");
    String time = "the time of a schedule step is not HH:MM or HH:MM:SS of a day";
    refuses("UTC,9:00=CLOSED", time);
    refuses("UTC,24:00=CLOSED", time);
    refuses("UTC,09:00:00.5=CLOSED", time);
    refuses("UTC,noon!=CLOSED", time);
    refuses("UTC,09:00", "schedule step '09:00' is not HH:MM[:SS]=PHASE");
    refuses("UTC,09:00=OPEN", "'OPEN' is not a phase");
    refuses("UTC,09:00=UNKNOWN", "schedule step 09:00 has no known phase");
    refuses(
        "UTC,09:00=CLOSED,09:00=CONTINUOUS",
        "schedule step 09:00=CONTINUOUS is not after the one before it");
    refuses(
        "UTC,09:00=CLOSED,08:59:59=CONTINUOUS",
        "schedule step 08:59:59=CONTINUOUS is not after the one before it");
    StringBuilder most = new StringBuilder("UTC");
    for (int hour = 0; hour < Schedule.MAX_STEPS; hour++) {
      most.append(",%02d:00=CLOSED".formatted(hour));
    }
    assertThat(Schedule.parse(most.toString()).steps()).hasSize(16);
    refuses(most + ",23:00=CLOSED", "a schedule has more than 16 steps");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }
}
