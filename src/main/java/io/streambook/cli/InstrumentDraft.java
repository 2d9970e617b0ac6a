package io.streambook.cli;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** An instrument about to be set; begins as what a new one is, or as what is set. */
final class InstrumentDraft {
  final String symbol;
  long tickSize = Decimal8.parse("0.01");
  long lotSize = Decimal8.ONE;
  long minQty = Decimal8.ONE;
  long maxQty = 100_000 * Decimal8.ONE;
  String currency = "USD";
  Phase phase = Phase.CONTINUOUS;
  int tradingDay = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
  boolean restricted;
  int collarBps = 500;
  long bandLow = Decimal8.NONE;
  long bandHigh = Decimal8.NONE;
  long referencePrice = Decimal8.NONE;
  long quoteMaxAgeMillis = 10_000;
  int dynamicBandBps = DynamicBand.NONE.bps();
  BandAction bandAction = DynamicBand.NONE.action();
  int pauseSeconds = DynamicBand.NONE.pauseSeconds();
  long maxNotional = RiskLimits.NO_LIMIT;
  boolean reduceOnly;
  Schedule schedule = Schedule.NONE;

  InstrumentDraft(String symbol) {
    this.symbol = symbol;
  }

  InstrumentDraft(Instrument set) {
    symbol = set.symbol();
    tickSize = set.tickSize();
    lotSize = set.lotSize();
    minQty = set.minQty();
    maxQty = set.maxQty();
    currency = set.currency();
    phase = set.phase();
    tradingDay = set.tradingDay();
    restricted = set.restricted();
    collarBps = set.collarBps();
    bandLow = set.bandLow();
    bandHigh = set.bandHigh();
    referencePrice = set.referencePrice();
    quoteMaxAgeMillis = set.quoteMaxAgeMillis();
    dynamicBandBps = set.band().bps();
    bandAction = set.band().action();
    pauseSeconds = set.band().pauseSeconds();
    maxNotional = set.maxNotional();
    reduceOnly = set.reduceOnly();
    schedule = set.schedule();
  }

  Instrument build(String operator) {
    return new Instrument(
        symbol,
        -1,
        -1,
        false,
        tickSize,
        lotSize,
        minQty,
        maxQty,
        currency,
        phase,
        tradingDay,
        restricted,
        collarBps,
        bandLow,
        bandHigh,
        referencePrice,
        quoteMaxAgeMillis,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        operator,
        new DynamicBand(dynamicBandBps, bandAction, pauseSeconds),
        maxNotional,
        reduceOnly,
        schedule);
  }
}
