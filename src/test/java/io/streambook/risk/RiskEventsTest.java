package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the use of limits. */
class RiskEventsTest extends AccountStage {
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
  void aReplaceIsNoFurtherOpenOrder() {
    venue.limits(limits(A).maxOpenOrders(4).maxOpenOrdersPerSymbol(4));
    accepts(buy("a"));
    events();
    accepts(replace("r", "a").qty("5"));
    assertThat(events()).isEmpty();
    accepts(buy("b"));
    assertThat(events())
        .containsExactly(
            "FIRM/A WARNING maxOpenOrders 50", "FIRM/A WARNING maxOpenOrdersPerSymbol 50");
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
