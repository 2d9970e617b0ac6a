package io.streambook.risk;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The dates that trade.
 *
 * @param weekdays those that do; at least one
 * @param holidays dates of 1970 to 9999 that do not, whatever their weekday: rising, at most {@link
 *     #MAX_HOLIDAYS}
 */
public record TradingCalendar(Set<DayOfWeek> weekdays, List<LocalDate> holidays) {
  public static final int MAX_HOLIDAYS = 64;

  public static final TradingCalendar EVERY_DATE =
      new TradingCalendar(EnumSet.allOf(DayOfWeek.class), List.of());

  private static final int FIRST_YEAR = 1970;

  /** After it a date is written otherwise. */
  private static final int LAST_YEAR = 9999;

  /**
   * Takes holidays in any order. No weekday, too many holidays, or ones of other years are an
   * IllegalArgumentException.
   */
  public TradingCalendar {
    require(!weekdays.isEmpty(), "a schedule has no weekday");
    weekdays = Set.copyOf(weekdays);
    holidays = holidays.stream().sorted().distinct().toList();
    require(
        holidays.size() <= MAX_HOLIDAYS, "a schedule has more than " + MAX_HOLIDAYS + " holidays");
    for (LocalDate holiday : holidays) {
      require(
          holiday.getYear() >= FIRST_YEAR && holiday.getYear() <= LAST_YEAR,
          "schedule holiday " + holiday + " is not in 1970 to 9999");
    }
  }

  boolean trades(LocalDate date) {
    return weekdays.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  /**
   * Reads weekdays as {@link #weekdaysText} writes them.
   *
   * @throws IllegalArgumentException when it can't
   */
  static Set<DayOfWeek> weekdays(String text) {
    Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    for (String run : text.split("\\+", -1)) {
      String[] ends = run.split("-", 2);
      DayOfWeek last = weekday(ends[ends.length - 1], text);
      DayOfWeek day = weekday(ends[0], text);
      weekdays.add(day);
      while (day != last) {
        day = day.plus(1);
        weekdays.add(day);
      }
    }
    return weekdays;
  }

  private static DayOfWeek weekday(String name, String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name(day).equals(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' are not weekdays such as MON-FRI or MON+WED");
  }

  private static String name(DayOfWeek day) {
    return day.name().substring(0, "MON".length());
  }

  /** As {@code MON-FRI}, {@code SUN-THU} or {@code MON+WED}; stored, so it must not change. */
  String weekdaysText() {
    StringBuilder text = new StringBuilder();
    for (DayOfWeek first : DayOfWeek.values()) {
      if (weekdays.contains(first) && !weekdays.contains(first.minus(1))) {
        text.append(text.isEmpty() ? "" : "+").append(run(first));
      }
    }
    return text.toString();
  }

  /** Of weekdays that follow each other, from the first to the last. */
  private String run(DayOfWeek first) {
    DayOfWeek last = first;
    while (weekdays.contains(last.plus(1))) {
      last = last.plus(1);
    }
    return last == first ? name(first) : name(first) + "-" + name(last);
  }

  /** No weekday is left out. */
  public boolean hasAllWeekdays() {
    return weekdays.equals(EVERY_DATE.weekdays);
  }

  /**
   * Reads a date as {@code 2026-12-25}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static LocalDate holiday(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "schedule holiday '" + text + "' is not a date YYYY-MM-DD", e);
    }
  }

  private static void require(boolean condition, String text) {
    if (!condition) {
      throw new IllegalArgumentException(text);
    }
  }
}
