package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolControlsTest {
  private static final TimeInForce[] COLUMNS = {
    TimeInForce.DAY,
    TimeInForce.GTC,
    TimeInForce.IOC,
    TimeInForce.FOK,
    TimeInForce.AT_THE_OPEN,
    TimeInForce.AT_THE_CLOSE
  };

  private long offset = 100;

  /** Quotes 99.90 to 100.10 on one venue, so the reference is 100. */
  private static SymbolControls open(InstrumentBuilder instrument) {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument.build(), NOW);
    controls.apply(quote("X", "99.9", "100.1", null, NOW));
    return controls;
  }

  private static SymbolControls open() {
    return open(instrument());
  }

  private static Quote quote(String venue, String bid, String ask, String last, long time) {
    return new Quote("ACME", venue, price(bid), price(ask), price(last), 0, 0, time, time);
  }

  private static long price(String text) {
    return text == null ? Decimal8.NONE : parse(text);
  }

  private Judged judge(SymbolControls controls, OrderBuilder order) {
    return controls.judge(order.offset(offset++).build(), NOW);
  }

  private void accepts(SymbolControls controls, OrderBuilder order) {
    assertThat(judge(controls, order).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  private void refuses(SymbolControls controls, OrderBuilder order, Reason reason, String text) {
    assertThat(judge(controls, order).verdict()).isEqualTo(new Verdict(reason, text));
  }

  // ---- numbers and stamps

  @Test
  void numbersDenselyAfterItsPhaseAlsoWhatItRefuses() {
    SymbolControls controls = open();
    assertThat(judge(controls, buy("a")).number()).isEqualTo(2);
    assertThat(judge(controls, buy("b").qty("0")).number()).isEqualTo(3);
    assertThat(judge(controls, cancel("c", "a")).number()).isEqualTo(4);
  }

  @Test
  void dropsWhatItHasSeen() {
    SymbolControls controls = open();
    assertThat(controls.judge(buy("a").offset(7).build(), NOW).number()).isEqualTo(2);
    assertThat(controls.judge(buy("a").offset(7).build(), NOW)).isNull();
    assertThat(controls.judge(buy("b").offset(6).build(), NOW)).isNull();
    assertThat(controls.judge(buy("c").offset(8).build(), NOW).number()).isEqualTo(3);
  }

  @Test
  void stampsTimeDayReferenceAndCurrency() {
    Judged judged = judge(open(), buy("a"));
    assertThat(judged.time()).isEqualTo(NOW);
    assertThat(judged.tradingDay()).isEqualTo(20_000);
    assertThat(judged.reference()).isEqualTo(parse("100"));
    assertThat(judged.currency()).isEqualTo("USD");
    assertThat(judged.protectionLimit()).isEqualTo(Decimal8.NONE);
  }

  @Test
  void timeNeverGoesBack() {
    SymbolControls controls = open();
    assertThat(controls.judge(buy("a").offset(1).build(), NOW + 5).time()).isEqualTo(NOW + 5);
    assertThat(controls.judge(buy("b").offset(2).build(), NOW + 1).time()).isEqualTo(NOW + 5);
  }

  @Test
  void protectionLimitIsTheCollarRoundedToTheTickInside() {
    SymbolControls controls = open(instrument().tick("0.3"));
    // 100 + 10 % = 110 and 100 − 10 % = 90; multiples of 0.3 inside are 109.8 and 90.
    assertThat(judge(controls, buy("a").market()).protectionLimit()).isEqualTo(parse("109.8"));
    assertThat(judge(controls, sell("b").market()).protectionLimit()).isEqualTo(parse("90"));
    SymbolControls narrow = open(instrument().tick("0.7"));
    assertThat(judge(narrow, sell("c").market()).protectionLimit()).isEqualTo(parse("90.3"));
  }

  @Test
  void protectionLimitOfASellIsAtLeastOneTick() {
    SymbolControls controls = open(instrument().collarBps(20_000));
    assertThat(judge(controls, sell("a").market()).protectionLimit()).isEqualTo(parse("0.05"));
    assertThat(judge(controls, buy("b").market()).protectionLimit()).isEqualTo(parse("300"));
  }

  @Test
  void absurdCollarDoesNotWrap() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().collarBps(Integer.MAX_VALUE).build(), NOW);
    controls.apply(quote("X", "9999999999", "9999999999", null, NOW));
    accepts(controls, buy("a").price("9999999999.95"));
    accepts(controls, sell("b").price("0.05"));
    assertThat(judge(controls, buy("c").market()).protectionLimit()).isPositive();
  }

  // ---- commands

  @Test
  void aDefectOfTheDecoderDecides() {
    Verdict defect = Verdict.reject(Reason.INVALID_PRICE, "scale=9, limit=8");
    assertThat(judge(open(), buy("a").defect(defect).qty("0")).verdict()).isEqualTo(defect);
    assertThat(judge(open(), cancel("c", "a").defect(defect)).verdict()).isEqualTo(defect);
  }

  @Test
  void unknownEnumsAreNeverDefaulted() {
    SymbolControls controls = open();
    refuses(
        controls,
        buy("a").action(Action.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: action=UNKNOWN");
    refuses(controls, buy("a").side(Side.UNKNOWN), Reason.UNSUPPORTED, "UNSUPPORTED: side=UNKNOWN");
    refuses(
        controls,
        buy("a").type(OrderType.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: orderType=UNKNOWN");
    refuses(
        controls,
        cancel("a", "b").tif(TimeInForce.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: tif=UNKNOWN");
  }

  @Test
  void orderIdHasOneTo64PrintableCharacters() {
    SymbolControls controls = open();
    accepts(controls, buy("!"));
    accepts(controls, buy("~".repeat(64)));
    refuses(
        controls, buy(""), Reason.INVALID_ORDER_ID, "INVALID_ORDER_ID: orderId length=0, limit=1");
    refuses(
        controls,
        buy("x".repeat(10_000)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId length=10000, limit=64");
    refuses(
        controls,
        buy("x".repeat(65)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId length=65, limit=64");
    refuses(
        controls,
        buy("ab\u007f"),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId character=127 at 2, limit=printable ASCII");
    refuses(
        controls,
        buy("é"),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId character=233 at 0, limit=printable ASCII");
  }

  @Test
  void cancelsAndReplacesNameTheirOrder() {
    SymbolControls controls = open();
    refuses(
        controls,
        cancel("c", ""),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: origOrderId length=0, limit=1");
    refuses(
        controls,
        replace("c", "x".repeat(65)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: origOrderId length=65, limit=64");
  }

  @Test
  void accountIsAnIdWithAFirm() {
    SymbolControls controls = open();
    accepts(controls, buy("a").account("F"));
    refuses(
        controls,
        buy("a").account(""),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: account length=0, limit=1");
    refuses(
        controls,
        buy("a").account("/A"),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: firm length=0, limit=1");
    refuses(
        controls,
        buy("a").account("x".repeat(65)),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: account length=65, limit=64");
  }

  @Test
  void timestampIsAtMostAMinuteAheadAndSevenDaysOld() {
    long minute = 60_000_000L;
    long week = 7 * 24 * 60 * minute;
    SymbolControls controls = open();
    accepts(controls, buy("a").timestamp(NOW + minute));
    accepts(controls, buy("a").timestamp(NOW - week));
    refuses(
        controls,
        buy("a").timestamp(NOW + minute + 1),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=1700000060000001, limit=1700000060000000");
    refuses(
        controls,
        buy("a").timestamp(NOW - week - 1),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=1699395199999999, limit=1699395200000000");
    refuses(
        controls,
        buy("a").timestamp(Long.MIN_VALUE),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=-9223372036854775808, limit=1699395200000000");
  }

  @Test
  void quantityIsAboveZeroAndAtMostAHundredMillion() {
    SymbolControls controls = open();
    refuses(
        controls, buy("a").qty("0"), Reason.INVALID_QTY, "INVALID_QTY: qty=0, limit=0.00000001");
    refuses(
        controls, buy("a").qty("-5"), Reason.INVALID_QTY, "INVALID_QTY: qty=-5, limit=0.00000001");
    refuses(
        controls,
        buy("a").qty("100000000.00000001"),
        Reason.INVALID_QTY,
        "INVALID_QTY: qty=100000000.00000001, limit=100000000");
    // In range: the instrument's own maximum decides.
    refuses(
        controls, buy("a").qty("100000000"), Reason.MAX_QTY, "MAX_QTY: qty=100000000, limit=1000");
  }

  @Test
  void aLimitOrderHasAPriceAndAMarketOrderNone() {
    SymbolControls controls = open();
    refuses(
        controls,
        buy("a").price(null),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=none, limit=0.00000001");
    refuses(
        controls,
        buy("a").price("0"),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=0, limit=0.00000001");
    refuses(
        controls,
        buy("a").price("-1"),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=-1, limit=0.00000001");
    refuses(
        controls,
        buy("a").type(OrderType.MARKET),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=100, limit=none on MARKET");
    accepts(controls, buy("a").price("0.05"));
    accepts(controls, buy("a").market());
  }

  @Test
  void aCancelPassesWhateverItIsAbout() {
    long longAgo = 0;
    accepts(new SymbolControls("ACME"), cancel("c", "a").timestamp(longAgo));
    accepts(open(instrument().restricted()), cancel("c", "a").timestamp(longAgo));
    accepts(open(instrument().deleted()), cancel("c", "a"));
    accepts(open(), cancel("c", "a").price("-1").market());
  }

  // ---- instrument

  @Test
  void unknownAndDeletedSymbols() {
    SymbolControls unknown = new SymbolControls("ACME");
    Judged judged = judge(unknown, buy("a"));
    assertThat(judged.verdict())
        .isEqualTo(new Verdict(Reason.UNKNOWN_SYMBOL, "UNKNOWN_SYMBOL: symbol=ACME"));
    assertThat(judged.tradingDay()).isZero();
    assertThat(judged.currency()).isEmpty();
    refuses(
        open(instrument().deleted()),
        buy("a"),
        Reason.UNKNOWN_SYMBOL,
        "UNKNOWN_SYMBOL: symbol=ACME");
  }

  @Test
  void restrictedSymbol() {
    refuses(
        open(instrument().restricted()),
        buy("a"),
        Reason.RESTRICTED_SYMBOL,
        "RESTRICTED_SYMBOL: symbol=ACME");
  }

  @Test
  void tick() {
    SymbolControls controls = open();
    accepts(controls, buy("a").price("99.95"));
    refuses(
        controls, buy("a").price("99.96"), Reason.TICK_SIZE, "TICK_SIZE: price=99.96, limit=0.05");
    accepts(controls, buy("a").stop("100.05"));
    refuses(
        controls,
        buy("a").stop("100.06"),
        Reason.TICK_SIZE,
        "TICK_SIZE: stopPx=100.06, limit=0.05");
  }

  @Test
  void anInstrumentWithoutATickFailsClosed() {
    refuses(
        open(instrument().tick("0")), buy("a"), Reason.TICK_SIZE, "TICK_SIZE: price=100, limit=0");
  }

  @Test
  void lotMinimumAndMaximum() {
    SymbolControls controls = open();
    accepts(controls, buy("a").qty("5"));
    accepts(controls, buy("a").qty("1000"));
    refuses(controls, buy("a").qty("7"), Reason.LOT_SIZE, "LOT_SIZE: qty=7, limit=5");
    refuses(controls, buy("a").qty("1005"), Reason.MAX_QTY, "MAX_QTY: qty=1005, limit=1000");
    accepts(controls, buy("a").qty("20").conditions(displayed("10")));
    refuses(
        controls,
        buy("a").qty("20").conditions(displayed("7")),
        Reason.LOT_SIZE,
        "LOT_SIZE: displayQty=7, limit=5");
    accepts(controls, buy("a").qty("20").tif(TimeInForce.IOC).conditions(atLeast("10")));
    refuses(
        controls,
        buy("a").qty("20").tif(TimeInForce.IOC).conditions(atLeast("7")),
        Reason.LOT_SIZE,
        "LOT_SIZE: minQty=7, limit=5");
  }

  private static Conditions displayed(String qty) {
    return Conditions.of(
        Decimal8.NONE, Decimal8.parse(qty), 0, false, 0, SelfTradePrevention.NONE, "");
  }

  private static Conditions atLeast(String qty) {
    return Conditions.of(
        Decimal8.NONE, 0, Decimal8.parse(qty), false, 0, SelfTradePrevention.NONE, "");
  }

  @Test
  void maximumNotional() {
    SymbolControls controls = open(instrument().maxNotional("1000"));
    accepts(controls, buy("a").qty("10").price("100"));
    refuses(
        controls,
        buy("a").qty("10").price("100.05"),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1000.5, limit=1000, symbol=ACME");
    accepts(controls, sell("a").qty("10").price("95"));
    accepts(controls, buy("a").qty("5").market());
    refuses(
        controls,
        buy("a").qty("10").market(),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1100, limit=1000, symbol=ACME");
  }

  /** Only the account stage knows the position that an order must reduce. */
  @Test
  void anInstrumentThatIsReducedIsToldToTheAccountStage() {
    assertThat(judge(open(instrument().reduceOnly()), buy("a")).reduceOnly()).isTrue();
    assertThat(judge(open(instrument()), buy("a")).reduceOnly()).isFalse();
    assertThat(judge(new SymbolControls("ACME"), buy("a")).reduceOnly()).isFalse();
    accepts(open(instrument().reduceOnly()), buy("a"));
    accepts(open(instrument().reduceOnly()), cancel("c", "a"));
  }

  @Test
  void minimumQuantity() {
    SymbolControls controls = new SymbolControls("ACME");
    Instrument i = instrument().build();
    controls.apply(
        new Instrument(
            i.symbol(),
            i.partition(),
            i.offset(),
            false,
            i.tickSize(),
            parse("1"),
            parse("10"),
            i.maxQty(),
            i.currency(),
            i.phase(),
            i.tradingDay(),
            false,
            i.collarBps(),
            i.bandLow(),
            i.bandHigh(),
            i.referencePrice(),
            i.quoteMaxAgeMillis(),
            i.timestamp(),
            i.operator()),
        NOW);
    controls.apply(quote("X", "99.9", "100.1", null, NOW));
    accepts(controls, buy("a").qty("10"));
    refuses(controls, buy("a").qty("9"), Reason.MIN_QTY, "MIN_QTY: qty=9, limit=10");
  }

  @Test
  void everyPhaseDoesWhatItsTableSays() throws Exception {
    for (String[] row : phaseTable()) {
      for (int column = 0; column < COLUMNS.length; column++) {
        SymbolControls controls = open(instrument().phase(Phase.valueOf(row[0])));
        OrderBuilder order = buy("a").orig("b").action(Action.valueOf(row[1])).tif(COLUMNS[column]);
        Judged judged = judge(controls, row[2].equals("MARKET") ? order.market() : order);
        Reason reason = judged.verdict().reason();
        assertThat(reason == null ? "accept" : reason.name())
            .as(String.join(" ", row) + " " + COLUMNS[column])
            .isEqualTo(row[3 + column]);
      }
    }
  }

  private static List<String[]> phaseTable() throws Exception {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = SymbolControls.class.getResourceAsStream("phases.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> rows.add(line.split(" +")));
    }
    // Each phase, action and type that there is.
    assertThat(rows).hasSize(Phase.values().length * 3 * 2);
    return rows;
  }

  @Test
  void textOfAPhase() {
    refuses(
        open(instrument().phase(Phase.HALTED)),
        buy("a"),
        Reason.HALTED,
        "HALTED: phase=HALTED, limit=CONTINUOUS");
    refuses(
        open(instrument().phase(Phase.CLOSED)),
        buy("a"),
        Reason.CLOSED,
        "CLOSED: phase=CLOSED, limit=CONTINUOUS");
  }

  @Test
  void theFirstFailureDecides() {
    refuses(
        open(instrument().phase(Phase.HALTED)),
        buy("a").price("99.96").qty("7"),
        Reason.HALTED,
        "HALTED: phase=HALTED, limit=CONTINUOUS");
    refuses(
        open(),
        buy("a").price("150.01").qty("7"),
        Reason.TICK_SIZE,
        "TICK_SIZE: price=150.01, limit=0.05");
  }

  // ---- reference price

  private Judged after(SymbolControls controls, long now, OrderBuilder order) {
    return controls.judge(order.offset(offset++).build(), now);
  }

  private static SymbolControls quoted(Quote... quotes) {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().build(), NOW);
    for (Quote quote : quotes) {
      controls.apply(quote);
    }
    return controls;
  }

  private static MarketState traded(String price, long time) {
    return new MarketState("ACME", 5, Phase.CONTINUOUS, "", parse(price), time, 20_000, time);
  }

  @Test
  void referenceIsTheMiddleOfTheBestFreshSides() {
    SymbolControls controls =
        quoted(quote("X", "99", "101", null, NOW), quote("Y", "98", "100", null, NOW));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("99.5"));
  }

  @Test
  void onlyTheNewestQuoteOfAVenueCounts() {
    SymbolControls controls =
        quoted(quote("X", "99", "101", null, NOW), quote("X", "49", "51", null, NOW - 1));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("100"));
    controls.apply(quote("X", "109", "111", null, NOW + 1));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("110"));
  }

  @Test
  void aQuoteIsFreshForItsMaximumAge() {
    SymbolControls controls = quoted(quote("X", "99", "101", null, NOW));
    assertThat(after(controls, NOW + 5_000_000, buy("a").market()).verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(after(controls, NOW + 5_000_001, buy("b").market()).verdict())
        .isEqualTo(new Verdict(Reason.STALE_QUOTE, "STALE_QUOTE: age=5001ms, limit=5000ms"));
  }

  @Test
  void theOlderOfBothTimestampsCounts() {
    long old = NOW - 5_000_001;
    SymbolControls controls =
        quoted(new Quote("ACME", "X", parse("99"), parse("101"), Decimal8.NONE, 0, 0, NOW, old));
    assertThat(judge(controls, buy("a").market()).verdict().reason()).isEqualTo(Reason.STALE_QUOTE);
  }

  @Test
  void whenQuotesCrossTheLastFreshTradeCounts() {
    SymbolControls controls =
        quoted(
            quote("X", "101", "102", "101.5", NOW - 10), quote("Y", "99", "100", "99.5", NOW - 5));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("99.5"));
    controls.apply(traded("100.5", NOW - 1));
    assertThat(judge(controls, buy("b")).reference()).isEqualTo(parse("100.5"));
  }

  @Test
  void lockedQuotesDoNotCross() {
    SymbolControls controls =
        quoted(quote("X", "99", "100", "50", NOW), quote("Y", "100", "101", "50", NOW));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("100"));
  }

  @Test
  void whenASideIsMissingAFreshTradeHereCounts() {
    SymbolControls controls = quoted(quote("X", "99", null, null, NOW));
    controls.apply(traded("97", NOW - 5_000_000));
    assertThat(judge(controls, buy("a").price("97").market()).reference()).isEqualTo(parse("97"));
    assertThat(after(controls, NOW + 1, buy("b").market()).verdict())
        .isEqualTo(new Verdict(Reason.NO_REFERENCE_PRICE, "NO_REFERENCE_PRICE: bid=99, ask=none"));
  }

  @Test
  void anOlderMarketStateChangesNothing() {
    SymbolControls controls = quoted();
    controls.apply(traded("97", NOW));
    controls.apply(
        new MarketState("ACME", 4, Phase.CONTINUOUS, "", parse("50"), NOW + 1, 20_000, NOW));
    assertThat(judge(controls, buy("a").market()).reference()).isEqualTo(parse("97"));
  }

  @Test
  void theInstrumentsOwnReferenceIsNotLive() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().referencePrice("100").band("80", "200").build(), NOW);
    Judged market = judge(controls, buy("a").market());
    assertThat(market.reference()).isEqualTo(parse("100"));
    assertThat(market.verdict())
        .isEqualTo(
            new Verdict(Reason.NO_REFERENCE_PRICE, "NO_REFERENCE_PRICE: age=none, limit=5000ms"));
    accepts(controls, buy("b").price("110"));
    refuses(
        controls,
        buy("c").price("110.05"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=110.05, reference=100, limit=110");
  }

  @Test
  void withoutAFreshQuoteALimitStaysWithinTheBand() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().band("80", "120").build(), NOW);
    accepts(controls, buy("a").price("80"));
    accepts(controls, sell("b").price("120"));
    refuses(
        controls,
        buy("c").price("79.95"),
        Reason.NO_REFERENCE_PRICE,
        "NO_REFERENCE_PRICE: price=79.95, band=80..120, age=none, limit=5000ms");
    controls.apply(quote("X", "99", "101", null, NOW - 6_000_000));
    refuses(
        controls,
        sell("d").price("120.05"),
        Reason.STALE_QUOTE,
        "STALE_QUOTE: price=120.05, band=80..120, age=6000ms, limit=5000ms");
  }

  @Test
  void withoutABandNoLimitIsTakenBlindly() {
    refuses(
        quoted(),
        buy("a"),
        Reason.NO_REFERENCE_PRICE,
        "NO_REFERENCE_PRICE: price=100, band=none..none, age=none, limit=5000ms");
  }

  @Test
  void collarBoundsTheSideThatCanHurt() {
    SymbolControls controls = open();
    accepts(controls, buy("a").price("110"));
    refuses(
        controls,
        buy("b").price("110.05"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=110.05, reference=100, limit=110");
    accepts(controls, sell("c").price("90"));
    refuses(
        controls,
        sell("d").price("89.95"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=89.95, reference=100, limit=90");
    accepts(controls, buy("e").price("1"));
    accepts(controls, sell("f").price("500"));
  }

  @Test
  void moreVenuesThanTheBoundPushOutTheOldest() throws Exception {
    SymbolControls controls = quoted(quote("OLD", "1", "2", null, NOW - 100));
    for (int i = 0; i < Market.MAX_VENUES; i++) {
      controls.apply(quote("V" + i, "99", "101", null, NOW));
    }
    List<SymbolRow> rows = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    controls.saveChanges(
        new SymbolRow.Sink() {
          @Override
          public void put(SymbolRow row) {
            rows.add(row);
          }

          @Override
          public void removeQuote(String venue) {
            removed.add(venue);
          }
        });
    assertThat(removed).containsExactly("OLD");
    assertThat(rows).filteredOn(SymbolRow.VenueQuote.class::isInstance).hasSize(64);
  }

  // ---- phases and days

  private static SymbolCommand.PhaseChange change(
      long after, long offset, int tradingDay, Phase phase) {
    return new SymbolCommand.PhaseChange(
        "ACME", after, 0, offset, NOW, tradingDay, phase, Decimal8.NONE, terms("0.05"));
  }

  private static TradingTerms terms(String tick) {
    return new TradingTerms(parse(tick), 0, BandAction.REST);
  }

  @Test
  void announcesThePhaseAfterTheLastOrder() {
    SymbolControls controls = new SymbolControls("ACME");
    judge(controls, buy("early"));
    assertThat(controls.apply(instrument().offset(3).build(), NOW))
        .isEqualTo(change(1, 3, 20_000, Phase.CONTINUOUS));
    judge(controls, buy("a"));
    judge(controls, buy("b"));
    assertThat(controls.apply(instrument().offset(4).collarBps(7).build(), NOW)).isNull();
    assertThat(controls.apply(instrument().offset(5).phase(Phase.HALTED).build(), NOW))
        .isEqualTo(change(4, 5, 20_000, Phase.HALTED));
  }

  @Test
  void aNewTradingDayIsAnnouncedAndNeverGoesBack() {
    SymbolControls controls = open();
    assertThat(controls.apply(instrument().offset(1).tradingDay(20_001).build(), NOW))
        .usingRecursiveComparison()
        .ignoringFields("reference")
        .isEqualTo(change(1, 1, 20_001, Phase.CONTINUOUS));
    assertThat(controls.apply(instrument().offset(2).tradingDay(19_999).build(), NOW)).isNull();
    assertThat(judge(controls, buy("a")).tradingDay()).isEqualTo(20_001);
  }

  @Test
  void aNewTickIsAnnouncedWithTheReference() {
    SymbolControls controls = quoted(quote("X", "99.9", "100.1", null, NOW));
    assertThat(controls.apply(instrument().offset(1).tick("0.1").build(), NOW))
        .isEqualTo(
            new SymbolCommand.PhaseChange(
                "ACME", 1, 0, 1, NOW, 20_000, Phase.CONTINUOUS, parse("100"), terms("0.1")));
    assertThat(controls.apply(instrument().offset(2).tick("0.1").build(), NOW)).isNull();
  }

  // ---- pauses

  private static final long PAUSE_MICROS = 60_000_000;

  private static InstrumentBuilder pausing() {
    return instrument().dynamicBand(500, BandAction.PAUSE, 60);
  }

  private static MarketState paused(long sequence, long pause) {
    return new MarketState(
        "ACME",
        sequence,
        Phase.AUCTION,
        "band",
        Decimal8.NONE,
        0,
        20_000,
        NOW,
        new MarketState.Pause(pause, NOW));
  }

  private static MarketState trading(long sequence) {
    return new MarketState("ACME", sequence, Phase.CONTINUOUS, "", Decimal8.NONE, 0, 20_000, NOW);
  }

  @Test
  void aPauseEndsWhenItsTimeIsOver() {
    SymbolControls controls = open(pausing());
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    controls.apply(paused(7, 5));
    assertThat(controls.wakeAt()).isEqualTo(NOW + PAUSE_MICROS);
    assertThat(controls.wake(NOW + PAUSE_MICROS - 1)).isNull();
    SymbolCommand.PhaseChange end = controls.wake(NOW + PAUSE_MICROS);
    assertThat(end.endsPause()).isTrue();
    assertThat(end.offset()).isEqualTo(5);
    assertThat(end.number()).isEqualTo(2);
    assertThat(end.phase()).isEqualTo(Phase.CONTINUOUS);
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(judge(controls, buy("a")).number()).isEqualTo(3);
  }

  @Test
  void aPauseEndsOnceThoughOlderStatesStillTellOfIt() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    assertThat(controls.wake(NOW + PAUSE_MICROS)).isNotNull();
    controls.apply(paused(8, 5));
    assertThat(controls.wake(Long.MAX_VALUE - 1)).isNull();
    controls.apply(paused(9, 9));
    assertThat(controls.wake(NOW + PAUSE_MICROS).offset()).isEqualTo(9);
  }

  @Test
  void whatEndsAPauseOtherwiseLeavesNothingToWakeFor() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    controls.apply(trading(8));
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    controls.apply(paused(9, 9));
    assertThat(controls.apply(pausing().offset(1).phase(Phase.HALTED).build(), NOW)).isNotNull();
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPauseThatTheLogHasEndedIsOver() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    SymbolControls again = open(pausing());
    again.replay(new LogEntry.Symbol(8, controls.wake(NOW + PAUSE_MICROS)));
    again.apply(paused(7, 5));
    assertThat(again.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  private static OrderBuilder goodTill(String id, long expireTime) {
    return buy(id)
        .tif(TimeInForce.GTD)
        .conditions(
            Conditions.of(Decimal8.NONE, 0, 0, false, expireTime, SelfTradePrevention.NONE, ""));
  }

  @Test
  void goodTillDateOrdersExpireInTheFullSecondAfterTheirTime() throws Exception {
    SymbolControls controls = open(pausing());
    assertThat(judge(controls, goodTill("a", NOW + 1_500_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("b", NOW + 1_600_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("c", NOW + 9_000_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("d", NOW)).verdict().reason())
        .isEqualTo(Reason.INVALID_EXPIRE_TIME);
    assertThat(controls.wakeAt()).isEqualTo(NOW + 2_000_000);
    assertThat(controls.expire(NOW + 1_999_999)).isNull();
    SymbolCommand.Expire expire = controls.expire(NOW + 2_300_000);
    assertThat(expire.upTo()).isEqualTo(NOW + 2_000_000);
    assertThat(expire.after()).as("comes after all that was judged").isEqualTo(5);
    assertThat(controls.expire(NOW + 2_300_000)).isNull();
    SymbolControls again = new SymbolControls("ACME");
    controls.saveChanges(
        new SymbolRow.Sink() {
          @Override
          public void put(SymbolRow row) {
            again.restore(row);
          }

          @Override
          public void removeQuote(String venue) {}
        });
    assertThat(again.wakeAt()).isEqualTo(NOW + 9_000_000);
    again.replay(
        new LogEntry.Symbol(
            9, new SymbolCommand.Expire("ACME", 5, NOW + 9_000_000, NOW + 9_000_000, 20_000)));
    assertThat(again.wakeAt()).as("the log has it").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPauseOutlivesARestart() throws Exception {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    SymbolControls again = new SymbolControls("ACME");
    controls.saveChanges(
        new SymbolRow.Sink() {
          @Override
          public void put(SymbolRow row) {
            again.restore(row);
          }

          @Override
          public void removeQuote(String venue) {}
        });
    assertThat(again.wakeAt()).isEqualTo(NOW + PAUSE_MICROS);
    assertThat(again.wake(NOW + PAUSE_MICROS)).isEqualTo(controls.wake(NOW + PAUSE_MICROS));
  }

  @Test
  void anOlderInstrumentRecordChangesNothing() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().offset(9).build(), NOW);
    assertThat(controls.apply(instrument().offset(9).phase(Phase.HALTED).build(), NOW)).isNull();
    assertThat(controls.apply(instrument().offset(8).phase(Phase.HALTED).build(), NOW)).isNull();
  }

  @Test
  void aTombstoneHaltsOnTheSameDay() {
    SymbolControls controls = open();
    assertThat(
            controls.apply(
                instrument().offset(1).deleted().phase(Phase.UNKNOWN).tradingDay(0).build(), NOW))
        .usingRecursiveComparison()
        .ignoringFields("reference")
        .isEqualTo(change(1, 1, 20_000, Phase.HALTED));
    assertThat(judge(controls, cancel("c", "a")).currency()).isEqualTo("USD");
  }
}
