package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** Each test reads as: after these commands, this command gives exactly these events. */
class MatchingTest {
  private final TestLog log = new TestLog("ACME");
  private final Matching matching = new Matching("ACME");
  private final Tape tape = new Tape();

  private void given(String... lines) {
    play(lines);
  }

  private ListAssert<String> when(String line) {
    return assertThat(play(line));
  }

  private List<String> play(String... lines) {
    log.entries(lines).forEach(entry -> matching.apply(entry, tape));
    return tape.lines();
  }

  // ---- price and time

  @Test
  void aLimitOrderRests() {
    when("alice buy b1 10@100").containsExactly("b1 NEW NEW cum=0 leaves=10");
    assertThat(matching.snapshot(5).bids())
        .containsExactly(new BookSnapshot.Level(100 * Decimal8.ONE, 10 * Decimal8.ONE, 1));
  }

  @Test
  void aTradeIsAtTheMakersPriceWhoeverComesSecond() {
    given("alice sell s1 10@100");
    when("bob buy b1 10@105")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=10",
            "trade b1/s1 10@100",
            "s1 TRADE FILLED cum=10 leaves=0",
            "b1 TRADE FILLED cum=10 leaves=0");
    given("alice buy b2 10@100");
    when("bob sell s2 10@95")
        .containsExactly(
            "s2 NEW NEW cum=0 leaves=10",
            "trade b2/s2 10@100",
            "b2 TRADE FILLED cum=10 leaves=0",
            "s2 TRADE FILLED cum=10 leaves=0");
  }

  @Test
  void theBestPriceTradesFirstAndThenTheOldest() {
    given("a sell s1 1@102", "a sell s2 1@101", "b sell s3 1@101", "b sell s4 1@103");
    when("c buy b1 4@102")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=4",
            "trade b1/s2 1@101",
            "s2 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=1 leaves=3",
            "trade b1/s3 1@101",
            "s3 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=2 leaves=2",
            "trade b1/s1 1@102",
            "s1 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=3 leaves=1");
    assertThat(matching.snapshot(9).bids())
        .containsExactly(new BookSnapshot.Level(102 * Decimal8.ONE, Decimal8.ONE, 1));
    assertThat(matching.snapshot(9).asks())
        .containsExactly(new BookSnapshot.Level(103 * Decimal8.ONE, Decimal8.ONE, 1));
  }

  @Test
  void aPartialFillKeepsItsPlaceInTheQueue() {
    given("a buy b1 10@100", "b buy b2 10@100", "c sell s1 4@100");
    when("c sell s2 7@100")
        .containsExactly(
            "s2 NEW NEW cum=0 leaves=7",
            "trade b1/s2 6@100",
            "b1 TRADE FILLED cum=10 leaves=0",
            "s2 TRADE PARTIALLY_FILLED cum=6 leaves=1",
            "trade b2/s2 1@100",
            "b2 TRADE PARTIALLY_FILLED cum=1 leaves=9",
            "s2 TRADE FILLED cum=7 leaves=0");
  }

  @Test
  void aPriceThatDoesNotReachDoesNotTrade() {
    given("a sell s1 1@100.00000001");
    when("b buy b1 1@100").containsExactly("b1 NEW NEW cum=0 leaves=1");
  }

  // ---- types and times in force

  @Test
  void anIocTakesWhatIsThereAndTheRestIsCancelled() {
    given("a sell s1 4@100");
    when("b buy b1 10@100 IOC")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=10",
            "trade b1/s1 4@100",
            "s1 TRADE FILLED cum=4 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=4 leaves=6",
            "b1 CANCELED CANCELED cum=4 leaves=0 (UNFILLED: leavesQty=6)");
    assertThat(matching.workingOrders()).isZero();
  }

  @Test
  void aFokTakesAllOrNothing() {
    given("a sell s1 4@100", "a sell s2 4@101", "a sell s3 4@102");
    when("b buy b1 9@101 FOK")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=9",
            "b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=9)");
    when("b buy b2 8@101 FOK")
        .containsExactly(
            "b2 NEW NEW cum=0 leaves=8",
            "trade b2/s1 4@100",
            "s1 TRADE FILLED cum=4 leaves=0",
            "b2 TRADE PARTIALLY_FILLED cum=4 leaves=4",
            "trade b2/s2 4@101",
            "s2 TRADE FILLED cum=4 leaves=0",
            "b2 TRADE FILLED cum=8 leaves=0");
  }

  @Test
  void aMarketOrderStopsAtItsProtectionAndNeverRests() {
    given("a buy b1 1@100", "a buy b2 1@99", "a buy b3 1@98");
    when("b sell s1 3@market99 GTC")
        .containsExactly(
            "s1 NEW NEW cum=0 leaves=3",
            "trade b1/s1 1@100",
            "b1 TRADE FILLED cum=1 leaves=0",
            "s1 TRADE PARTIALLY_FILLED cum=1 leaves=2",
            "trade b2/s1 1@99",
            "b2 TRADE FILLED cum=1 leaves=0",
            "s1 TRADE PARTIALLY_FILLED cum=2 leaves=1",
            "s1 CANCELED CANCELED cum=2 leaves=0 (UNFILLED: leavesQty=1)");
  }

  @Test
  void aMarketOrderWithoutProtectionIsRefused() {
    given("a buy b1 1@100");
    when("b sell s1 1@market")
        .containsExactly(
            "s1 REJECTED REJECTED cum=0 leaves=0 (NO_REFERENCE_PRICE: protectionLimit=none)");
  }

  // ---- cancels

  @Test
  void aCancelTakesTheOrderOff() {
    given("a buy b1 10@100", "b sell s1 4@100");
    when("a cancel c1 of b1").containsExactly("b1 CANCELED CANCELED cum=4 leaves=0");
    when("b sell s2 1@100").containsExactly("s2 NEW NEW cum=0 leaves=1");
  }

  @Test
  void aCancelOfWhatDoesNotWorkIsRefused() {
    given("a buy b1 1@100", "b sell s1 1@100", "a buy b2 1@99", "a cancel c1 of b2");
    when("a cancel c2 of b1")
        .containsExactly(
            "b1 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=b1)");
    when("a cancel c3 of b2")
        .containsExactly(
            "b2 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=b2)");
    when("a cancel c4 of never")
        .containsExactly(
            "never CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=never)");
  }

  @Test
  void nobodyCancelsTheOrderOfAnother() {
    given("a buy b1 1@100", "b buy b1 2@100");
    when("b cancel c1 of b1").containsExactly("b1 CANCELED CANCELED cum=0 leaves=0");
    when("b cancel c2 of b1")
        .containsExactly(
            "b1 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=b1)");
    assertThat(matching.snapshot(1).bids())
        .containsExactly(new BookSnapshot.Level(100 * Decimal8.ONE, Decimal8.ONE, 1));
  }

  // ---- replaces

  @Test
  void aSmallerTotalKeepsPriority() {
    given("a buy b1 10@100", "b buy b2 10@100");
    when("a replace r1 of b1 buy 5@100").containsExactly("b1 REPLACED NEW cum=0 leaves=5");
    when("c sell s1 5@100").contains("trade b1/s1 5@100");
  }

  @Test
  void aLargerTotalLosesPriority() {
    given("a buy b1 10@100", "b buy b2 10@100");
    when("a replace r1 of b1 buy 11@100").containsExactly("b1 REPLACED NEW cum=0 leaves=11");
    when("c sell s1 5@100").contains("trade b2/s1 5@100");
  }

  @Test
  void aNewPriceLosesPriorityEvenWhenItComesBack() {
    given("a buy b1 10@100", "b buy b2 10@100", "a replace r1 of b1 buy 10@99");
    when("a replace r2 of b1 buy 10@100").containsExactly("b1 REPLACED NEW cum=0 leaves=10");
    when("c sell s1 5@100").contains("trade b2/s1 5@100");
  }

  @Test
  void aNewPriceMayTradeAtOnce() {
    given("a sell s1 10@101", "b buy b1 10@100");
    when("b replace r1 of b1 buy 15@101")
        .containsExactly(
            "b1 REPLACED NEW cum=0 leaves=15",
            "trade b1/s1 10@101",
            "s1 TRADE FILLED cum=10 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=10 leaves=5");
    assertThat(matching.snapshot(1).bids())
        .containsExactly(new BookSnapshot.Level(101 * Decimal8.ONE, 5 * Decimal8.ONE, 1));
  }

  @Test
  void theTotalCountsWhatIsFilled() {
    given("a buy b1 10@100", "b sell s1 4@100");
    when("a replace r1 of b1 buy 7@100")
        .containsExactly("b1 REPLACED PARTIALLY_FILLED cum=4 leaves=3");
    when("a replace r2 of b1 buy 4@100").containsExactly("b1 CANCELED CANCELED cum=4 leaves=0");
    assertThat(matching.workingOrders()).isZero();
  }

  @Test
  void aReplaceToAnotherSideOrTypeIsRefusedAndChangesNothing() {
    given("a buy b1 10@100");
    when("a replace r1 of b1 sell 5@100")
        .containsExactly(
            "b1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: side=SELL, order=BUY)");
    when("a replace r2 of b1 buy 5@market100")
        .containsExactly(
            "b1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: orderType=MARKET, order=LIMIT)");
    when("a replace r3 of b1 buy 5@")
        .containsExactly("b1 CANCEL_REJECT NEW cum=0 leaves=10 (INVALID_PRICE: price=none)");
  }

  @Test
  void aReplaceThatRiskRefusedTellsTheUnchangedStatus() {
    given("a buy b1 10@100", "b sell s1 4@100");
    when("a replace r1 of b1 buy 90@100 refused MAX_NOTIONAL")
        .containsExactly("b1 CANCEL_REJECT PARTIALLY_FILLED cum=4 leaves=6 (MAX_NOTIONAL: tested)");
    when("a replace r2 of gone buy 90@100 refused MAX_NOTIONAL")
        .containsExactly("gone CANCEL_REJECT REJECTED cum=0 leaves=0 (MAX_NOTIONAL: tested)");
  }

  // ---- refusals, the venue's own commands

  @Test
  void whatRiskRefusedIsAnsweredAndEntersNoBook() {
    when("a buy b1 10@100 GTC refused CREDIT_LIMIT")
        .containsExactly("b1 REJECTED REJECTED cum=0 leaves=0 (CREDIT_LIMIT: tested)");
    assertThat(matching.workingOrders()).isZero();
  }

  @Test
  void anIdThatWorksCannotBeUsedAgain() {
    given("a buy b1 10@100");
    when("a buy b1 10@101")
        .containsExactly("b1 REJECTED REJECTED cum=0 leaves=0 (DUPLICATE_ORDER: orderId=b1)");
  }

  @Test
  void theTotalOfAPriceStaysInRange() {
    given("a buy b1 9999999999@100");
    when("a buy b2 0.99999999@100").containsExactly("b2 NEW NEW cum=0 leaves=0.99999999");
    when("a buy b3 0.00000001@100")
        .containsExactly(
            "b3 REJECTED REJECTED cum=0 leaves=0" + " (OVERFLOW: leavesQty=0.00000001, price=100)");
    when("a replace r1 of b2 buy 1@100")
        .containsExactly(
            "b2 CANCEL_REJECT NEW cum=0 leaves=0.99999999 (OVERFLOW: leavesQty=1, price=100)");
    when("a buy b4 1@99").containsExactly("b4 NEW NEW cum=0 leaves=1");
  }

  @Test
  void aKillCancelsAllOrdersOfTheAccountAndNoOther() {
    given("a buy b1 10@100", "b buy b2 10@100", "a sell s1 10@105", "a buy b3 10@99");
    when("kill a")
        .containsExactly(
            "b1 CANCELED CANCELED cum=0 leaves=0 (KILL_SWITCH: account=a)",
            "s1 CANCELED CANCELED cum=0 leaves=0 (KILL_SWITCH: account=a)",
            "b3 CANCELED CANCELED cum=0 leaves=0 (KILL_SWITCH: account=a)");
    assertThat(matching.workingOrders()).isEqualTo(1);
  }

  @Test
  void aNewTradingDayExpiresTheDayOrders() {
    given("a buy b1 10@100 DAY", "a buy b2 10@100 GTC", "a sell s1 10@105 DAY");
    when("phase CLOSED").isEmpty();
    when("day 2")
        .containsExactly("b1 EXPIRED EXPIRED cum=0 leaves=0", "s1 EXPIRED EXPIRED cum=0 leaves=0");
    when("day 2").isEmpty();
    when("b sell s2 1@100").contains("trade b2/s2 1@100");
  }

  @Test
  void aPhaseIsToldWithItsCause() {
    given("phase CONTINUOUS", "a buy b1 1@100", "b sell s1 1@100", "phase HALTED");
    MarketState state = matching.marketState();
    assertThat(state.phase()).isEqualTo(Phase.HALTED);
    assertThat(state.cause()).isEqualTo("instruments-0-9");
    assertThat(state.lastPx()).isEqualTo(100 * Decimal8.ONE);
    assertThat(state.sequence()).isEqualTo(5);
    assertThat(matching.snapshot(1).phase()).isEqualTo(Phase.HALTED);
    given("step CLOSED 1728057600000000");
    assertThat(matching.marketState().phase()).isEqualTo(Phase.CLOSED);
    assertThat(matching.marketState().cause()).isEqualTo("schedule-1728057600000000");
  }

  // ---- every field

  @Test
  void anExecutionCarriesAllItsFields() {
    given("alice sell s1 10@100 DAY");
    for (LogEntry entry : log.entries("bob buy b1 4@100.5 IOC")) {
      matching.apply(entry, tape);
    }
    long one = Decimal8.ONE;
    assertThat(tape.events())
        .containsExactly(
            new Execution(
                "ACME",
                3,
                0,
                TestLog.PARTITION,
                1002,
                3,
                "b1",
                "b1",
                "bob",
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.IOC,
                4 * one,
                100 * one + one / 2,
                Conditions.NONE,
                ExecType.NEW,
                OrdStatus.NEW,
                0,
                Decimal8.NONE,
                0,
                4 * one,
                -1,
                null,
                null,
                TestLog.REFERENCE,
                "USD",
                1,
                1_000_002),
            new Trade(
                "ACME", 3, 0, "b1", "s1", "bob", "alice", 3, 2, 4 * one, 100 * one, Side.BUY, 1,
                1_000_002),
            new Execution(
                "ACME",
                3,
                1,
                -1,
                -1,
                2,
                "s1",
                "",
                "alice",
                Side.SELL,
                OrderType.LIMIT,
                TimeInForce.DAY,
                10 * one,
                100 * one,
                Conditions.NONE,
                ExecType.TRADE,
                OrdStatus.PARTIALLY_FILLED,
                4 * one,
                100 * one,
                4 * one,
                6 * one,
                0,
                null,
                null,
                Decimal8.NONE,
                "USD",
                1,
                1_000_002),
            new Execution(
                "ACME",
                3,
                2,
                -1,
                -1,
                3,
                "b1",
                "b1",
                "bob",
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.IOC,
                4 * one,
                100 * one + one / 2,
                Conditions.NONE,
                ExecType.TRADE,
                OrdStatus.FILLED,
                4 * one,
                100 * one,
                4 * one,
                0,
                0,
                null,
                null,
                TestLog.REFERENCE,
                "USD",
                1,
                1_000_002));
  }

  // ---- the log

  @Test
  void anEntryThatWasAppliedDoesNothing() {
    List<LogEntry> entries = log.entries("a buy b1 10@100");
    entries.forEach(entry -> matching.apply(entry, tape));
    tape.lines();
    entries.forEach(entry -> matching.apply(entry, tape));
    assertThat(tape.lines()).isEmpty();
    assertThat(matching.workingOrders()).isEqualTo(1);
  }

  @Test
  void aMissingEntryIsAnError() {
    given("a buy b1 10@100");
    log.entries("a buy b2 10@100");
    LogEntry third = log.entries("a buy b3 10@100").get(0);
    assertThatThrownBy(() -> matching.apply(third, tape))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("log of ACME: entry 4 follows 2");
  }

  @Test
  void rulesOfALaterReleaseAreAnError() {
    assertThatThrownBy(() -> matching.apply(new LogEntry.Rules("ACME", 1, 0, 1, 4), tape))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("log of ACME: rules version 4 is not known");
  }
}
