package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.found;
import static io.streambook.audit.RecordedVenue.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule.Access;
import io.streambook.risk.SymbolRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of accounts. */
class LimitChecksTest extends SmallVenue {
  @Test
  void anOrderAboveItsQuantityOrNotionalLimit() {
    String order = logEntry("s1").where();

    venue.limits.put("alice", limits(10, 1_000, 10, 1));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("alice", limits(9, 1_000, 10, 1));
    assertBroken(order, OrderLimitsKept.class);
    venue.limits.put("alice", limits(10, 999, 10, 1));
    assertBroken(order, OrderLimitsKept.class);
  }

  /** Neither has a limit price. */
  @Test
  void aMarketOrderAndAStopAreValuedAtTheirProtectionLimit() {
    venue.send(
        "BBB", List.of("alice buy m1 2@market110 IOC", "alice buy p1 2@market110 GTC stop=105"));
    venue.limits.put("alice", limits(10, 1_000, 10, 2));
    assertThat(venue.failed()).isEmpty();
    venue.symbol("AAA").log().clear();
    venue.symbol("AAA").executions().clear();
    venue.limits.put("alice", limits(2, 219, 2, 2));
    assertThat(verdict(OrderLimitsKept.class)).startsWith("FAILED 2 times");
    venue.limits.put("alice", limits(2, 220, 2, 2));
    assertThat(verdict(OrderLimitsKept.class)).isEqualTo("ok");
  }

  @Test
  void aPositionBeyondItsLimit() {
    venue.limits.put("bob", limits(4, 1_000, 5, 1));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("bob", limits(4, 1_000, 4, 1));

    assertBroken(execution(e -> e.orderId().equals("b2")).where(), PositionLimitsKept.class);
  }

  @Test
  void moreOrdersWorkingThanAllowedOverAllSymbols() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@200"));

    venue.limits.put("carol", limits(6, 1_000, 6, 3));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("carol", limits(6, 1_000, 6, 2));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), OpenOrderLimitsKept.class);
  }

  @Test
  void moreReservedOverAllSymbolsThanTheCreditLimit() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@50"));

    // 6@99 in the one symbol, 200 and the reference of 100 in the other.
    venue.limits.put("carol", List.of(credit(894)));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("carol", List.of(credit(893)));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), CreditLimitsKept.class);
    assertThat(verdict(CreditLimitsKept.class))
        .endsWith("orders of carol reserve 894 USD, its limit is 893");
  }

  private static Found<RiskLimits> credit(long limit) {
    return found(
        "risk-limits", 0, 0, LimitsBuilder.limits("carol").creditLimit("" + limit).build());
  }

  @Test
  void moreOrdersWorkingInASymbolThanAllowed() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@200"));
    List<Found<RiskLimits>> none = limits(6, 1_000, 6, 10);

    venue.limits.put("carol", rules(none, 2, List.of(), false));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("carol", rules(none, 1, List.of(), false));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), SymbolOrderLimitsKept.class);
  }

  @Test
  void anOrderInASymbolThatIsDeniedOrBeyondItsRules() {
    String order = logEntry("s1").where();
    List<Found<RiskLimits>> wide = limits(10, 1_000, 10, 1);
    long none = RiskLimits.NO_LIMIT;
    long ten = 10 * Decimal8.ONE;

    venue.limits.put("alice", rules(wide, 1, List.of(rule(Access.ALLOW, ten, 100 * ten)), true));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("alice", rules(wide, 1, List.of(rule(Access.DENY, none, none)), false));
    assertBroken(order, OrderLimitsKept.class);
    venue.limits.put("alice", rules(wide, 1, List.of(), true));
    assertBroken(order, OrderLimitsKept.class);
    venue.limits.put("alice", rules(wide, 1, List.of(rule(Access.ALLOW, ten - 1, none)), false));
    assertBroken(order, OrderLimitsKept.class);
    venue.limits.put("alice", rules(wide, 1, List.of(rule(Access.ALLOW, none, ten)), false));
    assertBroken(order, OrderLimitsKept.class);
  }

  private static SymbolRule rule(Access access, long maxOrderQty, long maxNotional) {
    return new SymbolRule("AAA", access, maxOrderQty, maxNotional, RiskLimits.NO_LIMIT);
  }

  private static List<Found<RiskLimits>> rules(
      List<Found<RiskLimits>> of, int openOrders, List<SymbolRule> symbols, boolean onlyListed) {
    RiskLimits l = of.get(0).value();
    RiskLimits.Rules r = RiskLimits.Rules.NONE;
    return List.of(
        new Found<>(
            "risk-limits",
            0,
            0,
            0,
            new RiskLimits(
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
                new RiskLimits.Rules(
                    openOrders,
                    r.maxNetNotional(),
                    r.maxDailyLoss(),
                    r.lossState(),
                    r.maxExecutions(),
                    r.executionsMillis(),
                    r.duplicateMillis(),
                    r.tradingState(),
                    onlyListed,
                    symbols,
                    0,
                    "",
                    0))));
  }

  @Test
  void limitsThatCameLaterProveNothing() {
    venue.limits.put(
        "alice",
        List.of(new Found<>("risk-limits", 0, 0, 5_000, limits(1, 1, 1, 0).get(0).value())));

    assertThat(venue.failed()).isEmpty();
    assertThat(verdict(OrderLimitsKept.class))
        .isEqualTo("ok, 1 unproven: no limits are left from before them");
  }
}
