package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;

/** An instrument with what a test says of it; the rest is tick 0.05, lot 5, 5 to 1,000, open. */
public final class InstrumentBuilder {
  private long offset;
  private boolean deleted;
  private String tick = "0.05";
  private Phase phase = Phase.CONTINUOUS;
  private int tradingDay = 20_000;
  private boolean restricted;
  private boolean reduceOnly;
  private int collarBps = 1_000;
  private long bandLow = Decimal8.NONE;
  private long bandHigh = Decimal8.NONE;
  private long referencePrice = Decimal8.NONE;
  private String symbol = "ACME";
  private long maxNotional = RiskLimits.NO_LIMIT;
  private DynamicBand dynamicBand = DynamicBand.NONE;
  private Schedule schedule = Schedule.NONE;

  public static InstrumentBuilder instrument() {
    return new InstrumentBuilder();
  }

  public InstrumentBuilder symbol(String value) {
    symbol = value;
    return this;
  }

  public InstrumentBuilder maxNotional(String value) {
    maxNotional = parse(value);
    return this;
  }

  public InstrumentBuilder offset(long value) {
    offset = value;
    return this;
  }

  public InstrumentBuilder deleted() {
    deleted = true;
    return this;
  }

  public InstrumentBuilder tick(String value) {
    tick = value;
    return this;
  }

  public InstrumentBuilder phase(Phase value) {
    phase = value;
    return this;
  }

  public InstrumentBuilder tradingDay(int value) {
    tradingDay = value;
    return this;
  }

  public InstrumentBuilder restricted() {
    restricted = true;
    return this;
  }

  public InstrumentBuilder reduceOnly() {
    reduceOnly = true;
    return this;
  }

  public InstrumentBuilder collarBps(int value) {
    collarBps = value;
    return this;
  }

  public InstrumentBuilder band(String low, String high) {
    bandLow = parse(low);
    bandHigh = parse(high);
    return this;
  }

  public InstrumentBuilder referencePrice(String value) {
    referencePrice = parse(value);
    return this;
  }

  public InstrumentBuilder dynamicBand(int bps, BandAction action, int pauseSeconds) {
    dynamicBand = new DynamicBand(bps, action, pauseSeconds);
    return this;
  }

  public InstrumentBuilder schedule(String value) {
    schedule = Schedule.parse(value);
    return this;
  }

  public Instrument build() {
    return new Instrument(
        symbol,
        0,
        offset,
        deleted,
        parse(tick),
        parse("5"),
        parse("5"),
        parse("1000"),
        "USD",
        phase,
        tradingDay,
        restricted,
        collarBps,
        bandLow,
        bandHigh,
        referencePrice,
        5_000,
        OrderBuilder.NOW,
        "op",
        dynamicBand,
        maxNotional,
        reduceOnly,
        schedule);
  }
}
