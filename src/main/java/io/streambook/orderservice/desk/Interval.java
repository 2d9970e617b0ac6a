package io.streambook.orderservice.desk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Spans of candles, in UTC. Weeks begin on Monday. */
public enum Interval {
  MINUTE_1("1m", 1),
  MINUTE_3("3m", 3),
  MINUTE_5("5m", 5),
  MINUTE_15("15m", 15),
  MINUTE_30("30m", 30),
  HOUR_1("1h", 60),
  HOUR_2("2h", 120),
  HOUR_4("4h", 240),
  HOUR_6("6h", 360),
  HOUR_8("8h", 480),
  HOUR_12("12h", 720),
  DAY_1("1d", 1_440),
  DAY_3("3d", 4_320),
  WEEK_1("1w", 10_080),
  MONTH_1("1M", 0);

  static final long MINUTE_MICROS = 60_000_000L;
  private static final long DAY_MICROS = 1_440 * MINUTE_MICROS;

  private final String text;
  private final long micros;

  Interval(String text, long minutes) {
    this.text = text;
    this.micros = minutes * MINUTE_MICROS;
  }

  /** Such as {@code 1m}. */
  public static Optional<Interval> of(String text) {
    for (Interval interval : values()) {
      if (interval.text.equals(text)) {
        return Optional.of(interval);
      }
    }
    return Optional.empty();
  }

  public String text() {
    return text;
  }

  /** When the span that holds this time begins. */
  public long start(long timeMicros) {
    if (this == WEEK_1 || this == MONTH_1) {
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(timeMicros, DAY_MICROS));
      LocalDate first =
          this == WEEK_1
              ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              : day.withDayOfMonth(1);
      return first.toEpochDay() * DAY_MICROS;
    }
    return timeMicros - Math.floorMod(timeMicros, micros);
  }

  /** When the span after the one that begins then begins. */
  public long next(long startMicros) {
    if (this != MONTH_1) {
      return startMicros + micros;
    }
    LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(startMicros, DAY_MICROS));
    return first.plusMonths(1).toEpochDay() * DAY_MICROS;
  }

  /** Of the spans that are kept, the largest that this one consists of. */
  Interval base() {
    if (compareTo(HOUR_1) < 0) {
      return MINUTE_1;
    }
    return compareTo(DAY_1) < 0 ? HOUR_1 : DAY_1;
  }
}
