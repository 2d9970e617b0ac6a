package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.limits;
import static io.streambook.audit.RecordedVenue.whole;
import static io.streambook.risk.LimitsBuilder.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.SymbolRule.Access;
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
    venue.limits.put("carol", credit(894));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("carol", credit(893));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), CreditLimitsKept.class);
    assertThat(verdict(CreditLimitsKept.class))
        .endsWith("orders of carol reserve 894 USD, its limit is 893");
  }

  private static History<RiskLimits> credit(long limit) {
    return whole(limits("carol").creditLimit("" + limit).build());
  }

  @Test
  void moreOrdersWorkingInASymbolThanAllowed() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@200"));

    venue.limits.put("carol", whole(limits("carol").maxOpenOrdersPerSymbol(2).build()));
    assertThat(venue.failed()).isEmpty();
    venue.limits.put("carol", whole(limits("carol").maxOpenOrdersPerSymbol(1).build()));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), SymbolOrderLimitsKept.class);
  }

  @Test
  void anOrderInASymbolThatIsDeniedOrBeyondItsRules() {
    String order = logEntry("s1").where();
    long none = RiskLimits.NO_LIMIT;
    long ten = 10 * Decimal8.ONE;

    alice(limits("alice").onlyListed().rule(rule(Access.ALLOW, ten, 100 * ten, ten)));
    assertThat(venue.failed()).isEmpty();
    alice(limits("alice").rule(rule(Access.DENY, none, none, none)));
    assertBroken(order, OrderLimitsKept.class);
    alice(limits("alice").onlyListed());
    assertBroken(order, OrderLimitsKept.class);
    alice(limits("alice").rule(rule(Access.ALLOW, ten - 1, none, none)));
    assertBroken(order, OrderLimitsKept.class);
    alice(limits("alice").rule(rule(Access.ALLOW, none, ten, none)));
    assertBroken(order, OrderLimitsKept.class);
    alice(limits("alice").rule(rule(Access.ALLOW, none, none, ten - 1)));
    assertBroken(execution(e -> e.orderId().equals("s1")).where(), PositionLimitsKept.class);
  }

  private void alice(LimitsBuilder limits) {
    venue.limits.put("alice", whole(limits.build()));
  }

  private static SymbolRule rule(Access access, long qty, long notional, long position) {
    return new SymbolRule("AAA", access, qty, notional, position);
  }

  @Test
  void limitsThatCameLaterProveNothing() {
    RiskLimits strict = limits("alice").maxOrderQty("1").build();
    venue.limits.put(
        "alice", new History<>(List.of(new Found<>("risk-limits", 0, 0, 15_000, strict)), true));

    assertThat(venue.failed()).isEmpty();
    assertThat(verdict(OrderLimitsKept.class))
        .isEqualTo("ok, 1 unproven: it is not known which limits they met");
  }

  /** An order of carol in each of two symbols: the one ends, and then the other comes to rest. */
  private RecordedVenue oneAfterTheOther() {
    RecordedVenue two =
        new RecordedVenue()
            .send("AAA", List.of("carol buy c1 1@90", "carol cancel x1 of c1", "bob buy b1 1@90"))
            .send("BBB", List.of("carol buy c2 1@90", "bob sell b2 1@90"));
    two.limits.put("carol", whole(limits("carol").maxOpenOrders(1).creditLimit("90").build()));
    return two;
  }

  private static void published(RecordedVenue venue, String symbol, int index, long millis) {
    SymbolTape tape = venue.symbol(symbol);
    Found<Execution> found = tape.executions().get(index);
    tape.executions()
        .set(
            index,
            new Found<>(found.topic(), found.partition(), found.offset(), millis, found.value()));
  }

  @Test
  void theClocksOfTwoPartitionsMayDiffer() {
    RecordedVenue two = oneAfterTheOther();
    published(two, "AAA", 0, 10_000);
    published(two, "AAA", 1, 21_000);
    published(two, "BBB", 0, 20_000);
    assertThat(two.failed()).isEmpty();

    published(two, "AAA", 1, 21_001);
    assertThat(two.failed())
        .containsExactlyInAnyOrder(OpenOrderLimitsKept.class, CreditLimitsKept.class);

    published(two, "AAA", 0, 19_000);
    assertThat(two.failed()).hasSize(2);
    published(two, "AAA", 0, 19_001);
    assertThat(two.failed()).isEmpty();
  }

  /** Whatever its clocks said: one is for a while behind the one before. */
  @Test
  void aPartitionIsInTheOrderOfItsOffsets() {
    RecordedVenue two =
        new RecordedVenue()
            .send(
                "AAA",
                List.of(
                    "carol buy c1 1@90",
                    "carol cancel x1 of c1",
                    "carol buy c2 1@90",
                    "bob sell b1 1@90"));
    two.limits.put("carol", whole(limits("carol").maxOpenOrders(1).creditLimit("90").build()));
    published(two, "AAA", 2, 5_000);
    assertThat(two.failed()).isEmpty();

    two =
        new RecordedVenue()
            .send("AAA", List.of("carol buy c1 1@90", "carol buy c2 1@80", "bob sell b1 1@90"));
    two.limits.put("carol", whole(limits("carol").maxOpenOrders(1).creditLimit("90").build()));
    published(two, "AAA", 1, 60_000);
    assertThat(two.failed())
        .containsExactlyInAnyOrder(OpenOrderLimitsKept.class, CreditLimitsKept.class);
  }
}
