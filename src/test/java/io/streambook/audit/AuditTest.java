package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.found;
import static io.streambook.audit.RecordedVenue.limits;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.Phase;
import io.streambook.book.Trade;
import io.streambook.contract.Decoded;
import io.streambook.risk.Instrument;
import io.streambook.risk.InstrumentBuilder;
import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.SymbolRule.Access;
import io.streambook.risk.TradingState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks each rule once, in a venue that kept all, and sees that break found and named. */
class AuditTest {
  private static final long ONE = Decimal8.ONE;

  // alice sells 10; bob buys 4 of it, then 1 more; carol's bid rests; one order is refused.
  private final RecordedVenue venue =
      new RecordedVenue()
          .send(
              "AAA",
              List.of(
                  "alice sell s1 10@100",
                  "bob buy b1 4@101",
                  "bob buy b2 1@100",
                  "carol buy c1 5@99",
                  "bob buy b3 1@1 GTC refused TICK_SIZE",
                  "carol replace c2 of c1 buy 6@99",
                  "alice cancel a1 of nothing"));
  private final SymbolTape tape = venue.symbol("AAA");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aVenueThatKeptAllRulesPasses(long seed) {
    RecordedVenue random =
        new RecordedVenue()
            .send("AAA", new RandomLines(seed, "a").next(1_500))
            .send("BBB", new RandomLines(-seed, "b").next(1_500));

    assertThat(random.audit(true).values())
        .hasSize(22)
        .allSatisfy(
            finding -> {
              assertThat(finding.verdict()).as(finding.rule()).startsWith("ok");
              assertThat(finding.checkedCount()).as(finding.rule()).isPositive();
            });
  }

  @Test
  void aRecordThatCantBeDecoded() {
    venue.unreadable.add(found("trades", 2, 7, "MALFORMED_AVRO: of no use"));

    assertBroken("trades-2-7", Decodable.class);
  }

  @Test
  void anOrderWithoutTrace() {
    venue.sent.add(found("orders", 0, 9_999, new Decoded.Value<>(sent(6))));

    assertBroken("orders-0-9999", EveryOrderOnce.class);
  }

  @Test
  void anOrderInTheLogAndInTheDeadLetters() {
    venue.deadLetters.add(found("dead-letters", 0, 5, new Tape.Place(0, sent(0).offset())));

    assertBroken("dead-letters-0-5", EveryOrderOnce.class);
  }

  @Test
  void aLogEntryOfAnOrderThatNobodySent() {
    String entry = logEntry("b2").where();
    venue.sent.remove(2);

    assertBroken(entry, EveryOrderOnce.class);
  }

  @Test
  void anOrderThatIsInTheDeadLettersOnlyIsFine() {
    venue.sent.add(found("orders", 0, 9_999, new Decoded.Dead<>(null)));
    venue.deadLetters.add(found("dead-letters", 0, 5, new Tape.Place(0, 9_999)));

    assertThat(failed(venue)).isEmpty();
  }

  @Test
  void anOrderThatIsNotAsItWasSent() {
    OrderCommand o = sent(3);
    OrderCommand other =
        new OrderCommand(
            o.partition(),
            o.offset(),
            o.symbol(),
            o.account(),
            o.orderId(),
            o.origOrderId(),
            o.action(),
            o.side(),
            o.orderType(),
            o.timeInForce(),
            o.qty() + 1,
            o.price(),
            o.timestamp(),
            null);
    venue.sent.set(3, found("orders", 0, o.offset(), new Decoded.Value<>(other)));

    assertBroken(logEntry("c1").where(), LogIsAsSent.class);
  }

  @Test
  void aLogWithAGap() {
    tape.log().remove(0);

    assertBroken(tape.log().get(0).where(), LogKeepsOrder.class);
  }

  @Test
  void anOrderThatOvertakesAnother() {
    Found<LogEntry> first = logEntry("b2");
    Found<LogEntry> second = logEntry("c1");
    exchange(first, second);

    assertThat(verdict(LogKeepsOrder.class)).contains("first " + first.where() + ": order 4");
  }

  @Test
  void anOrderWithoutAnAnswer() {
    tape.executions().remove(execution(ExecType.REJECTED));

    assertBroken(logEntry("b3").where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anAnswerToAnotherOrder() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    change(refusal, e -> new Copy(e).offset(1).execution());

    assertBroken(refusal.where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anAnswerThatTheVerdictForbids() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    change(refusal, e -> new Copy(e).type(ExecType.CANCEL_REJECT).execution());

    assertBroken(refusal.where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void aTradeThatIsCancelledTwice() {
    RecordedVenue cancelled =
        new RecordedVenue()
            .send(
                "AAA",
                List.of("alice sell s1 10@100", "bob buy b1 4@101", "ops bust k1 of=AAA-3-0"));
    List<Found<Execution>> executions = cancelled.symbol("AAA").executions();
    assertThat(failed(cancelled)).isEmpty();
    Found<Execution> buyer = executions.get(executions.size() - 2);
    executions.add(found("executions", 0, 999, buyer.value()));

    assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
        .contains("executions-0-999");
  }

  @Test
  void anExecutionTwice() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    Found<Execution> again = found("executions", 0, 999, refusal.value());
    tape.executions().add(tape.executions().indexOf(refusal) + 1, again);

    assertBroken(again.where(), ExecutionSequences.class, FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void aTradeThatIsMissing() {
    Trade trade = tape.trades().remove(1).value();
    Found<Execution> firstFill =
        execution(e -> e.sequence() == trade.sequence() && e.execType() == ExecType.TRADE);

    assertBroken(firstFill.where(), TradesAreExecuted.class, ReplayAgrees.class);
  }

  @Test
  void aTradeTwice() {
    Found<Trade> again = found("trades", 0, 999, tape.trades().get(1).value());
    tape.trades().add(again);

    assertBroken(again.where(), TradeSequences.class, NothingOverfilled.class, ReplayAgrees.class);
  }

  @Test
  void aTradeBeyondALimit() {
    // In all three records, so that they agree with each other.
    long price = 102 * ONE;
    Found<Trade> trade = tape.trades().get(0);
    tape.trades().set(0, with(trade, copy(trade.value(), trade.value().qty(), price, 0)));
    for (Found<Execution> fill : List.copyOf(tape.executions())) {
      if (fill.value().execType() == ExecType.TRADE
          && fill.value().sequence() == trade.value().sequence()) {
        change(fill, e -> new Copy(e).lastPx(price).execution());
      }
    }

    assertBroken(trade.where(), TradesCouldHappen.class, ReplayAgrees.class);
  }

  @Test
  void aTradeAtTheTakersPrice() {
    Found<Trade> trade = tape.trades().get(0);
    tape.trades().set(0, with(trade, copy(trade.value(), trade.value().qty(), 101 * ONE, 0)));

    assertThat(verdict(TradesCouldHappen.class))
        .contains("first " + trade.where() + ": price is not that of s1");
  }

  @Test
  void aFillThatDiffersFromItsTrade() {
    Found<Execution> fill = execution(ExecType.TRADE);
    change(fill, e -> new Copy(e).lastPx(e.lastPx() + 1).execution());

    assertBroken(fill.where(), TradesAreExecuted.class, ReplayAgrees.class);
  }

  @Test
  void moreTradedThanAccepted() {
    Found<Trade> trade = tape.trades().get(1);
    tape.trades().set(1, with(trade, copy(trade.value(), ONE + 1, trade.value().price(), 0)));

    assertThat(verdict(NothingOverfilled.class))
        .contains("first " + trade.where() + ": order b2 traded 1.00000001 of 1");
  }

  @Test
  void aCumQtyThatDoesNotAddUp() {
    Found<Execution> fill = execution(e -> e.ordStatus() == OrdStatus.FILLED);
    change(fill, e -> new Copy(e).cumQty(e.cumQty() + 1).execution());

    assertBroken(fill.where(), StatusesAddUp.class, ReplayAgrees.class);
  }

  @Test
  void aStatusThatDoesNotFollow() {
    Found<Execution> replaced = execution(ExecType.REPLACED);
    change(replaced, e -> new Copy(e).status(OrdStatus.PARTIALLY_FILLED).execution());

    assertBroken(replaced.where(), StatusesAddUp.class, ReplayAgrees.class);
  }

  @Test
  void aBookThatIsCrossed() {
    Found<Execution> replaced = execution(ExecType.REPLACED);
    change(replaced, e -> new Copy(e).price(100 * ONE).execution());

    assertBroken(replaced.where(), NoCrossedBook.class, ReplayAgrees.class);
  }

  @Test
  void aSnapshotThatIsCrossed() {
    List<BookSnapshot.Level> level = List.of(new BookSnapshot.Level(5, 1, 1));
    venue.books.add(
        found("book", 1, 2, new BookSnapshot("AAA", 1, Phase.CONTINUOUS, 5, level, level, 1)));

    assertBroken("book-1-2", NoCrossedBook.class);
  }

  @Test
  void anOrderIdAcceptedTwice() {
    RecordedVenue twice =
        new RecordedVenue()
            .send("AAA", List.of("alice sell s1 1@100", "bob buy b1 1@100"))
            .send("BBB", List.of("alice sell s1 1@100"));

    assertThat(failed(twice)).containsExactly(NoOrderTwice.class);
    assertThat(twice.audit(false).get(NoOrderTwice.class).verdict())
        .contains("first " + twice.symbol("BBB").log().get(1).where() + ":");
  }

  @Test
  void aTradeThatTheReplayGivesOtherwise() {
    Found<Trade> trade = tape.trades().get(1);
    Trade t = trade.value();
    tape.trades().set(1, with(trade, copy(t, t.qty(), t.price(), 1)));

    assertBroken(trade.where(), ReplayAgrees.class);
  }

  @Test
  void anOrderAboveItsQuantityOrNotionalLimit() {
    String order = logEntry("s1").where();

    venue.limits.put("alice", limits(10, 1_000, 10, 1));
    assertThat(failed(venue)).isEmpty();
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
    assertThat(failed(venue)).isEmpty();
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
    assertThat(failed(venue)).isEmpty();
    venue.limits.put("bob", limits(4, 1_000, 4, 1));

    assertBroken(execution(e -> e.orderId().equals("b2")).where(), PositionLimitsKept.class);
  }

  // Bob and carol hold 4 when a refusal tells that only what reduces is taken.
  private static RecordedVenue reduced(String state, String... more) {
    List<String> lines = new ArrayList<>();
    lines.add("alice sell s1 10@100");
    lines.add("north/bob buy b1 4@100");
    lines.add("carol buy c1 4@100");
    lines.add("north/bob sell b2 3@105");
    lines.add("north/bob buy b3 1@99 GTC refused REDUCE_ONLY:qty=1,_limit=0,_state_of_" + state);
    // Risk may not have heard of the smaller one when it judges what follows.
    lines.add("north/bob replace b4 of b2 sell 2@105");
    lines.add("north/bob replace b5 of b2 sell 3@105");
    lines.addAll(List.of(more));
    RecordedVenue venue = new RecordedVenue().send("AAA", lines);
    venue.instruments.put("AAA", List.of(record(instrument()), record(instrument().reduceOnly())));
    venue.limits.put("north", states(TradingState.ACTIVE, TradingState.REDUCING));
    return venue;
  }

  private static Found<Instrument> record(InstrumentBuilder instrument) {
    return found("instruments", 0, 0, instrument.build());
  }

  private static List<Found<RiskLimits>> states(TradingState... states) {
    return Stream.of(states)
        .map(state -> found("risk-limits", 0, 0, LimitsBuilder.limits("").state(state).build()))
        .toList();
  }

  private static void assertGrows(RecordedVenue venue, String requestId) {
    Found<Execution> grown =
        venue.symbol("AAA").executions().stream()
            .filter(e -> e.value().requestId().equals(requestId))
            .findFirst()
            .orElseThrow();
    assertThat(failed(venue)).containsExactly(ReduceOnlyKept.class);
    assertThat(venue.audit(false).get(ReduceOnlyKept.class).verdict())
        .startsWith("FAILED 1 times, first " + grown.where() + ": worst case of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "carol buy x 1@99",
        "carol sell x 5@105",
        "carol sell x 5@105 IOC",
        "north/bob sell x 2@105",
        "north/bob replace x of b2 sell 5@105"
      })
  void anOrderThatGrowsAPositionInAReducedInstrument(String grows) {
    RecordedVenue kept = reduced("symbol=AAA", "carol sell c2 4@105");
    assertThat(failed(kept)).isEmpty();
    assertThat(kept.audit(false).get(ReduceOnlyKept.class).verdict())
        .isEqualTo("ok, 1 of them after that");
    assertGrows(reduced("symbol=AAA", grows), "x");
  }

  @Test
  void anOrderThatGrowsAPositionOfAReducedFirm() {
    assertThat(failed(reduced("account=north", "carol buy c2 1@99"))).isEmpty();
    assertGrows(reduced("account=north", "north/bob buy x 1@99"), "x");
  }

  @Test
  void whatAnotherRecordMayHaveLiftedIsNotReduced() {
    RecordedVenue lifted = reduced("symbol=AAA", "carol buy x 1@99");
    lifted.instruments.put("AAA", List.of(record(instrument().reduceOnly()), record(instrument())));
    assertThat(failed(lifted)).isEmpty();

    RecordedVenue compacted = reduced("symbol=AAA", "carol buy x 1@99");
    compacted.allRecords = false;
    assertThat(failed(compacted)).isEmpty();

    RecordedVenue active = reduced("account=north", "north/bob buy x 1@99");
    active.limits.put("north", states(TradingState.REDUCING, TradingState.ACTIVE));
    assertThat(failed(active)).isEmpty();
  }

  @Test
  void moreOrdersWorkingThanAllowedOverAllSymbols() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@200"));

    venue.limits.put("carol", limits(6, 1_000, 6, 3));
    assertThat(failed(venue)).isEmpty();
    venue.limits.put("carol", limits(6, 1_000, 6, 2));
    assertBroken(venue.symbol("BBB").executions().get(1).where(), OpenOrderLimitsKept.class);
  }

  @Test
  void moreReservedOverAllSymbolsThanTheCreditLimit() {
    venue.send("BBB", List.of("carol sell c9 1@200", "carol sell c10 1@50"));

    // 6@99 in the one symbol, 200 and the reference of 100 in the other.
    venue.limits.put("carol", List.of(credit(894)));
    assertThat(failed(venue)).isEmpty();
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
    assertThat(failed(venue)).isEmpty();
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
    assertThat(failed(venue)).isEmpty();
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

    assertThat(failed(venue)).isEmpty();
    assertThat(verdict(OrderLimitsKept.class))
        .isEqualTo("ok, 1 unproven: no limits are left from before them");
  }

  @Test
  void anEmptyRunProvesNothing() {
    RecordedVenue quiet = new RecordedVenue().send("AAA", List.of("alice sell s1 10@100"));

    assertThat(failed(quiet)).containsExactly(SomethingHappened.class);
    assertThat(failed(new RecordedVenue())).containsExactly(SomethingHappened.class);
    assertThat(quiet.audit(false).get(SomethingHappened.class).verdict())
        .isEqualTo("FAILED 1 times, first nothing traded");
  }

  @Test
  void aGeneratedRunMustShowEverything() {
    assertThat(venue.audit(true).get(SomethingHappened.class).verdict())
        .isEqualTo("FAILED 2 times, first only rejected for [TICK_SIZE, UNKNOWN_ORDER]");
  }

  @Test
  void theReportIsATableThatNamesTheFirstOffender() {
    tape.log().remove(0);
    StringWriter text = new StringWriter();
    Report.print(Audit.findings(Audit.topicChecks(false), venue.tape()), new PrintWriter(text));

    assertThat(text.toString().lines())
        .hasSize(24)
        .anyMatch(line -> line.matches("every trade names two accepted .* trades +2  ok"))
        .anyMatch(line -> line.contains("FAILED 1 times, first validated-orders-0-1: sequence 2"))
        .last()
        .isEqualTo("Audit FAILED: 1 of 22 rules were broken.");
  }

  /** Exactly these checks fail, and the first of them names the offender. */
  private void assertBroken(String offender, Class<? extends Check> check, Class<?>... others) {
    assertThat(verdict(check)).contains("first " + offender + ":");
    Set<Class<?>> failed = failed(venue);
    assertThat(failed).contains(check);
    failed.remove(check);
    assertThat(failed).containsExactlyInAnyOrder(others);
  }

  private String verdict(Class<? extends Check> check) {
    return venue.audit(false).get(check).verdict();
  }

  private static Set<Class<?>> failed(RecordedVenue venue) {
    return venue.audit(false).entrySet().stream()
        .filter(finding -> !finding.getValue().passed())
        .map(Map.Entry::getKey)
        .collect(Collectors.<Class<?>>toSet());
  }

  private OrderCommand sent(int index) {
    return ((Decoded.Value<OrderCommand>) venue.sent.get(index).value()).value();
  }

  private Found<LogEntry> logEntry(String orderId) {
    return tape.log().stream()
        .filter(
            e ->
                e.value() instanceof LogEntry.Order order
                    && order.judged().order().orderId().equals(orderId))
        .findFirst()
        .orElseThrow();
  }

  private void exchange(Found<LogEntry> one, Found<LogEntry> other) {
    LogEntry.Order first = (LogEntry.Order) one.value();
    LogEntry.Order second = (LogEntry.Order) other.value();
    tape.log()
        .set(
            tape.log().indexOf(one),
            with(one, new LogEntry.Order(first.sequence(), second.judged())));
    tape.log()
        .set(
            tape.log().indexOf(other),
            with(other, new LogEntry.Order(second.sequence(), first.judged())));
  }

  private Found<Execution> execution(ExecType type) {
    return execution(e -> e.execType() == type);
  }

  private Found<Execution> execution(Predicate<Execution> which) {
    return tape.executions().stream().filter(e -> which.test(e.value())).findFirst().orElseThrow();
  }

  private void change(Found<Execution> found, UnaryOperator<Execution> how) {
    tape.executions().set(tape.executions().indexOf(found), with(found, how.apply(found.value())));
  }

  private static <T> Found<T> with(Found<T> found, T value) {
    return new Found<>(found.topic(), found.partition(), found.offset(), found.timestamp(), value);
  }

  private static Trade copy(Trade t, long qty, long price, long later) {
    return new Trade(
        t.symbol(),
        t.sequence(),
        t.index(),
        t.buyOrderId(),
        t.sellOrderId(),
        t.buyAccount(),
        t.sellAccount(),
        t.buyVenueOrderId(),
        t.sellVenueOrderId(),
        qty,
        price,
        t.aggressor(),
        t.tradingDay(),
        t.time() + later);
  }
}
