package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may change limits, and from when on they hold. */
class LimitChangeTest extends AccountStage {
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
}
