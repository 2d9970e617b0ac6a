package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.adjust;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.sell;
import static io.streambook.risk.OrderBuilder.tradeCancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

/** What operators correct, as the account stage books it. */
class AccountCorrectionsTest extends AccountStage {
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

  /** Such as the first position of an account, which it brings along. */
  @Test
  void aPositionThatIsAdjustedBeforeItHasAPriceIsNoGainOfTheDay() throws Exception {
    for (String reference : new String[] {"100", null}) {
      String symbol = reference == null ? "BOLT" : "ACME";
      venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
      venue.limits(limits(OTHER));
      venue.reference = reference;
      accepts(adjust("k" + symbol).symbol(symbol).side(Side.SELL).qty("10"));
      venue.deliverAll();
      venue.restart(new StoredRows());
      venue.reference = "100";
      accepts(buy("a" + symbol).symbol(symbol).qty("1").price("100"));
      accepts(sell("b" + symbol).symbol(symbol).account(OTHER).qty("1").price("100"));
      venue.deliverAll();
      assertThat(venue.position(A, symbol).dayGain()).as(symbol).isZero();
      assertThat(venue.account(A).dailyLoss()).as(symbol).isZero();
      accepts(buy("c" + symbol).symbol(symbol).qty("1").price("90"));
    }
  }

  @Test
  void anAdjustedPositionIsExposedAtTheReference() {
    venue.limits(limits(A).maxGrossExposure("2000"));
    accepts(adjust("k").side(Side.SELL).qty("10"));
    venue.deliverAll();
    assertThat(venue.account(A).utilisation()).containsEntry("maxGrossExposure", 5_000);
    refuses(sell("a").qty("10.1").price("100"), Reason.GROSS_EXPOSURE, "exposure=2010, limit=2000");
  }

  @Test
  void anAdjustmentBeginsItsTradingDay() {
    venue.limits(limits(A));
    accepts(buy("gone").tif(TimeInForce.IOC));
    venue.deliverAll();
    venue.tradingDay++;
    accepts(adjust("k").qty("1"));
    String text = "orderId=gone, first partition=3, offset=1001";
    refuses(adjust("gone").qty("1"), Reason.DUPLICATE_ORDER, text);
    venue.tradingDay++;
    accepts(adjust("l").qty("1"));
    accepts(buy("gone"));
  }
}
