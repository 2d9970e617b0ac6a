package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

class AccountControlsTest {
  private static final String A = "FIRM/A";
  private static final String OTHER = "FIRM/B";

  private final Venue venue = new Venue();

  private void accepts(OrderBuilder order) {
    assertThat(venue.send(order).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  private void refuses(OrderBuilder order, Reason reason, String text) {
    assertThat(venue.send(order).verdict()).isEqualTo(new Verdict(reason, text));
  }

  private AccountSnapshot.Position acme() {
    return venue.position(A, "ACME");
  }

  /** The other account takes the other side of an order at this price, with all feedback. */
  private void fill(String id, Side side, String qty, String price) {
    OrderBuilder order = side == Side.BUY ? sell("against-" + id) : buy("against-" + id);
    accepts(order.account(OTHER).qty(qty).price(price));
    venue.deliverAll();
  }

  // ---- who may

  @Test
  void anAccountWithoutLimitsIsUnknown() {
    refuses(buy("a"), Reason.UNKNOWN_ACCOUNT, "UNKNOWN_ACCOUNT: account=FIRM/A");
    accepts(cancel("b", "a"));
    venue.limits(limits(A));
    accepts(buy("a"));
  }

  @Test
  void firmOfAnAccount() {
    assertThat(AccountControls.firm("FIRM/A")).isEqualTo("FIRM");
    assertThat(AccountControls.firm("FIRM/A/1")).isEqualTo("FIRM");
    assertThat(AccountControls.firm("ALONE")).isEqualTo("ALONE");
  }

  @Test
  void aTombstoneBlocksNewOrdersOnly() {
    venue.limits(limits(A));
    accepts(buy("a"));
    venue.limits(limits(A).deleted());
    refuses(buy("b"), Reason.UNKNOWN_ACCOUNT, "UNKNOWN_ACCOUNT: account=FIRM/A");
    accepts(replace("r1", "a").qty("5"));
    refuses(
        replace("r2", "a").qty("15"), Reason.UNKNOWN_ACCOUNT, "UNKNOWN_ACCOUNT: account=FIRM/A");
    accepts(cancel("c", "a"));
    venue.deliverAll();
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    assertThat(venue.account(A).openOrders()).isZero();
  }

  @Test
  void olderLimitsChangeNothing() {
    venue.controls.apply(limits(A).offset(9).maxOrderQty("10").build(), venue.now);
    venue.controls.apply(limits(A).offset(8).maxOrderQty("1").build(), venue.now);
    accepts(buy("a").qty("10"));
    assertThat(venue.account(A).limitsOffset()).isEqualTo(9);
  }

  // ---- duplicates

  @Test
  void anIdIsTakenOnceForOrdersAndReplaces() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a"));
    String text = "DUPLICATE_ORDER: orderId=a, first partition=3, offset=1001";
    refuses(buy("a").price("99"), Reason.DUPLICATE_ORDER, text);
    refuses(buy("a").symbol("OTHER"), Reason.DUPLICATE_ORDER, text);
    refuses(replace("a", "a"), Reason.DUPLICATE_ORDER, text);
    accepts(replace("r", "a").qty("5"));
    refuses(
        buy("r"),
        Reason.DUPLICATE_ORDER,
        "DUPLICATE_ORDER: orderId=r, first partition=3, offset=1004");
    accepts(buy("a").account(OTHER));
    accepts(cancel("a", "a"));
  }

  @Test
  void theRejectOfADuplicateReleasesNothing() {
    venue.limits(limits(A));
    accepts(buy("a"));
    venue.send(buy("a"));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().reserved()).isEqualTo(parse("1000"));
  }

  @Test
  void anIdThatTheSymbolStageRefusedIsTakenToo() {
    venue.limits(limits(A));
    Verdict tick = Verdict.reject(Reason.TICK_SIZE, "price=1, limit=5");
    assertThat(venue.send(buy("a"), tick).verdict()).isEqualTo(tick);
    refuses(
        buy("a"),
        Reason.DUPLICATE_ORDER,
        "DUPLICATE_ORDER: orderId=a, first partition=3, offset=1001");
    assertThat(venue.account(A).positions()).isEmpty();
  }

  @Test
  void anIdIsFreeOnTheSecondTradingDayAfterItsOrderEnded() {
    venue.limits(limits(A));
    accepts(buy("gtc").tif(TimeInForce.GTC));
    accepts(buy("gone"));
    accepts(replace("r", "gtc").qty("5"));
    accepts(cancel("c", "gone"));
    venue.deliverAll();
    venue.tradingDay = 20_003;
    assertThat(venue.send(buy("gone")).verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);
    venue.tradingDay = 20_004;
    accepts(buy("gone"));
    // What works keeps its ids.
    assertThat(venue.send(buy("gtc")).verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);
    assertThat(venue.send(buy("r")).verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);
  }

  @Test
  void idsThatCameFreeLeaveNoRow() throws Exception {
    StoredRows stored = new StoredRows();
    venue.limits(limits(A));
    accepts(buy("a").tif(TimeInForce.IOC));
    venue.deliverAll();
    venue.restart(stored);
    assertThat(stored.rows()).containsKey("id FIRM/A a");
    venue.tradingDay += 1;
    accepts(buy("b").tif(TimeInForce.IOC));
    venue.tradingDay += 1;
    accepts(buy("c").tif(TimeInForce.IOC));
    venue.restart(stored);
    assertThat(stored.rows()).doesNotContainKey("id FIRM/A a").containsKey("id FIRM/A b");
  }

  // ---- rates and sizes

  @Test
  void orderRateCountsNewOrdersAndReplacesOfASecond() {
    venue.limits(limits(A).maxOrdersPerSecond(2));
    accepts(buy("a"));
    accepts(replace("b", "a").qty("5"));
    accepts(cancel("c", "x"));
    venue.now += 999_999;
    refuses(buy("d"), Reason.ORDER_RATE, "ORDER_RATE: orders=3, limit=2");
    venue.now += 1;
    accepts(buy("e"));
    accepts(buy("f"));
    refuses(buy("g"), Reason.ORDER_RATE, "ORDER_RATE: orders=3, limit=2");
  }

  @Test
  void maxOrderQty() {
    venue.limits(limits(A).maxOrderQty("10"));
    accepts(buy("a").qty("10"));
    refuses(
        buy("b").qty("10.00000001"),
        Reason.MAX_ORDER_QTY,
        "MAX_ORDER_QTY: qty=10.00000001, limit=10");
    venue.limits(limits(A).maxOrderQty("1"));
    accepts(replace("c", "a").qty("5"));
    refuses(replace("d", "a").qty("11"), Reason.MAX_ORDER_QTY, "MAX_ORDER_QTY: qty=11, limit=1");
  }

  @Test
  void notionalOverflow() {
    venue.limits(limits(A));
    venue.reference = null;
    accepts(buy("a").qty("92233720.36854775").price("1000"));
    refuses(
        buy("a2").qty("92233720.36854776").price("1000"),
        Reason.NOTIONAL_OVERFLOW,
        "NOTIONAL_OVERFLOW: qty=92233720.36854776, price=1000, limit=92233720368.54775807");
    refuses(
        buy("b").qty("100000000").price("1000"),
        Reason.NOTIONAL_OVERFLOW,
        "NOTIONAL_OVERFLOW: qty=100000000, price=1000, limit=92233720368.54775807");
  }

  @Test
  void maxNotional() {
    venue.limits(limits(A).maxNotional("1000000"));
    accepts(buy("a").qty("10000").price("100"));
    refuses(
        buy("b").qty("12000").price("100"),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1200000, limit=1000000");
    refuses(
        sell("c").qty("10001").price("1"),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1000100, limit=1000000");
    venue.protectionLimit = "110";
    refuses(
        buy("d").qty("10000").market(),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1100000, limit=1000000");
    venue.limits(limits(A).maxNotional("1"));
    accepts(replace("e", "a").qty("9999"));
  }

  @Test
  void maxOpenOrders() {
    venue.limits(limits(A).maxOpenOrders(2));
    accepts(buy("a"));
    accepts(buy("b"));
    refuses(buy("c"), Reason.MAX_OPEN_ORDERS, "MAX_OPEN_ORDERS: orders=3, limit=2");
    accepts(replace("d", "a").qty("11"));
    accepts(cancel("e", "a"));
    venue.deliverAll();
    accepts(buy("f"));
  }

  @Test
  void positionLimitCountsPositionAndWorkingOrders() {
    venue.limits(limits(A).maxPosition("20"));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("15"));
    accepts(buy("b").qty("5"));
    refuses(buy("c").qty("1"), Reason.POSITION_LIMIT, "POSITION_LIMIT: position=21, limit=20");
    accepts(sell("d").qty("20").price("200"));
    refuses(
        sell("e").qty("1").price("200"),
        Reason.POSITION_LIMIT,
        "POSITION_LIMIT: position=-21, limit=20");
    refuses(
        replace("f", "a").qty("16"),
        Reason.POSITION_LIMIT,
        "POSITION_LIMIT: position=21, limit=20");
    fill("a", Side.BUY, "15", "100");
    assertThat(acme().position()).isEqualTo(parse("15"));
    // Now short at worst by 15 − 20.
    accepts(sell("g").qty("15").price("200"));
    refuses(buy("h").qty("1"), Reason.POSITION_LIMIT, "POSITION_LIMIT: position=21, limit=20");
  }

  @Test
  void whoIsOverALimitThatWasLoweredMayReduce() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("30"));
    fill("a", Side.BUY, "20", "100");
    venue.limits(limits(A).maxPosition("10").maxGrossExposure("1000"));
    accepts(sell("b").qty("20").price("100"));
    accepts(replace("c", "a").qty("25"));
    refuses(
        replace("d", "a").qty("31"),
        Reason.POSITION_LIMIT,
        "POSITION_LIMIT: position=31, limit=10");
  }

  @Test
  void sumsOfQuantitiesStayInRange() {
    venue.limits(limits(A));
    venue.reference = "0.00000001";
    for (int i = 0; i < 922; i++) {
      accepts(buy("a" + i).qty("100000000").price("0.00000001"));
    }
    refuses(
        buy("b").qty("100000000").price("0.00000001"),
        Reason.OVERFLOW,
        "OVERFLOW: qty=100000000, position=92200000000, limit=92233720368.54775807");
    accepts(buy("c").qty("33720368.54775807").price("0.00000001"));
    refuses(
        buy("d").qty("0.00000001").price("0.00000001"),
        Reason.OVERFLOW,
        "OVERFLOW: qty=0.00000001, position=92233720368.54775807, limit=92233720368.54775807");
    accepts(sell("e").qty("100000000").price("1"));
  }

  @Test
  void grossExposureIsTheLargerWorstCaseAtTheMarkOverAllSymbols() {
    venue.limits(limits(A).maxGrossExposure("3000"));
    accepts(buy("a").qty("10"));
    accepts(sell("b").qty("8").price("500"));
    assertThat(venue.account(A).grossExposure()).isEqualTo(parse("1000"));
    accepts(buy("c").symbol("BOLT").qty("20"));
    assertThat(venue.account(A).grossExposure()).isEqualTo(parse("3000"));
    refuses(buy("d").qty("1"), Reason.GROSS_EXPOSURE, "GROSS_EXPOSURE: exposure=3100, limit=3000");
    // The other side has room up to the larger one.
    accepts(sell("e").qty("2").price("500"));
    refuses(sell("f").qty("1"), Reason.GROSS_EXPOSURE, "GROSS_EXPOSURE: exposure=3100, limit=3000");
  }

  @Test
  void withoutAReferenceTheMarkIsTheFirstPriceOfTheAccount() {
    venue.limits(limits(A).maxGrossExposure("1000"));
    venue.reference = null;
    refuses(
        buy("a").qty("11").price("100"),
        Reason.GROSS_EXPOSURE,
        "GROSS_EXPOSURE: exposure=1100, limit=1000");
    accepts(buy("b").qty("10").price("100"));
    assertThat(acme().mark()).isEqualTo(parse("100"));
  }

  @Test
  void creditIsWhatIsReservedAndWhatIsBooked() {
    venue.limits(limits(A).creditLimit("2000"));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10"));
    fill("a", Side.BUY, "10", "100");
    assertThat(venue.account(A).creditUsed()).isEqualTo(parse("1000"));
    refuses(
        buy("b").qty("10").price("100.01"),
        Reason.CREDIT_LIMIT,
        "CREDIT_LIMIT: credit=2000.1, limit=2000");
    accepts(buy("c").qty("10").price("100"));
    refuses(
        replace("d", "c").qty("10").price("101"),
        Reason.CREDIT_LIMIT,
        "CREDIT_LIMIT: credit=2010, limit=2000");
    accepts(replace("e", "c").qty("9").price("100"));
    // A sell is valued at the reference when that is higher.
    refuses(
        sell("f").qty("1").price("50"),
        Reason.CREDIT_LIMIT,
        "CREDIT_LIMIT: credit=2100, limit=2000");
  }

  // ---- reservations

  @Test
  void aFillConvertsWhatWasReserved() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10").price("101"));
    assertThat(acme().reserved()).isEqualTo(parse("1010"));
    fill("a", Side.BUY, "4", "99");
    assertThat(acme())
        .isEqualTo(
            new AccountSnapshot.Position(
                "ACME",
                "USD",
                parse("4"),
                parse("6"),
                0,
                parse("606"),
                parse("404"),
                parse("101"),
                20_000,
                parse("404"),
                0));
  }

  @Test
  void aMarketOrderIsReservedAtItsProtectionLimitAndReleasedAtItsEnd() {
    venue.limits(limits(A));
    venue.protectionLimit = "110";
    accepts(buy("a").qty("10").market());
    assertThat(acme().reserved()).isEqualTo(parse("1100"));
    venue.deliverAll();
    assertThat(acme().reserved()).isZero();
    assertThat(venue.account(A).openOrders()).isZero();
  }

  @Test
  void aReplaceReservesTheLargerUntilItIsAnswered() {
    venue.limits(limits(A));
    accepts(buy("a").qty("10").price("100"));
    venue.deliverAll();
    accepts(replace("r", "a").qty("4").price("100"));
    assertThat(acme().reserved()).isEqualTo(parse("1000"));
    venue.deliverAll();
    assertThat(acme().reserved()).isEqualTo(parse("400"));
    accepts(replace("s", "a").qty("6").price("110"));
    assertThat(acme().reserved()).isEqualTo(parse("660"));
    assertThat(acme().openBuyQty()).isEqualTo(parse("6"));
    venue.deliverAll();
    assertThat(acme().reserved()).isEqualTo(parse("660"));
  }

  @Test
  void aRefusedReplaceRestoresTheOld() {
    venue.limits(limits(A));
    accepts(buy("a").qty("10").price("100"));
    venue.deliverAll();
    // The book refuses another side.
    accepts(replace("r", "a").side(Side.SELL).qty("20").price("100"));
    assertThat(acme().reserved()).isEqualTo(parse("2000"));
    venue.deliverAll();
    assertThat(acme().reserved()).isEqualTo(parse("1000"));
  }

  @Test
  void aReplaceToWhatIsFilledEndsTheOrder() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10"));
    fill("a", Side.BUY, "4", "100");
    accepts(replace("r", "a").qty("4"));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(acme().reserved()).isZero();
    assertThat(acme().position()).isEqualTo(parse("4"));
  }

  @Test
  void aReplaceOfAnUnknownOrderPassesAndReservesNothing() {
    venue.limits(limits(A).maxOrderQty("1"));
    accepts(replace("r", "never").qty("100"));
    venue.deliverAll();
    assertThat(venue.account(A).positions()).isEmpty();
    assertThat(venue.executions("ACME"))
        .singleElement()
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_ORDER));
  }

  @Test
  void theBookIsToldWhetherTheTargetOfACancelWasAccepted() throws Exception {
    StoredRows stored = new StoredRows();
    venue.limits(limits(A));
    accepts(buy("a"));
    accepts(OrderBuilder.cancel("c1", "a"));
    venue.deliverAll();
    venue.restart(stored);
    accepts(OrderBuilder.cancel("c2", "a"));
    accepts(OrderBuilder.cancel("c3", "never"));
    accepts(replace("r1", "a"));
    venue.deliverAll();
    assertThat(venue.executions("ACME"))
        .extracting(e -> e.requestId() + " " + e.reason())
        .containsExactly("a null", "c1 null", "c2 TOO_LATE", "c3 UNKNOWN_ORDER", "r1 TOO_LATE");
  }

  @Test
  void aStopReservesItsProtectionLimit() {
    assertThat(Notional.reservePrice(Side.BUY, OrderType.STOP, -1, 100, 120)).isEqualTo(120);
  }

  @Test
  void amountsAreRoundedUp() {
    venue.limits(limits(A));
    accepts(buy("a").qty("0.00000001").price("0.5"));
    assertThat(acme().reserved()).isEqualTo(1);
  }

  @Test
  void anExecutionCountsOnce() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10"));
    fill("a", Side.BUY, "4", "100");
    AccountSnapshot before = venue.account(A);
    venue.executions("ACME").forEach(venue.controls::apply);
    assertThat(venue.account(A)).isEqualTo(before);
  }

  @Test
  void anExecutionThatComesEarlyWaitsForItsOrder() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    // Another stage accepted it; this one hears of its executions first.
    Venue elsewhere = new Venue();
    elsewhere.limits(limits(A));
    elsewhere.limits(limits(OTHER));
    Judged order = elsewhere.send(buy("a").qty("10"));
    elsewhere.send(sell("b").account(OTHER).qty("4"));
    elsewhere
        .executions("ACME")
        .forEach(
            execution -> {
              if (execution.account().equals(A)) {
                venue.controls.apply(execution);
              }
            });
    assertThat(venue.account(A).openOrders()).isZero();
    StoredRows stored = new StoredRows();
    venue.restart(stored);
    assertThat(stored.rows()).containsKey("parked FIRM/A a");
    assertThat(venue.controls.judge(order).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().position()).isEqualTo(parse("4"));
    assertThat(acme().reserved()).isEqualTo(parse("600"));
    venue.restart(stored);
    assertThat(stored.rows()).doesNotContainKey("parked FIRM/A a");
  }

  @Test
  void anExecutionWaitsForItsOrderAlsoWhenADuplicateOfItIsReplayedFirst() {
    Venue before = new Venue();
    before.limits(limits(A));
    Judged order = before.send(buy("a").qty("10"));
    before.send(buy("other").symbol("BETA").qty("1"));
    Judged duplicate = before.send(buy("a").symbol("BETA").qty("10"));
    assertThat(duplicate.verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);

    venue.limits(limits(A));
    venue.controls.replay(duplicate);
    before.executions("ACME").forEach(venue.controls::apply);
    assertThat(venue.account(A).openOrders()).isZero();
    venue.controls.replay(order);
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().reserved()).isEqualTo(parse("1000"));
  }

  // ---- cancels

  @Test
  void cancelsOfOneOrAllPassWhateverAnAccountMayNot() {
    venue.limits(limits(A).maxOrdersPerSecond(1));
    accepts(buy("a"));
    refuses(buy("b"), Reason.ORDER_RATE, "ORDER_RATE: orders=2, limit=1");
    passesCancels("rate");
    venue.reduceOnly.add("ACME");
    venue.limits(limits(A).state(TradingState.HALTED).maxOrdersPerSecond(1));
    passesCancels("halted");
    venue.limits(limits(A).deleted());
    passesCancels("deleted");
    venue.limits(limits("FIRM").killed(1));
    passesCancels("killed");
    venue.limits(limits(A).killed(1));
    passesCancels("killed itself");
  }

  private void passesCancels(String id) {
    accepts(cancel("one " + id, "a"));
    accepts(cancel("all " + id, "").action(Action.MASS_CANCEL).side(Side.BOTH));
  }

  @Test
  void aMassCancelEndsTheOrdersOfItsAccountAndFreesWhatTheyReserve() {
    venue.limits(limits(A).maxOpenOrders(2));
    venue.limits(limits(OTHER));
    accepts(buy("a"));
    accepts(sell("b").price("200"));
    accepts(buy("x").account(OTHER));
    accepts(cancel("m", "").action(Action.MASS_CANCEL).side(Side.SELL));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    accepts(cancel("n", "").action(Action.MASS_CANCEL).side(Side.BOTH));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(acme().reserved()).isZero();
    assertThat(venue.account(OTHER).openOrders()).isEqualTo(1);
  }

  // ---- kill

  @Test
  void aKillBlocksAndCancelsAfterTheLastAcceptedOrder() {
    venue.limits(limits(A));
    accepts(buy("a"));
    accepts(buy("b").symbol("BOLT"));
    accepts(buy("c"));
    venue.deliverAll();
    venue.limits(limits(A).killed(7));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLING);
    refuses(buy("d"), Reason.KILL_SWITCH, "KILL_SWITCH: account=FIRM/A, generation=7");
    refuses(
        replace("e", "a").qty("5"),
        Reason.KILL_SWITCH,
        "KILL_SWITCH: account=FIRM/A, generation=7");
    accepts(cancel("f", "a"));
    venue.deliverAll();
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(venue.log("ACME"))
        .filteredOn(LogEntry.Symbol.class::isInstance)
        .extracting(entry -> ((LogEntry.Symbol) entry).command().after())
        .containsExactly(0L, 3L);
  }

  @Test
  void aKillWithNothingToCancelIsDoneAtOnce() {
    venue.limits(limits(A).killed(1));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
  }

  @Test
  void aLatchIsLiftedOnlyByItsGenerationAndAnOperator() {
    venue.limits(limits(A).killed(7));
    venue.limits(limits(A));
    venue.limits(limits(A).lifted(6, "op"));
    venue.limits(limits(A).lifted(7, ""));
    venue.limits(limits(A).deleted());
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).killGeneration()).isEqualTo(7);
    venue.limits(limits(A).lifted(7, "op").approved());
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    accepts(buy("a"));
  }

  @Test
  void utilisationIsInBasisPointsOfEachLimit() {
    venue.limits(
        limits(A).maxPosition("40").maxGrossExposure("3000").creditLimit("10000").maxOpenOrders(3));
    accepts(buy("a").qty("10"));
    assertThat(venue.account(A).utilisation())
        .containsOnly(
            java.util.Map.entry("maxPosition", 2_500),
            java.util.Map.entry("maxGrossExposure", 3_333),
            java.util.Map.entry("creditLimit", 1_000),
            java.util.Map.entry("maxOpenOrders", 3_333));
  }
}
