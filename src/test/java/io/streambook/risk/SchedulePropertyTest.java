package io.streambook.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Phase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A schedule beside one that looks at each date of some years. */
class SchedulePropertyTest {
  /** Zones whose clocks changed by half an hour, over midnight, by a day, and at odd times. */
  private static final List<String> ZONES =
      List.of(
          "America/New_York",
          "Europe/Zurich",
          "Australia/Lord_Howe",
          "America/Asuncion",
          "Pacific/Apia",
          "Africa/Casablanca",
          "Asia/Tehran",
          "America/St_Johns",
          "UTC");

  private static final LocalDate FIRST_DATE = LocalDate.parse("2009-01-01");
  private static final LocalDate LAST_DATE = LocalDate.parse("2013-01-01");

  @Property(tries = 60)
  void stepsAreThoseOfAllDatesOneByOne(@ForAll long seed) {
    Random random = new Random(seed);
    Schedule schedule = any(random);
    NavigableMap<Long, Schedule.Due> all = oneByOne(schedule);
    for (long at = all.firstKey(); at < all.lastKey(); at = schedule.after(at)) {
      assertThat(schedule.after(at)).as("after %d: %s", at, schedule).isEqualTo(all.higherKey(at));
      assertThat(schedule.at(at)).as("at %d: %s", at, schedule).isEqualTo(all.get(at));
    }
    for (int i = 0; i < 1_000; i++) {
      long instant = random.nextLong(all.firstKey(), all.lastKey());
      assertThat(schedule.at(instant)).isEqualTo(all.floorEntry(instant).getValue());
      assertThat(schedule.after(instant)).isEqualTo(all.higherKey(instant));
    }
    assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
  }

  private static Schedule any(Random random) {
    List<Schedule.Step> steps =
        random
            .ints(1 + random.nextInt(Schedule.MAX_STEPS), 0, 96)
            .sorted()
            .distinct()
            .mapToObj(
                quarter ->
                    new Schedule.Step(LocalTime.of(quarter / 4, quarter % 4 * 15), phase(random)))
            .toList();
    Set<DayOfWeek> weekdays = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextBoolean()) {
        weekdays.add(day);
      }
    }
    List<LocalDate> holidays =
        random
            .ints(random.nextInt(TradingCalendar.MAX_HOLIDAYS + 1), 0, 1_200)
            .mapToObj(FIRST_DATE::plusDays)
            .toList();
    return Schedule.of(
        ZONES.get(random.nextInt(ZONES.size())), new TradingCalendar(weekdays, holidays), steps);
  }

  private static Phase phase(Random random) {
    List<Phase> known = EnumSet.complementOf(EnumSet.of(Phase.UNKNOWN)).stream().toList();
    return known.get(random.nextInt(known.size()));
  }

  /** java.time itself takes the earlier of two instants; of a gap it takes what lies behind it. */
  private static NavigableMap<Long, Schedule.Due> oneByOne(Schedule schedule) {
    NavigableMap<Long, Schedule.Due> all = new TreeMap<>();
    for (LocalDate date = FIRST_DATE; date.isBefore(LAST_DATE); date = date.plusDays(1)) {
      if (!schedule.calendar().weekdays().contains(date.getDayOfWeek())
          || schedule.calendar().holidays().contains(date)) {
        continue;
      }
      for (Schedule.Step step : schedule.steps()) {
        ZonedDateTime clock = date.atTime(step.time()).atZone(schedule.zone());
        Instant instant = clock.toInstant();
        if (!clock.toLocalDateTime().equals(date.atTime(step.time()))) {
          ZoneRules rules = schedule.zone().getRules();
          instant = rules.previousTransition(instant.plusNanos(1)).getInstant();
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        all.put(micros, new Schedule.Due(micros, (int) date.toEpochDay(), step.phase()));
      }
    }
    return all;
  }
}
