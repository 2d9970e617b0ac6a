package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.adjust;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static io.streambook.risk.OrderBuilder.tradeCancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of the day, of firms and of symbols, states, latches, and what is told of them. */
class AccountLimitsTest {
  private static final String A = "FIRM/A";
  private static final String B = "FIRM/B";
  private static final String FIRM = "FIRM";
  private static final String OTHER = "OTHER/X";

  private final Venue venue = new Venue();
  private int fills;

  private void accepts(OrderBuilder order) {
    assertThat(venue.send(order).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  private void refuses(OrderBuilder order, Reason reason, String text) {
    assertThat(venue.send(order).verdict()).isEqualTo(new Verdict(reason, reason + ": " + text));
  }

  /** A trade of this account at this price, with all feedback. */
  private void trade(String account, Side side, String qty, String price) {
    fills++;
    OrderBuilder passive = side == Side.BUY ? buy("p" + fills) : sell("p" + fills);
    OrderBuilder active = side == Side.BUY ? sell("t" + fills) : buy("t" + fills);
    accepts(passive.account(account).qty(qty).price(price));
    accepts(active.account(OTHER).qty(qty).price(price));
    venue.deliverAll();
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    venue.controls.takeEvents(
        e ->
            events.add(
                (e.account() + " " + e.kind() + " " + e.limit() + " " + e.percent()).trim()));
    return events;
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    venue.controls.takeEvents(e -> texts.add(e.kind() + " " + e.text()));
    return texts;
  }

  // ---- limits of an account

  @Test
  void openOrdersOfASymbol() {
    venue.limits(limits(A).maxOpenOrdersPerSymbol(2));
    accepts(buy("a"));
    accepts(buy("b"));
    refuses(buy("c"), Reason.MAX_OPEN_ORDERS_PER_SYMBOL, "orders=3, limit=2");
    accepts(buy("d").symbol("BOLT"));
    accepts(replace("e", "a").qty("11"));
    accepts(cancel("f", "a"));
    venue.deliverAll();
    accepts(buy("g"));
    assertThat(venue.account(A).utilisation()).containsEntry("maxOpenOrdersPerSymbol", 10_000);
  }

  @Test
  void netNotionalCountsTheDaysExecutionsAndTheOrdersOfOneSide() {
    venue.limits(limits(A).maxNetNotional("2000"));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("a").qty("10").price("100"));
    refuses(
        buy("b").qty("0.00000001").price("100"),
        Reason.NET_NOTIONAL,
        "net=2000.000001, limit=2000");
    // The other side begins at the other end.
    accepts(sell("c").qty("30").price("100"));
    refuses(sell("d").qty("1").price("100"), Reason.NET_NOTIONAL, "net=2100, limit=2000");
    assertThat(venue.account(A).netNotional()).isEqualTo(parse("2000"));
    assertThat(venue.position(A, "ACME").dayBooked()).isEqualTo(parse("1000"));
  }

  @Test
  void netNotionalBeginsAnewWithTheTradingDayOfTheSymbolInTheLog() throws Exception {
    venue.limits(limits(A).maxNetNotional("1000"));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.now += 24 * 3_600_000_000L;
    refuses(buy("a").qty("1"), Reason.NET_NOTIONAL, "net=1100, limit=1000");
    venue.tradingDay++;
    refuses(buy("b").qty("11"), Reason.NET_NOTIONAL, "net=2100, limit=1000");
    // That command was refused, and no day has begun in the log of executions: this one begins it.
    accepts(sell("c").qty("1").price("200"));
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    venue.restart(new StoredRows());
    accepts(buy("d").qty("10"));
    assertThat(venue.position(A, "ACME").booked()).isEqualTo(parse("1000"));
  }

  @Test
  void aReplaceThatAsksForLessPassesTheNetLimit() {
    venue.limits(limits(A));
    accepts(buy("a").qty("10"));
    venue.limits(limits(A).maxNetNotional("1"));
    accepts(replace("b", "a").qty("9"));
    refuses(replace("c", "a").qty("11"), Reason.NET_NOTIONAL, "net=1100, limit=1");
  }

  @Test
  void aLossOfTheDayLeavesOnlyOrdersThatReduce() throws Exception {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.REDUCING));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    // The mark falls with the fill.
    trade(A, Side.BUY, "1", "95.00000001");
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("49.9999999"));
    accepts(buy("a").qty("1").price("50"));
    assertThat(venue.account(A).dailyLoss()).isZero();
    trade(A, Side.SELL, "1", "95");
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("50.00000001"));
    venue.reference = "100";
    refuses(buy("b").qty("1").price("50"), Reason.DAILY_LOSS, "loss=50.00000001, limit=50");
    accepts(sell("c").qty("10").price("200"));
    refuses(sell("d").qty("1").price("200"), Reason.DAILY_LOSS, "loss=0.00000001, limit=50");
    StoredRows stored = new StoredRows();
    venue.restart(stored);
    refuses(buy("e").qty("1").price("50"), Reason.DAILY_LOSS, "loss=0.00000001, limit=50");
    venue.tradingDay++;
    accepts(buy("f").qty("1").price("50"));
  }

  @Test
  void aLossOfTheDayMayHaltTheAccount() {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    refuses(sell("a").qty("1").price("95"), Reason.DAILY_LOSS, "loss=50, limit=50");
    accepts(cancel("b", "a"));
  }

  @Test
  void theLossOfADayBeginsAtTheLastMarkOfTheDayBefore() {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "104");
    venue.tradingDay++;
    trade(A, Side.SELL, "1", "101");
    // 9 at 101 and 101 received, after 10 at 104.
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("30"));
    assertThat(venue.position(A, "ACME").dayGain()).isEqualTo(parse("-30"));
  }

  @Test
  void aFillOfADayThatIsOverIsNotCountedByTheNewOne() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10").price("100"));
    accepts(sell("b").account(OTHER).qty("4").price("100"));
    venue.tradingDay++;
    accepts(buy("c").qty("1").price("99"));
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").booked()).isEqualTo(parse("400"));
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    assertThat(venue.position(A, "ACME").dayGain()).isZero();
  }

  // ---- corrections

  @Test
  void aTradeThatIsBustedIsTakenBack() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10").price("100"));
    accepts(sell("b").account(OTHER).qty("4").price("100"));
    venue.deliverAll();
    accepts(tradeCancel("k1", "ACME-4-0").account("house"));
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").position()).isZero();
    assertThat(venue.position(A, "ACME").booked()).isZero();
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    assertThat(venue.position(A, "ACME").openBuyQty()).isEqualTo(parse("6"));
    assertThat(venue.position(A, "ACME").reserved()).isEqualTo(parse("600"));
    assertThat(venue.position(OTHER, "ACME").position()).isZero();
    assertThat(venue.position(OTHER, "ACME").booked()).isZero();
    venue.executions("ACME").forEach(venue.controls::apply);
    assertThat(venue.position(OTHER, "ACME").position()).as("once").isZero();
    accepts(tradeCancel("k2", "ACME-4-0").account("house"));
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").position()).as("a refused one").isZero();
  }

  @Test
  void positionAndCashAreCorrected() throws Exception {
    venue.limits(limits(A).maxPosition("10").maxNetNotional("1000"));
    accepts(buy("a").qty("1"));
    accepts(adjust("k1").side(Side.SELL).qty("4").cash("300"));
    venue.deliverAll();
    venue.restart(new StoredRows());
    assertThat(venue.position(A, "ACME").position()).isEqualTo(parse("-4"));
    assertThat(venue.position(A, "ACME").booked()).isEqualTo(parse("-300"));
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    assertThat(venue.position(A, "ACME").dayGain()).isZero();
    accepts(buy("b").qty("9"));
    refuses(buy("c").qty("4.1").price("1"), Reason.POSITION_LIMIT, "position=10.1, limit=10");
  }

  @Test
  void anAdjustmentIsOfAKnownAccountAndDoneOnce() {
    venue.limits(limits(A));
    refuses(adjust("k").account(OTHER).qty("1"), Reason.UNKNOWN_ACCOUNT, "account=" + OTHER);
    accepts(adjust("k").qty("1"));
    refuses(
        adjust("k").qty("1"), Reason.DUPLICATE_ORDER, "orderId=k, first partition=3, offset=1002");
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").position()).isEqualTo(parse("1"));
    venue.executions("ACME").forEach(venue.controls::apply);
    assertThat(venue.position(A, "ACME").position()).as("once").isEqualTo(parse("1"));
  }

  @Test
  void anAdjustmentKeepsThePositionInRange() {
    venue.limits(limits(A));
    for (int i = 0; i < 99; i++) {
      accepts(adjust("k" + i).qty("100000000"));
    }
    venue.deliverAll();
    accepts(adjust("l").qty("99999999.99999999"));
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").position()).isEqualTo(Decimal8.MAX);
    refuses(
        adjust("m").qty("0.00000001"),
        Reason.OVERFLOW,
        "worstPosition=9999999999.99999999, qty=0.00000001, limit=9999999999.99999999");
    accepts(adjust("n").cash("1"));
  }

  @Test
  void anAdjustmentThatIsReplayedIsDoneOnceToo() {
    venue.limits(limits(A));
    Judged judged = venue.judged(adjust("k").qty("1"), Verdict.ACCEPTED);
    venue.controls.replay(judged);
    refuses(
        adjust("k").qty("1"), Reason.DUPLICATE_ORDER, "orderId=k, first partition=3, offset=1001");
  }

  // ---- rates

  @Test
  void tooManyExecutionsLatchUntilAPersonLiftsIt() throws Exception {
    venue.limits(limits(A).maxExecutions(2, 1_000));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "1", "100");
    trade(A, Side.BUY, "1", "100");
    venue.now += 1_000_000;
    trade(A, Side.BUY, "1", "100");
    trade(A, Side.BUY, "1", "100");
    venue.now += 999_999;
    assertThat(venue.account(A).latched()).isFalse();
    trade(A, Side.BUY, "1", "100");
    assertThat(venue.account(A).latched()).isTrue();
    assertThat(venue.account(A).latchGeneration()).isEqualTo(1);
    String text = "executions=3, limit=2, generation=1";
    refuses(buy("a"), Reason.EXECUTION_RATE, text);
    venue.now += 3_600_000_000L;
    venue.tradingDay++;
    venue.restart(new StoredRows());
    refuses(sell("b"), Reason.EXECUTION_RATE, text);
    accepts(cancel("c", "p1"));
    venue.limits(limits(A).maxExecutions(2, 1_000).liftedLatch(2, "op"));
    venue.limits(limits(A).maxExecutions(2, 1_000).liftedLatch(1, ""));
    refuses(sell("d"), Reason.EXECUTION_RATE, text);
    venue.limits(limits(A).maxExecutions(2, 1_000).liftedLatch(1, "op"));
    accepts(buy("e").price("99"));
  }

  @Test
  void ordersOfTheSameContentWithinAWhileAreOne() {
    venue.limits(limits(A).duplicateMillis(500));
    accepts(buy("a"));
    venue.now += 499_999;
    refuses(buy("b"), Reason.DUPLICATE_CONTENT, "sameAs=a, age=500ms, limit=500ms");
    accepts(buy("c").qty("11"));
    accepts(buy("d").price("99"));
    accepts(sell("e").price("101"));
    accepts(buy("f").symbol("BOLT"));
    accepts(replace("g", "a"));
    venue.now += 1;
    accepts(buy("h"));
    refuses(buy("i"), Reason.DUPLICATE_CONTENT, "sameAs=h, age=0ms, limit=500ms");
  }

  @Test
  void recentOrdersAreBounded() {
    RecentOrders recent = new RecentOrders();
    for (int i = 0; i <= RecentOrders.MAX; i++) {
      recent.add(venue.judged(buy("o" + i).qty("" + (i + 1)), Verdict.ACCEPTED), 1_000);
    }
    assertThat(recent.find(venue.judged(buy("x").qty("1"), Verdict.ACCEPTED))).isNull();
    assertThat(recent.find(venue.judged(buy("x").qty("2"), Verdict.ACCEPTED)).orderId())
        .isEqualTo("o1");
  }

  // ---- states and symbols

  @Test
  void reducingTakesOnlyWhatBringsThePositionNearerToZero() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("90"));
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM/A");
    accepts(sell("b").qty("6").price("200"));
    refuses(
        sell("c").qty("5").price("200"),
        Reason.REDUCE_ONLY,
        "qty=5, limit=4, state of account=FIRM/A");
    accepts(sell("d").qty("4").price("200"));
    accepts(replace("e", "w").qty("4").price("90"));
    refuses(
        replace("f", "w").qty("6").price("90"),
        Reason.REDUCE_ONLY,
        "qty=1, limit=0, state of account=FIRM/A");
    accepts(cancel("g", "w"));
    assertThat(venue.account(A).state()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void reducingOfAShortPositionTakesBuys() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.SELL, "10", "100");
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(sell("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM/A");
    refuses(
        buy("b").qty("11").price("90"),
        Reason.REDUCE_ONLY,
        "qty=11, limit=10, state of account=FIRM/A");
    accepts(buy("c").qty("10").price("90"));
  }

  @Test
  void haltedTakesCancelsOnly() {
    venue.limits(limits(A));
    accepts(buy("w"));
    venue.limits(limits(A).state(TradingState.HALTED));
    refuses(buy("a"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    refuses(replace("b", "w").qty("1"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    accepts(cancel("c", "w"));
    venue.limits(limits(A).approved());
    accepts(buy("d"));
  }

  @Test
  void aSymbolMayBeDenied() {
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.DENY));
    refuses(buy("a"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
    accepts(buy("b").symbol("BOLT"));
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.UNKNOWN));
    refuses(buy("c"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
  }

  @Test
  void onlyListedSymbolsMayBeAllowed() {
    venue.limits(limits(A).onlyListed().rule("BOLT", SymbolRule.Access.ALLOW));
    refuses(buy("a"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
    accepts(buy("b").symbol("BOLT"));
    venue.limits(limits(A).onlyListed());
    refuses(buy("c").symbol("BOLT"), Reason.RESTRICTED_SYMBOL, "symbol=BOLT, account=FIRM/A");
  }

  @Test
  void aSymbolMayBeNotSoldShort() {
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.NO_SHORT));
    venue.limits(limits(OTHER));
    refuses(sell("a").qty("1"), Reason.NO_SHORT, "qty=1, limit=0, symbol=ACME");
    trade(A, Side.BUY, "10", "100");
    accepts(sell("b").qty("10").price("200"));
    refuses(sell("c").qty("1").price("200"), Reason.NO_SHORT, "qty=1, limit=0, symbol=ACME");
    accepts(buy("d").qty("1").price("90"));
  }

  @Test
  void aSymbolMayBeReducedOnly() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.REDUCE_ONLY));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, symbol=ACME");
    accepts(sell("b").qty("10").price("200"));
    accepts(buy("c").symbol("BOLT"));
  }

  @Test
  void anInstrumentMayBeReducedOnly() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("90"));
    accepts(sell("v").qty("3").price("200"));
    venue.reduceOnly.add("ACME");
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of symbol=ACME");
    refuses(
        sell("b").qty("7.00000001").price("200"),
        Reason.REDUCE_ONLY,
        "qty=7.00000001, limit=7, state of symbol=ACME");
    accepts(sell("c").qty("6").price("200"));
    refuses(
        replace("d", "v").qty("5").price("200"),
        Reason.REDUCE_ONLY,
        "qty=2, limit=1, state of symbol=ACME");
    accepts(replace("e", "v").qty("4").price("200"));
    refuses(
        replace("f", "w").qty("6").price("90"),
        Reason.REDUCE_ONLY,
        "qty=1, limit=0, state of symbol=ACME");
    accepts(replace("g", "w").qty("4").price("90"));
    accepts(cancel("h", "w"));
    accepts(buy("i").symbol("BOLT"));
    venue.deliverAll();
    venue.reduceOnly.clear();
    accepts(buy("j").qty("1"));
  }

  /** Whoever passes one of instrument, account and firm may still fail at another. */
  @Test
  void theStrictestStateOfInstrumentAccountAndFirmDecides() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.reduceOnly.add("ACME");
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of symbol=ACME");
    accepts(sell("b").qty("1").price("200"));
    venue.limits(limits(A).state(TradingState.HALTED));
    refuses(sell("c").qty("1").price("200"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    accepts(cancel("g", "b"));
    venue.limits(limits(A).approved());
    venue.limits(limits(FIRM).state(TradingState.HALTED));
    refuses(sell("d").qty("1").price("200"), Reason.TRADING_HALTED, "account=FIRM, state=HALTED");
    venue.limits(limits(FIRM).state(TradingState.REDUCING).approved());
    accepts(sell("e").qty("1").price("200"));
    venue.reduceOnly.clear();
    refuses(buy("f").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM");
  }

  /** It is the book that knows why: a replace of what does not work gets its cancel reject. */
  @Test
  void aReplaceOfAnUnknownOrderInAReducedInstrumentIsTheBooks() {
    venue.limits(limits(A));
    venue.reduceOnly.add("ACME");
    accepts(replace("a", "nothing").qty("1"));
  }

  @Test
  void aSymbolMayHaveLimitsOfItsOwn() {
    venue.limits(
        limits(A)
            .maxOrderQty("100")
            .rule(
                new SymbolRule(
                    "ACME", SymbolRule.Access.ALLOW, parse("10"), parse("900"), parse("12"))));
    refuses(
        buy("a").qty("10.00000001").price("1"),
        Reason.MAX_ORDER_QTY,
        "qty=10.00000001, limit=10, symbol=ACME");
    refuses(
        buy("b").qty("10").price("90.00000001"),
        Reason.MAX_NOTIONAL,
        "notional=900.0000001, limit=900, symbol=ACME");
    accepts(buy("c").qty("10").price("90"));
    accepts(buy("d").qty("2").price("90"));
    refuses(
        buy("e").qty("1").price("90"), Reason.POSITION_LIMIT, "position=13, limit=12, symbol=ACME");
    accepts(replace("f", "c").qty("9").price("90"));
    accepts(buy("g").symbol("BOLT").qty("100").price("90"));
  }

  // ---- the firm

  @Test
  void theStrictestOfAccountAndFirmDecides() {
    venue.limits(limits(A).maxOrderQty("10").maxNotional("2000"));
    venue.limits(limits(FIRM).maxOrderQty("20").maxNotional("1000"));
    refuses(buy("a").qty("11").price("1"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    refuses(
        buy("b").qty("10").price("100.1"),
        Reason.MAX_NOTIONAL,
        "notional=1001, limit=1000, firm=FIRM");
    accepts(buy("c").qty("10").price("100"));
  }

  @Test
  void theFirmsSumsAreThoseOfAllItsAccounts() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("100"));
    venue.limits(limits(B));
    venue.limits(
        limits(FIRM)
            .maxPosition("20")
            .maxOpenOrders(3)
            .maxGrossExposure("2100")
            .maxNetNotional("2200")
            .creditLimit("2300"));
    refuses(
        buy("a").account(B).qty("6").price("100"),
        Reason.POSITION_LIMIT,
        "position=21, limit=20, firm=FIRM");
    accepts(buy("b").account(B).qty("5").price("100"));
    assertThat(venue.account(FIRM).utilisation())
        .containsEntry("maxPosition", 10_000)
        .containsEntry("maxGrossExposure", 9_523)
        .containsEntry("maxOpenOrders", 6_666);
    assertThat(venue.account(FIRM).openOrders()).isEqualTo(2);
    venue.restart(new StoredRows());
    refuses(
        sell("c").account(B).qty("13").price("100"),
        Reason.GROSS_EXPOSURE,
        "exposure=2800, limit=2100, firm=FIRM");
    accepts(buy("d").account(A).symbol("BOLT").qty("1").price("100"));
    refuses(
        buy("e").account(B).qty("0.1").price("1"),
        Reason.MAX_OPEN_ORDERS,
        "orders=4, limit=3, firm=FIRM");
  }

  @Test
  void moneyOfTheFirm() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM).maxNetNotional("1500").creditLimit("2000"));
    trade(A, Side.BUY, "10", "100");
    refuses(
        buy("a").account(B).qty("6").price("100"),
        Reason.NET_NOTIONAL,
        "net=1600, limit=1500, firm=FIRM");
    accepts(sell("b").account(B).qty("10").price("100"));
    refuses(
        sell("c").account(B).qty("1").price("100"),
        Reason.CREDIT_LIMIT,
        "credit=2100, limit=2000, firm=FIRM");
  }

  @Test
  void ordersOfTheFirmInASecondAndInASymbol() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(FIRM).maxOrdersPerSecond(2).maxOpenOrdersPerSymbol(2));
    accepts(buy("a"));
    accepts(buy("a").account(B));
    refuses(buy("b"), Reason.ORDER_RATE, "orders=3, limit=2, firm=FIRM");
    accepts(cancel("c", "a"));
    venue.now += 1_000_000;
    refuses(buy("d").account(B), Reason.MAX_OPEN_ORDERS_PER_SYMBOL, "orders=3, limit=2, firm=FIRM");
  }

  @Test
  void lossesExecutionsAndStateOfTheFirm() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM).maxDailyLoss("50", TradingState.HALTED).maxExecutions(3, 1_000));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    refuses(buy("a").account(B).qty("1"), Reason.DAILY_LOSS, "loss=50, limit=50, firm=FIRM");
    venue.tradingDay++;
    trade(B, Side.BUY, "1", "95");
    trade(B, Side.BUY, "1", "95");
    refuses(buy("b"), Reason.EXECUTION_RATE, "executions=4, limit=3, generation=1, firm=FIRM");
    assertThat(venue.account(FIRM).latched()).isTrue();
    venue.limits(
        limits(FIRM)
            .maxDailyLoss("50", TradingState.HALTED)
            .maxExecutions(3, 1_000)
            .state(TradingState.HALTED)
            .liftedLatch(1, "op"));
    refuses(buy("c"), Reason.TRADING_HALTED, "account=FIRM, state=HALTED");
  }

  @Test
  void aKillOfTheFirmCancelsAndBlocksAllItsAccounts() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM));
    accepts(buy("a"));
    accepts(buy("b").account(B).symbol("BOLT"));
    accepts(buy("x").account(OTHER).price("99"));
    venue.deliverAll();
    venue.limits(limits(FIRM).killed(3));
    assertThat(venue.account(FIRM).killState()).isEqualTo(KillState.KILLING);
    assertThat(venue.account(FIRM).openOrders()).isEqualTo(2);
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    refuses(buy("c"), Reason.KILL_SWITCH, "account=FIRM, generation=3");
    venue.restart(new StoredRows());
    venue.deliverAll();
    assertThat(venue.account(FIRM).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).openOrders() + venue.account(B).openOrders()).isZero();
    assertThat(venue.account(OTHER).openOrders()).isEqualTo(1);
    refuses(buy("d").account(B), Reason.KILL_SWITCH, "account=FIRM, generation=3");
    venue.limits(limits(FIRM).lifted(3, "op"));
    accepts(buy("e").account(B));
  }

  @Test
  void aTombstoneOfTheFirmBlocksNewOrdersOfItsAccounts() {
    venue.limits(limits(A));
    venue.limits(limits(FIRM));
    accepts(buy("a"));
    venue.limits(limits(FIRM).deleted());
    refuses(buy("b"), Reason.UNKNOWN_ACCOUNT, "account=FIRM");
    accepts(replace("c", "a").qty("5"));
  }

  @Test
  void anAccountThatIsItsFirmIsBoundedOnce() {
    venue.limits(limits(FIRM).maxOrderQty("10"));
    refuses(buy("a").account(FIRM).qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    accepts(buy("b").account(FIRM).qty("10"));
  }

  // ---- who may change limits

  @Test
  void whoLoosensNeedsASecondPerson() throws Exception {
    venue.limits(limits(A).maxOrderQty("10"));
    venue.limits(limits(A).maxOrderQty("11").by("op", ""));
    venue.limits(limits(A).maxOrderQty("11").by("op", "op"));
    venue.limits(limits(A).maxOrderQty("11").by("", "second"));
    refuses(buy("a").qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    assertThat(venue.account(A).limitsOffset()).isEqualTo(1);
    assertThat(venue.account(A).refusedOffset()).isEqualTo(4);
    assertThat(texts())
        .containsExactly(
            "LIMITS_APPLIED offset=1, operator=, approver=",
            "LIMITS_REFUSED loosens=maxOrderQty, operator=op, approver=",
            "LIMITS_REFUSED loosens=maxOrderQty, operator=op, approver=op",
            "LIMITS_REFUSED loosens=maxOrderQty, operator=, approver=second",
            "BREACH qty=11, limit=10");
    venue.restart(new StoredRows());
    venue.controls.apply(limits(A).offset(4).maxOrderQty("5").build(), NOW);
    assertThat(venue.account(A).limitsOffset()).as("of a record that was refused").isEqualTo(1);
    venue.limits(limits(A).maxOrderQty("11").by("op", "second"));
    accepts(buy("b").qty("11"));
    venue.limits(limits(A).maxOrderQty("5"));
    refuses(buy("c").qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=5");
  }

  @Test
  void aTombstoneIsLiftedByTwoPersons() {
    venue.limits(limits(A));
    venue.limits(limits(A).deleted());
    venue.limits(limits(A));
    refuses(buy("a"), Reason.UNKNOWN_ACCOUNT, "account=FIRM/A");
    venue.limits(limits(A).approved());
    accepts(buy("b"));
  }

  @Test
  void aKillNeedsNobodyElseWhateverItsLimits() {
    venue.limits(limits(A).maxOrderQty("10"));
    venue.limits(limits(A).killed(1));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    venue.limits(limits(A).lifted(1, "op"));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    refuses(buy("a").qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    assertThat(texts())
        .containsExactly(
            "LIMITS_APPLIED offset=1, operator=, approver=",
            "LIMITS_REFUSED loosens=maxOrderQty, operator=, approver=",
            "KILLED generation=1, operator=",
            "LIMITS_REFUSED loosens=maxOrderQty, operator=op, approver=",
            "KILL_LIFTED generation=1, operator=op",
            "BREACH qty=11, limit=10");
  }

  @Test
  void everyLimitAndRuleIsGuarded() {
    RiskLimits strict =
        limits(A)
            .maxOrderQty("1")
            .maxNotional("1")
            .maxPosition("1")
            .maxGrossExposure("1")
            .creditLimit("1")
            .maxOpenOrders(1)
            .maxOrdersPerSecond(1)
            .maxOpenOrdersPerSymbol(1)
            .maxNetNotional("1")
            .maxDailyLoss("1", TradingState.HALTED)
            .maxExecutions(1, 1_000)
            .duplicateMillis(1_000)
            .state(TradingState.HALTED)
            .onlyListed()
            .rule(new SymbolRule("ACME", SymbolRule.Access.REDUCE_ONLY, 5, 5, 5))
            .build();
    assertThat(LimitChange.loosened(strict, strict)).isNull();
    for (Limit limit : Limit.values()) {
      RiskLimits looser = looser(strict, limit);
      assertThat(limit.of(looser)).as(limit.field).isGreaterThan(limit.of(strict));
      assertThat(LimitChange.loosened(strict, looser)).isEqualTo(limit.field);
      assertThat(LimitChange.loosened(looser, strict)).as(limit.field).isNull();
    }
    RiskLimits.Rules r = strict.rules();
    guards(
        strict, "executionsMillis", rules(r, 999, 1_000, TradingState.HALTED, true, r.symbols()));
    guards(strict, "duplicateMillis", rules(r, 1_000, 999, TradingState.HALTED, true, r.symbols()));
    guards(
        strict, "tradingState", rules(r, 1_000, 1_000, TradingState.REDUCING, true, r.symbols()));
    guards(strict, "onlyListed", rules(r, 1_000, 1_000, TradingState.HALTED, false, r.symbols()));
    symbolGuards(strict, new SymbolRule("ACME", SymbolRule.Access.NO_SHORT, 5, 5, 5));
    symbolGuards(strict, new SymbolRule("ACME", SymbolRule.Access.REDUCE_ONLY, 6, 5, 5));
    symbolGuards(strict, new SymbolRule("ACME", SymbolRule.Access.REDUCE_ONLY, 5, 6, 5));
    symbolGuards(strict, new SymbolRule("ACME", SymbolRule.Access.REDUCE_ONLY, 5, 5, 6));
    SymbolRule same = r.symbols().get(0);
    List<SymbolRule> another =
        List.of(same, new SymbolRule("BOLT", SymbolRule.Access.REDUCE_ONLY, 1, 1, 1));
    guards(strict, "symbols BOLT", rules(r, 1_000, 1_000, TradingState.HALTED, true, another));
    // Not listed is denied here, and to deny is no loosening.
    assertThat(loosened(strict, rules(r, 1_000, 1_000, TradingState.HALTED, true, List.of())))
        .isNull();
    List<SymbolRule> denied = List.of(new SymbolRule("ACME", SymbolRule.Access.DENY, 9, 9, 9));
    assertThat(loosened(strict, rules(r, 1_000, 1_000, TradingState.HALTED, true, denied)))
        .isNull();
  }

  private static void symbolGuards(RiskLimits strict, SymbolRule rule) {
    RiskLimits.Rules r = strict.rules();
    guards(
        strict, "symbols ACME", rules(r, 1_000, 1_000, TradingState.HALTED, true, List.of(rule)));
  }

  private static void guards(RiskLimits strict, String field, RiskLimits.Rules looser) {
    assertThat(loosened(strict, looser)).isEqualTo(field);
  }

  private static String loosened(RiskLimits strict, RiskLimits.Rules rules) {
    return LimitChange.loosened(strict, with(strict, rules));
  }

  private static RiskLimits.Rules rules(
      RiskLimits.Rules r,
      int executionsMillis,
      int duplicateMillis,
      TradingState state,
      boolean onlyListed,
      List<SymbolRule> symbols) {
    return new RiskLimits.Rules(
        r.maxOpenOrdersPerSymbol(),
        r.maxNetNotional(),
        r.maxDailyLoss(),
        r.lossState(),
        r.maxExecutions(),
        executionsMillis,
        duplicateMillis,
        state,
        onlyListed,
        symbols,
        0,
        "",
        0);
  }

  private static RiskLimits looser(RiskLimits l, Limit which) {
    RiskLimits.Rules r = l.rules();
    RiskLimits.Rules rules =
        new RiskLimits.Rules(
            r.maxOpenOrdersPerSymbol() + (which == Limit.MAX_OPEN_ORDERS_PER_SYMBOL ? 1 : 0),
            r.maxNetNotional() + (which == Limit.NET_NOTIONAL ? 1 : 0),
            r.maxDailyLoss() + (which == Limit.DAILY_LOSS ? 1 : 0),
            r.lossState(),
            r.maxExecutions() + (which == Limit.EXECUTION_RATE ? 1 : 0),
            r.executionsMillis(),
            r.duplicateMillis(),
            r.tradingState(),
            r.onlyListed(),
            r.symbols(),
            0,
            "",
            0);
    return new RiskLimits(
        l.account(),
        0,
        0,
        false,
        l.maxOrderQty() + (which == Limit.MAX_ORDER_QTY ? 1 : 0),
        l.maxNotional() + (which == Limit.MAX_NOTIONAL ? 1 : 0),
        l.maxPosition() + (which == Limit.POSITION_LIMIT ? 1 : 0),
        l.maxGrossExposure() + (which == Limit.GROSS_EXPOSURE ? 1 : 0),
        l.creditLimit() + (which == Limit.CREDIT_LIMIT ? 1 : 0),
        which == Limit.MAX_OPEN_ORDERS ? RiskLimits.NO_COUNT : l.maxOpenOrders(),
        l.maxOrdersPerSecond() + (which == Limit.ORDER_RATE ? 1 : 0),
        false,
        0,
        "",
        0,
        rules);
  }

  private static RiskLimits with(RiskLimits l, RiskLimits.Rules rules) {
    return new RiskLimits(
        l.account(),
        0,
        0,
        false,
        l.maxOrderQty(),
        l.maxNotional(),
        l.maxPosition(),
        l.maxGrossExposure(),
        l.creditLimit(),
        l.maxOpenOrders(),
        l.maxOrdersPerSecond(),
        false,
        0,
        "",
        0,
        rules);
  }

  @Test
  void limitsMayBeginToHoldLater() throws Exception {
    venue.limits(limits(A).maxOrderQty("10"));
    venue.limits(limits(A).maxOrderQty("5").effectiveFrom(NOW + 1_000));
    assertThat(venue.account(A).pendingOffset()).isEqualTo(2);
    accepts(buy("a").qty("10"));
    venue.restart(new StoredRows());
    venue.now = NOW + 999;
    accepts(buy("b").qty("10"));
    venue.now = NOW + 1_000;
    refuses(buy("c").qty("10"), Reason.MAX_ORDER_QTY, "qty=10, limit=5");
    assertThat(venue.account(A).pendingOffset()).isEqualTo(-1);
    assertThat(venue.account(A).limitsOffset()).isEqualTo(2);
  }

  @Test
  void limitsOfTheFirmMayBeginToHoldLater() {
    venue.limits(limits(A));
    venue.limits(limits(FIRM));
    venue.limits(limits(FIRM).maxOrderQty("5").effectiveFrom(NOW + 1_000));
    accepts(buy("a").qty("10"));
    venue.now = NOW + 1_000;
    refuses(buy("b").qty("10"), Reason.MAX_ORDER_QTY, "qty=10, limit=5, firm=FIRM");
  }

  @Test
  void aKillDoesNotWait() {
    venue.limits(limits(A).maxOrderQty("10"));
    venue.limits(limits(A).killed(1).maxOrderQty("5").effectiveFrom(NOW + 1_000));
    refuses(buy("a").qty("1"), Reason.KILL_SWITCH, "account=FIRM/A, generation=1");
    assertThat(venue.account(A).limitsOffset()).isEqualTo(1);
  }

  // ---- what is told

  @Test
  void useOfALimitIsToldOncePerThresholdAndDay() throws Exception {
    venue.limits(limits(A).maxPosition("100"));
    assertThat(events()).containsExactly("FIRM/A LIMITS_APPLIED  0");
    accepts(buy("a").qty("49.99999999"));
    assertThat(events()).isEmpty();
    accepts(buy("b").qty("0.00000001"));
    assertThat(events()).containsExactly("FIRM/A WARNING maxPosition 50");
    accepts(cancel("c", "a"));
    venue.deliverAll();
    accepts(buy("d").qty("60"));
    assertThat(events()).isEmpty();
    venue.restart(new StoredRows());
    accepts(buy("e").qty("14.99999999"));
    assertThat(events()).containsExactly("FIRM/A WARNING maxPosition 75");
    accepts(buy("f").qty("15"));
    assertThat(events()).containsExactly("FIRM/A WARNING maxPosition 90");
    accepts(buy("g").qty("5"));
    assertThat(events()).containsExactly("FIRM/A WARNING maxPosition 95");
    accepts(buy("h").qty("5"));
    assertThat(events()).isEmpty();
    refuses(buy("i").qty("1"), Reason.POSITION_LIMIT, "position=101, limit=100");
    refuses(buy("j").qty("1"), Reason.POSITION_LIMIT, "position=101, limit=100");
    assertThat(events()).containsExactly("FIRM/A BREACH maxPosition 101");
    venue.tradingDay++;
    refuses(buy("k").qty("1"), Reason.POSITION_LIMIT, "position=101, limit=100");
    assertThat(events()).containsExactly("FIRM/A BREACH maxPosition 101");
  }

  /** One unit of 10⁻⁸ below each threshold nothing is told. */
  @Test
  void theThresholdsAre50And75And85And90And95Percent() {
    venue.limits(limits(A).maxPosition("100"));
    events();
    String below = "49.99999999";
    int orders = 0;
    for (int percent : new int[] {50, 75, 85, 90, 95}) {
      accepts(buy("o" + orders++).qty(below));
      assertThat(events()).isEmpty();
      accepts(buy("o" + orders++).qty("0.00000001"));
      assertThat(events()).containsExactly("FIRM/A WARNING maxPosition " + percent);
      below = percent == 50 ? "24.99999999" : percent == 75 ? "9.99999999" : "4.99999999";
    }
    accepts(buy("o" + orders++).qty("5"));
    assertThat(events()).isEmpty();
    refuses(
        buy("o" + orders).qty("0.00000001"),
        Reason.POSITION_LIMIT,
        "position=100.00000001, limit=100");
    assertThat(events()).containsExactly("FIRM/A BREACH maxPosition 100");
  }

  @Test
  void whatIsRefusedUsesNothing() {
    venue.limits(limits(A).maxOrderQty("100").maxOpenOrders(0));
    assertThat(events()).hasSize(1);
    refuses(buy("a").qty("60"), Reason.MAX_OPEN_ORDERS, "orders=1, limit=0");
    assertThat(events()).containsExactly("FIRM/A BREACH maxOpenOrders " + Integer.MAX_VALUE / 100);
  }

  @Test
  void executionsUseLimitsToo() {
    venue.limits(limits(A).maxDailyLoss("100", TradingState.HALTED).maxExecutions(2, 1_000));
    venue.limits(limits(OTHER));
    events();
    trade(A, Side.BUY, "10", "100");
    assertThat(events()).containsExactly("FIRM/A WARNING maxExecutions 50");
    trade(A, Side.BUY, "1", "95");
    assertThat(events())
        .containsExactly("FIRM/A WARNING maxExecutions 95", "FIRM/A WARNING maxDailyLoss 50");
    trade(A, Side.BUY, "1", "90");
    assertThat(events())
        .containsExactly("FIRM/A LATCHED maxExecutions 100", "FIRM/A BREACH maxDailyLoss 105");
  }

  @Test
  void eventsAreNumberedPerAccountAcrossRestarts() throws Exception {
    List<RiskEvent> events = new ArrayList<>();
    venue.limits(limits(A).maxOrderQty("10"));
    venue.limits(limits(B));
    venue.limits(limits(FIRM).maxNotional("1000"));
    venue.controls.takeEvents(events::add);
    venue.restart(new StoredRows());
    accepts(buy("a").qty("5"));
    accepts(buy("b").qty("8").price("94"));
    venue.controls.takeEvents(events::add);
    assertThat(events)
        .extracting(e -> e.account() + " " + e.number() + " " + e.kind() + " " + e.text())
        .containsExactly(
            "FIRM/A 1 LIMITS_APPLIED offset=1, operator=, approver=",
            "FIRM/B 1 LIMITS_APPLIED offset=2, operator=, approver=",
            "FIRM 1 LIMITS_APPLIED offset=3, operator=, approver=",
            "FIRM/A 2 WARNING qty=5, limit=10",
            "FIRM 2 WARNING notional=500, limit=1000, firm=FIRM",
            "FIRM/A 3 WARNING qty=8, limit=10",
            "FIRM 3 WARNING notional=752, limit=1000, firm=FIRM");
    RiskEvent last = events.get(5);
    assertThat(last.measured()).isEqualTo(parse("8"));
    assertThat(last.max()).isEqualTo(parse("10"));
    assertThat(last.time()).isEqualTo(NOW);
  }

  @Test
  void anAccountWithoutLimitsIsAskedForNone() {
    venue.limits(limits(A));
    Scope none = new Scope(new Account(A, new Firm(FIRM), new Changed(), e -> {}), false);
    none.limits(limits(A).build());
    assertThat(none.ofCommands()).isEmpty();
    assertThat(none.ofSizes()).as("overflows of numbers, and what the instrument says").hasSize(3);
  }
}
