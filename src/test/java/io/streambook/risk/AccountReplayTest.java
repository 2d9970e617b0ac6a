package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

/** What an account takes from entries of the log that its state does not have. */
class AccountReplayTest extends AccountStage {
  private void replay(OrderBuilder order, Verdict verdict) {
    venue.controls.replay(venue.judged(order, verdict));
  }

  private void replay(OrderBuilder order) {
    replay(order, Verdict.ACCEPTED);
  }

  @Test
  void anOrderReservesAndItsIdIsTaken() {
    venue.limits(limits(A));
    replay(buy("a").qty("10"));
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().reserved()).isEqualTo(parse("1000"));
    refuses(buy("a"), Reason.DUPLICATE_ORDER, "orderId=a, first partition=3, offset=1001");
  }

  @Test
  void aReplaceReservesTheLargerAndItsIdIsTaken() {
    venue.limits(limits(A));
    replay(buy("a").qty("10"));
    replay(replace("r", "a").qty("15"));
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    assertThat(acme().reserved()).isEqualTo(parse("1500"));
    refuses(buy("r"), Reason.DUPLICATE_ORDER, "orderId=r, first partition=3, offset=1002");
  }

  @Test
  void aCancelTakesNoId() {
    venue.limits(limits(A));
    replay(cancel("c", "a"));
    accepts(buy("c"));
  }

  @Test
  void whatWasRefusedTakesItsIdAndNoMore() {
    venue.limits(limits(A));
    replay(buy("a"), Verdict.reject(Reason.TICK_SIZE, "price=1, limit=5"));
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(venue.account(A).positions()).isEmpty();
    refuses(buy("a"), Reason.DUPLICATE_ORDER, "orderId=a, first partition=3, offset=1001");
  }

  @Test
  void whatIsOfNoAccountOrHasNoIdLeavesNoTrace() {
    replay(buy("a"), Verdict.reject(Reason.UNKNOWN_ACCOUNT, "account=" + A));
    replay(buy(""), Verdict.reject(Reason.INVALID_ORDER_ID, "length=0"));
    assertThat(venue.controls.snapshot(A, venue.now)).isNull();
  }

  @Test
  void ordersCountInTheRate() {
    venue.limits(limits(A).maxOrdersPerSecond(2));
    replay(buy("a"));
    replay(buy("b"));
    refuses(buy("c"), Reason.ORDER_RATE, "orders=3, limit=2");
  }

  /** Else an id would be taken longer after a restart. */
  @Test
  void anOrderBeginsItsTradingDay() {
    venue.limits(limits(A));
    accepts(buy("gone").tif(TimeInForce.IOC));
    venue.deliverAll();
    venue.tradingDay++;
    replay(buy("a"));
    venue.tradingDay++;
    replay(buy("b"));
    accepts(buy("gone"));
  }
}
