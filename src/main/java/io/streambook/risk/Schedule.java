package io.streambook.risk;

import io.streambook.book.Phase;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The phases that an instrument takes by itself, the same on every date that trades. Where clocks
 * are put forward over a step's time, the step is at the first instant after; where they are put
 * back, it is at the earlier of both instants. Of steps at the same instant the last one counts. A
 * date that does not trade has no steps: the last one before it lasts.
 *
 * @param zone whose clocks tell the times of the steps
 * @param calendar which local dates trade
 * @param steps at most {@link #MAX_STEPS}, rising by time; empty for no schedule
 */
public record Schedule(ZoneId zone, TradingCalendar calendar, List<Step> steps) {
  public static final int MAX_STEPS = 16;

  /** The phase is that of the instrument's record. */
  public static final Schedule NONE =
      new Schedule(ZoneOffset.UTC, TradingCalendar.EVERY_DATE, List.of());

  private static final String NO_STEPS = "none";
  private static final String HOLIDAY = "!";
  private static final long MICROS = 1_000_000;

  /** Too many steps, or ones that do not rise, are an IllegalArgumentException. */
  public Schedule {
    steps = List.copyOf(steps);
    require(steps.size() <= MAX_STEPS, "a schedule has more than " + MAX_STEPS + " steps");
    for (int i = 1; i < steps.size(); i++) {
      require(
          steps.get(i - 1).time().isBefore(steps.get(i).time()),
          "schedule step " + steps.get(i) + " is not after the one before it");
    }
  }

  /**
   * A phase from a time of day on.
   *
   * @param time in full seconds
   */
  public record Step(LocalTime time, Phase phase) {
    /** An UNKNOWN phase is an IllegalArgumentException. */
    public Step {
      require(phase != Phase.UNKNOWN, "schedule step " + time + " has no known phase");
    }

    /**
     * A step as it is written.
     *
     * @param time {@code HH:MM} or {@code HH:MM:SS}
     * @throws IllegalArgumentException when it is neither, or the phase is unknown
     */
    public static Step of(String time, Phase phase) {
      String wrong = "the time of a schedule step is not HH:MM or HH:MM:SS of a day";
      require(time.length() == "HH:MM".length() || time.length() == "HH:MM:SS".length(), wrong);
      try {
        return new Step(LocalTime.parse(time), phase);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(wrong, e);
      }
    }

    /** As {@code 09:30=CONTINUOUS}. */
    @Override
    public String toString() {
      return time + "=" + phase;
    }
  }

  /**
   * A step on a date.
   *
   * @param instant when it is, in microseconds since 1970
   * @param date its local date, in days since 1970
   */
  public record Due(long instant, int date, Phase phase) {}

  /**
   * A schedule with steps.
   *
   * @param zone IANA id
   * @throws IllegalArgumentException when there is no such zone, or the steps are none, too many,
   *     or do not rise
   */
  public static Schedule of(String zone, TradingCalendar calendar, List<Step> steps) {
    require(
        ZoneRulesProvider.getAvailableZoneIds().contains(zone),
        "the zone of a schedule is not an IANA time zone, such as Europe/Zurich");
    require(!steps.isEmpty(), "a schedule with a zone has no steps");
    return new Schedule(ZoneId.of(zone), calendar, steps);
  }

  /**
   * Reads what {@link #toString} writes: the zone, weekdays if not all of them trade, then steps
   * and holidays.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Schedule parse(String text) {
    if (text.equals(NO_STEPS)) {
      return NONE;
    }
    List<String> parts = List.of(text.split(",", -1));
    Set<DayOfWeek> weekdays = TradingCalendar.EVERY_DATE.weekdays();
    int read = 1;
    if (parts.size() > 1 && isWeekdays(parts.get(1))) {
      weekdays = TradingCalendar.weekdays(parts.get(1));
      read = 2;
    }
    List<Step> steps = new ArrayList<>();
    List<LocalDate> holidays = new ArrayList<>();
    for (String part : parts.subList(read, parts.size())) {
      if (part.startsWith(HOLIDAY)) {
        holidays.add(TradingCalendar.holiday(part.substring(HOLIDAY.length())));
      } else {
        steps.add(step(part));
      }
    }
    return of(parts.get(0), new TradingCalendar(weekdays, holidays), steps);
  }

  private static boolean isWeekdays(String part) {
    return part.indexOf('=') < 0 && !part.isEmpty() && Character.isLetter(part.charAt(0));
  }

  private static Step step(String text) {
    int equals = text.indexOf('=');
    require(
        equals >= 0,
        "schedule part '"
            + text
            + "' is neither HH:MM[:SS]=PHASE nor !YYYY-MM-DD, nor are weekdays after the zone");
    return Step.of(text.substring(0, equals), phase(text.substring(equals + 1)));
  }

  private static Phase phase(String name) {
    try {
      return Phase.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "' is not a phase", e);
    }
  }

  private static void require(boolean condition, String text) {
    if (!condition) {
      throw new IllegalArgumentException(text);
    }
  }

  public boolean isNone() {
    return steps.isEmpty();
  }

  /**
   * The last step at or before an instant, in microseconds since 1970; null when there are no
   * steps.
   */
  public Due at(long instant) {
    if (isNone()) {
      return null;
    }
    // Clocks that are put back over midnight show a date again whose next one had steps already.
    for (LocalDate date = date(instant).plusDays(1); ; date = date.minusDays(1)) {
      List<Step> ofDate = steps(date);
      for (int i = ofDate.size() - 1; i >= 0; i--) {
        long at = instant(date, ofDate.get(i));
        if (at <= instant) {
          return new Due(at, Math.toIntExact(date.toEpochDay()), ofDate.get(i).phase());
        }
      }
    }
  }

  /**
   * When the next step after an instant is, both in microseconds since 1970; MAX_VALUE when there
   * are no steps.
   */
  public long after(long instant) {
    if (isNone()) {
      return Long.MAX_VALUE;
    }
    for (LocalDate date = date(instant).minusDays(1); ; date = date.plusDays(1)) {
      for (Step step : steps(date)) {
        long at = instant(date, step);
        if (at > instant) {
          return at;
        }
      }
    }
  }

  /** A calendar has a weekday and few holidays, so there soon is a date that has some. */
  private List<Step> steps(LocalDate date) {
    return calendar.trades(date) ? steps : List.of();
  }

  private LocalDate date(long instant) {
    return Instant.ofEpochSecond(Math.floorDiv(instant, MICROS)).atZone(zone).toLocalDate();
  }

  private long instant(LocalDate date, Step step) {
    LocalDateTime local = date.atTime(step.time());
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return Math.multiplyExact(change.toEpochSecond(), MICROS);
    }
    // Of two offsets the one before the clocks are put back: the earlier instant.
    return Math.multiplyExact(local.toEpochSecond(rules.getOffset(local)), MICROS);
  }

  /**
   * As {@code America/New_York,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED,!2026-12-25}, or {@code none};
   * stored, so it must not change.
   */
  @Override
  public String toString() {
    if (isNone()) {
      return NO_STEPS;
    }
    List<String> parts = new ArrayList<>();
    parts.add(zone.getId());
    if (!calendar.hasAllWeekdays()) {
      parts.add(calendar.weekdaysText());
    }
    steps.forEach(step -> parts.add(step.toString()));
    calendar.holidays().forEach(holiday -> parts.add(HOLIDAY + holiday));
    return String.join(",", parts);
  }
}
