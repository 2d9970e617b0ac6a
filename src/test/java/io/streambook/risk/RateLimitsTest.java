package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

/** Rates of orders and executions, and orders of the same content. */
class RateLimitsTest extends AccountStage {
  @Test
  void orderRateCountsNewOrdersAndReplacesOfASecond() {
    venue.limits(limits(A).maxOrdersPerSecond(2));
    accepts(buy("a"));
    accepts(replace("b", "a").qty("5"));
    accepts(cancel("c", "x"));
    venue.now += 999_999;
    refuses(buy("d"), Reason.ORDER_RATE, "orders=3, limit=2");
    venue.now += 1;
    accepts(buy("e"));
    accepts(buy("f"));
    refuses(buy("g"), Reason.ORDER_RATE, "orders=3, limit=2");
  }

  @Test
  void theOrdersOfASecondAreCountedAcrossARestart() throws Exception {
    StoredRows stored = new StoredRows();
    venue.limits(limits(A).maxOrdersPerSecond(2));
    venue.restart(stored);
    accepts(buy("a"));
    accepts(buy("b"));
    venue.restart(stored);
    refuses(buy("c"), Reason.ORDER_RATE, "orders=3, limit=2");
  }

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
    assertThat(texts()).anyMatch(told -> told.startsWith("LATCH_LIFTED "));
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

  @Test
  void stopsOfDifferentStopPricesAreNotOfTheSameContent() {
    venue.limits(limits(A).duplicateMillis(500));
    venue.protectionLimit = "110";
    accepts(buy("a").price(null).stop("105"));
    accepts(buy("b").price(null).stop("106"));
    refuses(
        buy("c").price(null).stop("106"),
        Reason.DUPLICATE_CONTENT,
        "sameAs=b, age=0ms, limit=500ms");
  }

  @Test
  void theFirmAloneMayRefuseOrdersOfTheSameContent() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(FIRM).duplicateMillis(500));
    accepts(buy("a"));
    venue.now += 499_999;
    refuses(buy("b"), Reason.DUPLICATE_CONTENT, "sameAs=a, age=500ms, limit=500ms, firm=FIRM");
    accepts(buy("c").account(B));
    venue.now += 1;
    accepts(buy("d"));
  }

  /** The longer of both times, whosesoever it is. */
  @Test
  void anOrderIsRememberedAsLongAsItsAccountOrItsFirmAsks() {
    for (boolean firmAsksForMore : new boolean[] {true, false}) {
      String asked = firmAsksForMore ? "firm" : "own";
      venue.limits(limits(A).duplicateMillis(firmAsksForMore ? 100 : 500).approved());
      venue.limits(limits(FIRM).duplicateMillis(firmAsksForMore ? 500 : 100).approved());
      venue.limits(limits(B));
      venue.now += 1_000_000;
      accepts(buy(asked + "1"));
      venue.now += 200_000;
      accepts(buy(asked + "2").qty("11"));
      refuses(
          buy(asked + "3"),
          Reason.DUPLICATE_CONTENT,
          "sameAs=%s1, age=200ms, limit=500ms%s"
              .formatted(asked, firmAsksForMore ? ", firm=FIRM" : ""));
    }
  }
}
