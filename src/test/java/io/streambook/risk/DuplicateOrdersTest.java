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

/** Which order ids are taken, and for how long. */
class DuplicateOrdersTest extends AccountStage {
  @Test
  void anIdIsTakenOnceForOrdersAndReplaces() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    accepts(buy("a"));
    String text = "orderId=a, first partition=3, offset=1001";
    refuses(buy("a").price("99"), Reason.DUPLICATE_ORDER, text);
    refuses(buy("a").symbol("B"), Reason.DUPLICATE_ORDER, text);
    refuses(replace("a", "a"), Reason.DUPLICATE_ORDER, text);
    accepts(replace("r", "a").qty("5"));
    refuses(buy("r"), Reason.DUPLICATE_ORDER, "orderId=r, first partition=3, offset=1004");
    accepts(buy("a").account(B));
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
    refuses(buy("a"), Reason.DUPLICATE_ORDER, "orderId=a, first partition=3, offset=1001");
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
}
