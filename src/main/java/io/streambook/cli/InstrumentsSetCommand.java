package io.streambook.cli;

import io.streambook.book.BandAction;
import io.streambook.book.Phase;
import io.streambook.risk.Schedule;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an instrument, or changes it. */
@Command(
    name = "set",
    description = {
      "Makes an instrument, or changes those of its fields that are named. Waits until the symbol's"
          + " log has the change, when it changes phase or trading day.",
      "A new one has tick 0.01, lot 1, quantities 1 to 100000, USD, CONTINUOUS, today (UTC), a"
          + " collar of 500 basis points and quotes that are fresh for 10 s.",
      "Without a fresh quote only limit orders inside the band are accepted.",
      "Example: ./streambook instruments set AAPL --reference-price 150 --band-low 120 --band-high"
          + " 180",
      "Example: ./streambook instruments set AAPL \\",
      "  --schedule 'America/New_York,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED,!2026-12-25'"
    },
    mixinStandardHelpOptions = true)
final class InstrumentsSetCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;

  @Parameters(paramLabel = "SYMBOL", description = "1 to 32 printable ASCII characters.")
  private String symbol;

  @Option(
      names = "--tick",
      paramLabel = "PRICE",
      converter = AmountConverter.class,
      description = "Price step.")
  private Long tickSize;

  @Option(
      names = "--lot",
      paramLabel = "QTY",
      converter = AmountConverter.class,
      description = "Quantity step.")
  private Long lotSize;

  @Option(
      names = "--min-qty",
      paramLabel = "QTY",
      converter = AmountConverter.class,
      description = "Smallest order.")
  private Long minQty;

  @Option(
      names = "--max-qty",
      paramLabel = "QTY",
      converter = AmountConverter.class,
      description = "Largest order.")
  private Long maxQty;

  @Option(names = "--currency", paramLabel = "CODE", description = "Settlement currency.")
  private String currency;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description =
          "CONTINUOUS; PRE_OPEN, AUCTION or PRE_CLOSE, which collect orders for an auction that the"
              + " next phase brings; HALTED or CLOSED, which take cancels only. With a schedule"
              + " CONTINUOUS follows it, and another phase wins over it.")
  private Phase phase;

  @Option(
      names = "--trading-day",
      paramLabel = "YYYY-MM-DD",
      description = "A later one expires the DAY orders of the days before; it never goes back.")
  private LocalDate tradingDay;

  @Option(
      names = "--restricted",
      paramLabel = "true|false",
      arity = "1",
      description = "Whether new orders are refused.")
  private Boolean restricted;

  @Option(
      names = "--collar-bps",
      paramLabel = "BPS",
      description = "How far, in basis points, a limit may lie beyond the reference price.")
  private Integer collarBps;

  @Option(
      names = "--band-low",
      paramLabel = "PRICE|none",
      converter = AmountConverter.OrNone.class,
      description = "Lowest limit that is accepted without a fresh quote.")
  private Long bandLow;

  @Option(
      names = "--band-high",
      paramLabel = "PRICE|none",
      converter = AmountConverter.OrNone.class,
      description = "Highest limit that is accepted without a fresh quote.")
  private Long bandHigh;

  @Option(
      names = "--reference-price",
      paramLabel = "PRICE|none",
      converter = AmountConverter.OrNone.class,
      description = "Reference when there is neither quote nor trade.")
  private Long referencePrice;

  @Option(
      names = "--quote-max-age",
      paramLabel = "MILLIS",
      description = "A quote older than this is stale.")
  private Long quoteMaxAgeMillis;

  @Option(
      names = "--dynamic-band-bps",
      paramLabel = "BPS",
      description =
          "How far, in basis points, a trade may be from the reference price; 0: no band.")
  private Integer dynamicBandBps;

  @Option(
      names = "--band-action",
      paramLabel = "REST|PAUSE",
      description =
          "An order that would trade outside the dynamic band rests at its edge, or pauses the"
              + " instrument until an auction.")
  private BandAction bandAction;

  @Option(
      names = "--pause-seconds",
      paramLabel = "SECONDS",
      description = "How long a pause collects orders before its auction.")
  private Integer pauseSeconds;

  @Option(
      names = "--max-notional",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest notional of one order of any account.")
  private Long maxNotional;

  @Option(
      names = "--reduce-only",
      paramLabel = "true|false",
      arity = "1",
      description = "Whether only orders are taken that bring a position nearer to zero.")
  private Boolean reduceOnly;

  @Option(
      names = "--schedule",
      paramLabel = "ZONE[,DAYS],HH:MM=PHASE,…[,!DATE,…]|none",
      converter = ScheduleConverter.class,
      description =
          "The phases that the instrument takes by itself on every date that trades, each from a"
              + " time of day on (HH:MM or HH:MM:SS, in the time zone); the trading day is then"
              + " that date. Without DAYS (MON-FRI, SUN-THU, MON+WED) every weekday trades. A !DATE"
              + " (YYYY-MM-DD, at most 64; quote it for the shell) does not: phase and trading day"
              + " stay. Replaces the schedule before as a whole.")
  private Schedule schedule;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String operator;

  @Override
  public void run() {
    Names.checkSymbol(spec, symbol);
    try (InstrumentChange change = new InstrumentChange(venue, symbol)) {
      InstrumentDraft draft = change.draft();
      draft = draft == null ? new InstrumentDraft(symbol) : draft;
      apply(draft);
      spec.commandLine().getOut().println(change.publish(draft.build(operator)));
    }
  }

  private void apply(InstrumentDraft to) {
    to.tickSize = given(tickSize, to.tickSize);
    to.lotSize = given(lotSize, to.lotSize);
    to.minQty = given(minQty, to.minQty);
    to.maxQty = given(maxQty, to.maxQty);
    to.currency = given(currency, to.currency);
    to.phase = given(phase, to.phase);
    to.tradingDay = tradingDay == null ? to.tradingDay : (int) tradingDay.toEpochDay();
    to.restricted = given(restricted, to.restricted);
    to.collarBps = given(collarBps, to.collarBps);
    to.bandLow = given(bandLow, to.bandLow);
    to.bandHigh = given(bandHigh, to.bandHigh);
    to.referencePrice = given(referencePrice, to.referencePrice);
    to.quoteMaxAgeMillis = given(quoteMaxAgeMillis, to.quoteMaxAgeMillis);
    to.dynamicBandBps = given(dynamicBandBps, to.dynamicBandBps);
    to.bandAction = given(bandAction, to.bandAction);
    to.pauseSeconds = given(pauseSeconds, to.pauseSeconds);
    to.maxNotional = given(maxNotional, to.maxNotional);
    to.reduceOnly = given(reduceOnly, to.reduceOnly);
    to.schedule = given(schedule, to.schedule);
  }

  private static <T> T given(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
