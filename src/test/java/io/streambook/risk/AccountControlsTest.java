package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import org.junit.jupiter.api.Test;

/** Who may send orders at all, and that cancels pass. */
class AccountControlsTest extends AccountStage {
  @Test
  void anAccountWithoutLimitsIsUnknown() {
    refuses(buy("a"), Reason.UNKNOWN_ACCOUNT, "account=FIRM/A");
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
    refuses(buy("b"), Reason.UNKNOWN_ACCOUNT, "account=FIRM/A");
    accepts(replace("r1", "a").qty("5"));
    refuses(replace("r2", "a").qty("15"), Reason.UNKNOWN_ACCOUNT, "account=FIRM/A");
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

  @Test
  void cancelsOfOneOrAllPassWhateverAnAccountMayNot() {
    venue.limits(limits(A).maxOrdersPerSecond(1));
    accepts(buy("a"));
    refuses(buy("b"), Reason.ORDER_RATE, "orders=2, limit=1");
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
    venue.limits(limits(B));
    accepts(buy("a"));
    accepts(sell("b").price("200"));
    accepts(buy("x").account(B));
    accepts(cancel("m", "").action(Action.MASS_CANCEL).side(Side.SELL));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isEqualTo(1);
    accepts(cancel("n", "").action(Action.MASS_CANCEL).side(Side.BOTH));
    venue.deliverAll();
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(acme().reserved()).isZero();
    assertThat(venue.account(B).openOrders()).isEqualTo(1);
  }
}
