package io.streambook.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Phase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /** All steps from one instant to another are these, each found from the one before. */
  private static void steps(Schedule schedule, String from, String to, Schedule.Due... steps) {
    List<Schedule.Due> found = new ArrayList<>();
    for (long at = schedule.after(micros(from)); at <= micros(to); at = schedule.after(at)) {
      found.add(schedule.at(at));
      assertThat(schedule.at(at).instant()).isEqualTo(at);
      assertThat(schedule.at(at - 1).instant()).isLessThan(at);
    }
    assertThat(found).containsExactly(steps);
  }

  @Test
  void aStepIsAtItsTimeOfDayInTheZone() {
    steps(
        NEW_YORK,
        "2026-07-01T00:00:00Z",
        "2026-07-02T13:00:00Z",
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
    steps(
        Schedule.parse("Europe/Zurich,01:59:59=CLOSED,02:30=AUCTION,03:30=CONTINUOUS"),
        "2026-03-29T00:00:00Z",
        "2026-03-29T12:00:00Z",
        due("2026-03-29T00:59:59Z", "2026-03-29", Phase.CLOSED),
        due("2026-03-29T01:00:00Z", "2026-03-29", Phase.AUCTION),
        due("2026-03-29T01:30:00Z", "2026-03-29", Phase.CONTINUOUS));
  }

  @Test
  void ofStepsAtTheSameInstantTheLastCounts() {
    steps(
        Schedule.parse("Europe/Zurich,02:10=CLOSED,02:30=PRE_OPEN,03:00=CONTINUOUS"),
        "2026-03-29T00:00:00Z",
        "2026-03-30T00:05:00Z",
        due("2026-03-29T01:00:00Z", "2026-03-29", Phase.CONTINUOUS));
  }

  @Test
  void aStepThatClocksShowTwiceIsAtTheEarlierInstantOnly() {
    steps(
        Schedule.parse("Europe/Zurich,02:30=AUCTION,03:00=CONTINUOUS"),
        "2026-10-25T00:00:00Z",
        "2026-10-26T01:00:00Z",
        due("2026-10-25T00:30:00Z", "2026-10-25", Phase.AUCTION),
        due("2026-10-25T02:00:00Z", "2026-10-25", Phase.CONTINUOUS));
  }

  /** In Paraguay clocks went back from midnight to 23:00, in Samoa a date was left out. */
  @Test
  void clocksMayChangeOverMidnight() {
    steps(
        Schedule.parse("America/Asuncion,00:00=CONTINUOUS,23:30=CLOSED"),
        "2024-03-23T12:00:00Z",
        "2024-03-24T12:00:00Z",
        due("2024-03-24T02:30:00Z", "2024-03-23", Phase.CLOSED),
        due("2024-03-24T04:00:00Z", "2024-03-24", Phase.CONTINUOUS));
    steps(
        Schedule.parse("Pacific/Apia,09:00=CONTINUOUS,17:00=CLOSED"),
        "2011-12-30T00:00:00Z",
        "2011-12-30T20:00:00Z",
        due("2011-12-30T03:00:00Z", "2011-12-29", Phase.CLOSED),
        due("2011-12-30T10:00:00Z", "2011-12-30", Phase.CLOSED),
        due("2011-12-30T19:00:00Z", "2011-12-31", Phase.CONTINUOUS));
  }

  @Test
  void aWeekdayThatDoesNotTradeHasNoStep() {
    // 2 October 2026 is a Friday.
    steps(
        Schedule.parse("America/New_York,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED"),
        "2026-10-02T13:00:00Z",
        "2026-10-05T14:00:00Z",
        due("2026-10-02T13:30:00Z", "2026-10-02", Phase.CONTINUOUS),
        due("2026-10-02T20:00:00Z", "2026-10-02", Phase.CLOSED),
        due("2026-10-05T13:30:00Z", "2026-10-05", Phase.CONTINUOUS));
    steps(
        Schedule.parse("Asia/Riyadh,MON+SAT,10:00=CONTINUOUS"),
        "2026-10-02T00:00:00Z",
        "2026-10-10T07:00:00Z",
        due("2026-10-03T07:00:00Z", "2026-10-03", Phase.CONTINUOUS),
        due("2026-10-05T07:00:00Z", "2026-10-05", Phase.CONTINUOUS),
        due("2026-10-10T07:00:00Z", "2026-10-10", Phase.CONTINUOUS));
  }

  /** Christmas is a Friday in 2026; the Saturday would be none of the weekdays anyway. */
  @Test
  void aHolidayHasNoStep() {
    Schedule schedule =
        Schedule.parse(
            "America/New_York,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED,!2026-12-25,!2026-12-26");
    steps(
        schedule,
        "2026-12-24T15:00:00Z",
        "2026-12-28T15:00:00Z",
        due("2026-12-24T21:00:00Z", "2026-12-24", Phase.CLOSED),
        due("2026-12-28T14:30:00Z", "2026-12-28", Phase.CONTINUOUS));
    assertThat(schedule.at(micros("2026-12-25T18:00:00Z")))
        .as("all of the holiday is as the date before ended")
        .isEqualTo(due("2026-12-24T21:00:00Z", "2026-12-24", Phase.CLOSED));
  }

  /** More than a year of the only weekday is left out. */
  @Test
  void asManyHolidaysAsThereMayBeLeaveSteps() {
    LocalDate first = LocalDate.parse("2026-01-05");
    StringBuilder text = new StringBuilder("UTC,MON,09:00=CONTINUOUS,17:00=CLOSED");
    for (int week = 0; week < TradingCalendar.MAX_HOLIDAYS; week++) {
      text.append(",!").append(first.plusWeeks(week));
    }
    steps(
        Schedule.parse(text.toString()),
        "2025-12-29T10:00:00Z",
        "2027-03-29T09:00:00Z",
        due("2025-12-29T17:00:00Z", "2025-12-29", Phase.CLOSED),
        due("2027-03-29T09:00:00Z", "2027-03-29", Phase.CONTINUOUS));
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
    for (String text :
        List.of(
            "America/New_York,09:00=PRE_OPEN,09:30:05=CONTINUOUS,16:00=CLOSED",
            "America/New_York,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED,!2026-12-25,!2027-01-01",
            "UTC,SUN-THU,10:00=CONTINUOUS",
            "UTC,MON+WED+FRI-SAT,10:00=CONTINUOUS",
            "UTC,SUN,10:00=CONTINUOUS",
            "UTC,10:00=CONTINUOUS,!2026-12-25")) {
      assertThat(Schedule.parse(text)).hasToString(text).isEqualTo(Schedule.parse(text));
    }
  }

  @Test
  void whatSaysTheSameIsTheSame() {
    same("UTC,MON-SUN,10:00=CLOSED", "UTC,10:00=CLOSED");
    same("UTC,WED-TUE,10:00=CLOSED", "UTC,10:00=CLOSED");
    same("UTC,MON+TUE+WED-WED,10:00=CLOSED", "UTC,MON-WED,10:00=CLOSED");
    same("UTC,MON+SUN,10:00=CLOSED", "UTC,SUN-MON,10:00=CLOSED");
    same(
        "UTC,!2027-01-01,10:00=CLOSED,!2026-12-25,!2027-01-01",
        "UTC,10:00=CLOSED,!2026-12-25,!2027-01-01");
  }

  private static void same(String text, String written) {
    assertThat(Schedule.parse(text)).hasToString(written).isEqualTo(Schedule.parse(written));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    String zone = "the zone of a schedule is not an IANA time zone, such as Europe/Zurich";
    refuses("Mars/Base,09:00=CLOSED", zone);
    refuses("+02:00,09:00=CLOSED", zone);
    refuses(",09:00=CLOSED", zone);
    refuses("MON-FRI,09:00=CLOSED", zone);
    refuses("UTC", "a schedule with a zone has no steps");
    refuses("UTC,MON-FRI", "a schedule with a zone has no steps");
    refuses("UTC,!2026-12-25", "a schedule with a zone has no steps");
    String time = "the time of a schedule step is not HH:MM or HH:MM:SS of a day";
    refuses("UTC,9:00=CLOSED", time);
    refuses("UTC,24:00=CLOSED", time);
    refuses("UTC,09:00:00.5=CLOSED", time);
    refuses("UTC,noon!=CLOSED", time);
    for (String part : List.of("", "09:00", "2026-12-25")) {
      refusesPart("UTC," + part, part);
    }
    refusesPart("UTC,09:00=CLOSED,MON-FRI", "MON-FRI");
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

  @Test
  void datesThatMakeNoSenseAreRefused() {
    for (String days :
        List.of("mon-fri", "MONDAY", "MON-", "MON+", "MON-TUE-WED", "MON+-FRI", "noon")) {
      refuses(
          "UTC," + days + ",09:00=CLOSED",
          "'" + days + "' are not weekdays such as MON-FRI or MON+WED");
    }
    for (String date : List.of("", "25.12.2026", "2026-02-29", "2026-12-5", "12-25")) {
      refuses(
          "UTC,09:00=CLOSED,!" + date, "schedule holiday '" + date + "' is not a date YYYY-MM-DD");
    }
    // A year of five digits would be written with a sign.
    for (String date : List.of("1969-12-31", "+10000-01-01")) {
      refuses("UTC,09:00=CLOSED,!" + date, "schedule holiday " + date + " is not in 1970 to 9999");
    }
    StringBuilder most = new StringBuilder("UTC,09:00=CLOSED");
    for (int day = 0; day < TradingCalendar.MAX_HOLIDAYS; day++) {
      most.append(",!").append(LocalDate.EPOCH.plusDays(day));
    }
    assertThat(Schedule.parse(most.toString()).calendar().holidays()).hasSize(64);
    refuses(most + ",!2026-12-25", "a schedule has more than 64 holidays");
    assertThatThrownBy(() -> new TradingCalendar(Set.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a schedule has no weekday");
  }

  private static void refusesPart(String text, String part) {
    refuses(
        text,
        "schedule part '"
            + part
            + "' is neither HH:MM[:SS]=PHASE nor !YYYY-MM-DD, nor are weekdays after the zone");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }
}
