package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** What works reserves, until its executions are here. */
class ReservationsTest extends AccountStage {
  @Test
  void aFillConvertsWhatWasReserved() {
    venue.limits(limits(A));
    venue.limits(limits(B));
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
  void ofVeryManySymbolsThoseAreToldFirstWhereSomethingWorks() {
    venue.limits(limits(A));
    for (int i = 0; i < 8_001; i++) {
      accepts(buy("b" + i).symbol("S" + (10_000 + i)).qty("1").price("100"));
    }
    accepts(buy("ioc").symbol("A").qty("1").price("100").tif(TimeInForce.IOC));
    venue.deliverAll();
    AccountSnapshot told = venue.account(A);
    assertThat(told.positions())
        .hasSize(8_000)
        .isSortedAccordingTo(Comparator.comparing(AccountSnapshot.Position::symbol))
        .allMatch(position -> position.openBuyQty() > 0);
    assertThat(told.positionsLeft()).isEqualTo(2);
    assertThat(told.openOrders()).isEqualTo(8_001);
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

  /** Its protection limit is in the command, which is not here yet. */
  @Test
  void aReplaceOfAStopThatIsHeardOfEarlyKeepsThePriceOfTheOld() {
    venue.limits(limits(A));
    venue.protectionLimit = "110";
    Judged stop = venue.send(buy("a").qty("10").stop("105").price(null).type(OrderType.STOP));
    assertThat(stop.verdict()).isEqualTo(Verdict.ACCEPTED);
    Venue elsewhere = new Venue();
    elsewhere.limits(limits(A));
    elsewhere.protectionLimit = "110";
    elsewhere.send(buy("a").qty("10").stop("105").price(null).type(OrderType.STOP));
    elsewhere.send(replace("r", "a").qty("20").stop("105").price(null).type(OrderType.STOP));
    elsewhere.executions("ACME").forEach(venue.controls::apply);
    assertThat(acme().reserved()).isEqualTo(parse("2200"));
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
    venue.limits(limits(B));
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
    venue.limits(limits(B));
    accepts(buy("a").qty("10"));
    fill("a", Side.BUY, "4", "100");
    AccountSnapshot before = venue.account(A);
    venue.executions("ACME").forEach(venue.controls::apply);
    assertThat(venue.account(A)).isEqualTo(before);
  }

  @Test
  void anExecutionThatComesEarlyWaitsForItsOrder() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(B));
    // Another stage accepted it; this one hears of its executions first.
    Venue elsewhere = new Venue();
    elsewhere.limits(limits(A));
    elsewhere.limits(limits(B));
    Judged order = elsewhere.send(buy("a").qty("10"));
    elsewhere.send(sell("b").account(B).qty("4"));
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
    refuses(buy("a"), Reason.DUPLICATE_ORDER, "orderId=a, first partition=3, offset=1001");
  }

  @Test
  void aRefusalOfTheBookThatComesBeforeItsOrderIsReplayedLeavesNoReservation() {
    Venue before = new Venue();
    before.limits(limits(A));
    before.limits(limits(B));
    before.send(sell("b").account(B).qty("4").price("100"));
    Conditions postOnly =
        new Conditions(Decimal8.NONE, 0, 0, true, 0, SelfTradePrevention.NONE, "");
    Judged order = before.send(buy("a").qty("10").price("100").conditions(postOnly));
    assertThat(order.verdict()).isEqualTo(Verdict.ACCEPTED);

    venue.limits(limits(A));
    before.executions("ACME").forEach(venue.controls::applyInTail);
    venue.controls.replay(order);
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(acme().reserved()).isZero();
  }

  @Test
  void aRefusalInTheTailForAnUnknownAccountLeavesNoTrace() {
    Venue before = new Venue();
    before.send(buy("a").qty("10"));
    before.executions("ACME").forEach(venue.controls::applyInTail);
    assertThat(venue.controls.snapshot(A, venue.now)).isNull();
  }

  @Test
  void anExecutionWhoseOrderNeverComesIsForgottenTwoTradingDaysLater() throws Exception {
    Venue elsewhere = new Venue();
    elsewhere.limits(limits(A));
    elsewhere.send(buy("lost").qty("10"));
    venue.limits(limits(A));
    elsewhere.executions("ACME").forEach(venue.controls::apply);
    StoredRows stored = new StoredRows();
    venue.tradingDay++;
    accepts(buy("a").symbol("BOLT"));
    venue.restart(stored);
    assertThat(stored.rows()).containsKey("parked FIRM/A lost");
    venue.tradingDay++;
    accepts(buy("b").symbol("BOLT"));
    venue.restart(stored);
    assertThat(stored.rows()).doesNotContainKey("parked FIRM/A lost");
  }

  @Test
  void anOrderThatSelfTradePreventionMadeSmallerReservesLess() {
    Conditions decrement =
        Conditions.of(Decimal8.NONE, 0, 0, false, 0, SelfTradePrevention.DECREMENT, "");
    venue.limits(limits(A));
    accepts(buy("a").qty("10").price("100").conditions(decrement));
    accepts(sell("b").qty("4").price("100").conditions(decrement));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().openBuyQty()).isEqualTo(parse("6"));
    assertThat(acme().reserved()).isEqualTo(parse("600"));
  }

  /** It never worked, so it is unknown to the book, and not too late. */
  @Test
  void anOrderThatTheBookRefusedIsNoTargetThatRiskKnows() {
    Conditions postOnly =
        new Conditions(Decimal8.NONE, 0, 0, true, 0, SelfTradePrevention.NONE, "");
    venue.limits(limits(A));
    venue.limits(limits(B));
    accepts(sell("b").account(B).qty("4").price("100"));
    accepts(buy("a").qty("10").price("100").conditions(postOnly));
    assertThat(venue.send(replace("r", "a").qty("5")).targetKnown()).isTrue();
    venue.deliverAll();
    assertThat(venue.send(replace("s", "a").qty("5")).targetKnown()).isFalse();
  }

  @Test
  void aReplaceThatIsOnItsWayReservesTheLargerAcrossARestart() throws Exception {
    StoredRows stored = new StoredRows();
    venue.limits(limits(A));
    accepts(buy("a").qty("10").price("100"));
    venue.restart(stored);
    accepts(replace("r", "a").qty("15").price("100"));
    venue.restart(stored);
    assertThat(acme().reserved()).isEqualTo(parse("1500"));
    venue.deliverAll();
    assertThat(acme().reserved()).isEqualTo(parse("1500"));
  }

  /** As the command would, which is not here yet: a sell at the reference, where that is higher. */
  @Test
  void aReplaceThatIsHeardOfEarlyIsValuedAtTheNewLimit() {
    Venue elsewhere = new Venue();
    elsewhere.limits(limits(A));
    elsewhere.send(buy("a").qty("10").price("100"));
    elsewhere.send(sell("b").qty("10").price("120"));
    elsewhere.reference = "105";
    elsewhere.send(replace("r", "a").qty("10").price("99"));
    elsewhere.send(replace("s", "b").side(Side.SELL).qty("10").price("101"));

    venue.limits(limits(A));
    accepts(buy("a").qty("10").price("100"));
    accepts(sell("b").qty("10").price("120"));
    assertThat(acme().reserved()).isEqualTo(parse("2200"));
    elsewhere.executions("ACME").forEach(venue.controls::apply);
    assertThat(acme().reserved()).isEqualTo(parse("2040"));
  }

  /** The offsets of two partitions may be the same. */
  @Test
  void whatIsKnownOfADuplicateFromAnotherPartitionIsNotTheOrder() throws Exception {
    Venue before = new Venue();
    before.limits(limits(A));
    before.limits(limits(B));
    Judged order = before.send(buy("a").qty("10"));
    before.send(sell("b").account(B).qty("4"));
    Judged duplicate = before.send(buy("a").symbol("BETA").partition(4).qty("10"));
    assertThat(duplicate.verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);
    assertThat(duplicate.order().offset()).isEqualTo(order.order().offset());

    venue.limits(limits(A));
    venue.controls.replay(duplicate);
    before.executions("ACME").stream()
        .filter(execution -> execution.account().equals(A))
        .forEach(venue.controls::apply);
    StoredRows stored = new StoredRows();
    venue.restart(stored);
    assertThat(stored.rows()).containsKey("parked FIRM/A a");
    venue.controls.replay(order);
    assertThat(acme().position()).isEqualTo(parse("4"));
    assertThat(acme().reserved()).isEqualTo(parse("600"));
  }
}
