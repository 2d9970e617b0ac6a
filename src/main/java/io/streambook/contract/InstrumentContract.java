package io.streambook.contract;

import static io.streambook.book.Decimal8.NONE;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.Schedule;
import io.streambook.risk.TradingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Instruments: one that makes no sense is a dead letter, and the last one that did holds on. */
final class InstrumentContract
    implements GeneratedContract<io.streambook.avro.Instrument, Instrument> {
  /** An order's quantity is at most 10¹⁶ unscaled. */
  private static final long MAX_ORDER_QTY = 10_000_000_000_000_000L;

  private static final int BPS = 10_000;
  private static final int MAX_CURRENCY = 32;
  private static final int MAX_PAUSE_SECONDS = 86_400;

  /** It never goes back; a database has to hold it. */
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  @Override
  public Topic topic() {
    return Topic.INSTRUMENTS;
  }

  @Override
  public Class<Instrument> type() {
    return Instrument.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.Instrument.getClassSchema();
  }

  @Override
  public String key(Instrument instrument) {
    return instrument.symbol();
  }

  @Override
  public Instrument read(
      io.streambook.avro.Instrument avro, ConsumerRecord<byte[], byte[]> source) {
    Instrument instrument =
        new Instrument(
            Fields.symbol(avro.getSymbol()),
            source.partition(),
            source.offset(),
            false,
            Fields.number(avro.getTickSize(), "tickSize"),
            Fields.number(avro.getLotSize(), "lotSize"),
            Fields.number(avro.getMinQty(), "minQty"),
            Fields.number(avro.getMaxQty(), "maxQty"),
            avro.getCurrency(),
            Fields.as(Phase.class, avro.getPhase()),
            Math.toIntExact(avro.getTradingDay().toEpochDay()),
            avro.getRestricted(),
            avro.getCollarBps(),
            Fields.number(avro.getBandLow(), "bandLow"),
            Fields.number(avro.getBandHigh(), "bandHigh"),
            Fields.number(avro.getReferencePrice(), "referencePrice"),
            avro.getQuoteMaxAgeMillis(),
            Fields.micros(avro.getTimestamp()),
            Fields.text(avro.getOperator()),
            new DynamicBand(
                avro.getDynamicBandBps(),
                Fields.as(BandAction.class, avro.getBandAction()),
                avro.getPauseSeconds()),
            RiskLimitsContract.limit(avro.getMaxNotional(), "maxNotional"),
            avro.getReduceOnly(),
            schedule(avro));
    check(instrument);
    return instrument;
  }

  private static Schedule schedule(io.streambook.avro.Instrument avro) {
    if (avro.getScheduleZone() == null
        && avro.getSchedule().isEmpty()
        && avro.getScheduleWeekdays().isEmpty()
        && avro.getScheduleHolidays().isEmpty()) {
      return Schedule.NONE;
    }
    try {
      List<Schedule.Step> steps = new ArrayList<>();
      for (io.streambook.avro.ScheduleStep step : avro.getSchedule()) {
        steps.add(Schedule.Step.of(step.getTime(), Fields.as(Phase.class, step.getPhase())));
      }
      return Schedule.of(Fields.text(avro.getScheduleZone()), calendar(avro), steps);
    } catch (IllegalArgumentException e) {
      throw BadRecord.value(e.getMessage());
    }
  }

  private static TradingCalendar calendar(io.streambook.avro.Instrument avro) {
    Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    for (io.streambook.avro.Weekday weekday : avro.getScheduleWeekdays()) {
      require(
          weekday != io.streambook.avro.Weekday.UNKNOWN,
          "scheduleWeekdays has one that this version does not know");
      weekdays.add(Fields.as(DayOfWeek.class, weekday));
    }
    return new TradingCalendar(
        weekdays.isEmpty() ? TradingCalendar.EVERY_DATE.weekdays() : weekdays,
        avro.getScheduleHolidays());
  }

  /** None stands for all. */
  private static List<io.streambook.avro.Weekday> weekdays(TradingCalendar calendar) {
    return calendar.hasAllWeekdays()
        ? List.of()
        : calendar.weekdays().stream()
            .sorted()
            .map(day -> Fields.as(io.streambook.avro.Weekday.class, day))
            .toList();
  }

  private static io.streambook.avro.ScheduleStep write(Schedule.Step step) {
    return new io.streambook.avro.ScheduleStep(
        step.time().toString(), Fields.as(io.streambook.avro.Phase.class, step.phase()));
  }

  private static void check(Instrument i) {
    positive(i.tickSize(), "tickSize");
    positive(i.lotSize(), "lotSize");
    positive(i.minQty(), "minQty");
    positive(i.maxQty(), "maxQty");
    positiveIfAny(i.bandLow(), "bandLow");
    positiveIfAny(i.bandHigh(), "bandHigh");
    positiveIfAny(i.referencePrice(), "referencePrice");
    require(i.minQty() <= i.maxQty(), "minQty is above maxQty");
    require(i.maxQty() <= MAX_ORDER_QTY, "maxQty is above " + Decimal8.format(MAX_ORDER_QTY));
    require(
        i.bandLow() == NONE || i.bandHigh() == NONE || i.bandLow() <= i.bandHigh(),
        "bandLow is above bandHigh");
    require(i.collarBps() >= 0 && i.collarBps() <= BPS, "collarBps is not 0 to 10000");
    check(i.band());
    require(i.quoteMaxAgeMillis() > 0, "quoteMaxAgeMillis is not above 0");
    require(i.tradingDay() >= 0 && i.tradingDay() <= LAST_DAY, "tradingDay is not in 1970 to 9999");
    require(
        !i.currency().isEmpty() && i.currency().length() <= MAX_CURRENCY,
        "currency " + BadRecord.quoted(i.currency()) + " has not 1 to 32 characters");
    require(i.phase() != Phase.UNKNOWN, "phase is not one that this version knows");
  }

  private static void check(DynamicBand band) {
    require(band.bps() >= 0 && band.bps() <= BPS, "dynamicBandBps is not 0 to 10000");
    require(band.action() != BandAction.UNKNOWN, "bandAction is not one that this version knows");
    require(
        band.pauseSeconds() >= 1 && band.pauseSeconds() <= MAX_PAUSE_SECONDS,
        "pauseSeconds is not 1 to " + MAX_PAUSE_SECONDS);
  }

  private static void positive(long value, String field) {
    require(value > 0, field + "=" + Decimal8.format(value) + " is not above 0");
  }

  private static void positiveIfAny(long value, String field) {
    require(value == NONE || value > 0, field + "=" + Decimal8.format(value) + " is not above 0");
  }

  private static void require(boolean condition, String text) {
    if (!condition) {
      throw BadRecord.value(text);
    }
  }

  @Override
  public io.streambook.avro.Instrument write(Instrument i) {
    return new io.streambook.avro.Instrument(
        i.symbol(),
        Fields.decimal(i.tickSize()),
        Fields.decimal(i.lotSize()),
        Fields.decimal(i.minQty()),
        Fields.decimal(i.maxQty()),
        i.currency(),
        Fields.as(io.streambook.avro.Phase.class, i.phase()),
        LocalDate.ofEpochDay(i.tradingDay()),
        i.restricted(),
        i.collarBps(),
        Fields.decimal(i.bandLow()),
        Fields.decimal(i.bandHigh()),
        Fields.decimal(i.referencePrice()),
        i.quoteMaxAgeMillis(),
        Fields.instant(i.timestamp()),
        Fields.optionalText(i.operator()),
        i.band().bps(),
        Fields.as(io.streambook.avro.BandAction.class, i.band().action()),
        i.band().pauseSeconds(),
        RiskLimitsContract.decimal(i.maxNotional()),
        i.reduceOnly(),
        i.schedule().isNone() ? null : i.schedule().zone().getId(),
        i.schedule().steps().stream().map(InstrumentContract::write).toList(),
        weekdays(i.schedule().calendar()),
        i.schedule().calendar().holidays());
  }

  @Override
  public boolean isTombstone(Instrument instrument) {
    return instrument.deleted();
  }

  @Override
  public Instrument tombstone(String key, ConsumerRecord<byte[], byte[]> source) {
    return new Instrument(
        Fields.symbol(key),
        source.partition(),
        source.offset(),
        true,
        NONE,
        NONE,
        NONE,
        NONE,
        "",
        Phase.CLOSED,
        0,
        true,
        0,
        NONE,
        NONE,
        NONE,
        0,
        Fields.millisToMicros(source.timestamp()),
        "");
  }
}
