package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says of auctions and bands. */
class AuctionRulesTest extends BookRules {
  private String indicative() {
    BookSnapshot.Indicative now = matching.snapshot(9).indicative();
    return Decimal8.format(now.qty())
        + "@"
        + Decimal8.format(now.price())
        + " left "
        + Decimal8.format(now.surplusQty());
  }

  private Phase phase() {
    return matching.marketState().phase();
  }

  @Test
  @Tag("U1")
  @Tag("U11")
  void ordersComeTogetherAndNothingTrades() {
    given("phase PRE_OPEN", "a sell s1 3@99");
    when("b buy b1 5@101").containsExactly("b1 NEW NEW cum=0 leaves=5");
    assertThat(indicative()).isEqualTo("3@101 left 2");
    when("phase AUCTION").isEmpty();
    when("phase PRE_CLOSE").isEmpty();
    assertThat(matching.workingOrders()).isEqualTo(2);
  }

  @Test
  @Tag("U2")
  void whatWouldTradeAtOnceOrNotAtAllIsRefused() {
    given("phase AUCTION", "a sell s1 3@99");
    when("b buy b1 1@101 IOC")
        .containsExactly(
            "b1 REJECTED REJECTED cum=0 leaves=0 (WRONG_PHASE: phase=AUCTION, tif=IOC)");
    when("b buy b2 1@101 FOK")
        .containsExactly(
            "b2 REJECTED REJECTED cum=0 leaves=0 (WRONG_PHASE: phase=AUCTION, tif=FOK)");
    when("b buy b3 1@98 GTC post")
        .containsExactly(
            "b3 REJECTED REJECTED cum=0 leaves=0 (WRONG_PHASE: phase=AUCTION, postOnly=true)");
  }

  @Test
  @Tag("U3")
  void aMarketOrderWaitsWithItsProtection() {
    given("phase PRE_OPEN", "a sell s1 2@99", "a sell s2 2@104", "b buy b1 5@market103 GTC");
    assertThat(indicative()).isEqualTo("2@100 left 3");
    when("phase CONTINUOUS")
        .containsExactly(
            "trade b1/s1 2@100",
            "b1 TRADE PARTIALLY_FILLED cum=2 leaves=3",
            "s1 TRADE FILLED cum=2 leaves=0",
            "b1 CANCELED CANCELED cum=2 leaves=0 (UNFILLED: leavesQty=3)");
  }

  @Test
  @Tag("U5")
  void marketOrdersThenPriceThenTime() {
    given("phase PRE_OPEN");
    given("a buy b1 1@100", "a buy b2 1@101", "a buy b3 1@101", "a buy b4 1@market102");
    given("c sell s1 3@100");
    when("phase CONTINUOUS")
        .filteredOn(line -> line.startsWith("trade"))
        .containsExactly("trade b4/s1 1@101", "trade b2/s1 1@101", "trade b3/s1 1@101");
    assertThat(matching.snapshot(9).bids()).hasSize(1);
  }

  @Test
  @Tag("U5")
  void ofOneLimitMarketOrdersComeFirstAndNobodyIsTheAggressor() {
    given("phase PRE_OPEN", "a buy b1 1@101", "a buy b2 1@market101", "a buy b3 1@market101");
    given("c sell s1 2@100");
    Tape tape = new Tape();
    log.entries("phase CONTINUOUS").forEach(entry -> matching.apply(entry, tape));
    assertThat(tape.events())
        .filteredOn(Trade.class::isInstance)
        .extracting(event -> Tape.line(event) + " " + ((Trade) event).aggressor())
        .containsExactly("trade b2/s1 1@101 UNKNOWN", "trade b3/s1 1@101 UNKNOWN");
  }

  @Test
  @Tag("U6")
  void ownOrdersTradeInAnAuction() {
    given("phase PRE_OPEN", "a sell s1 1@100");
    given("a buy b1 1@100 GTC stp=CANCEL_NEWEST");
    when("phase CONTINUOUS").contains("trade b1/s1 1@100");
  }

  @Test
  @Tag("U7")
  void anIcebergCountsWithAllOfIt() {
    given("phase PRE_OPEN", "a sell s1 10@100 GTC display=2", "b sell s2 3@100", "c buy b1 7@100");
    when("phase CONTINUOUS").contains("trade b1/s1 7@100");
    when("c buy b2 4@100").containsSubsequence("trade b2/s2 3@100", "trade b2/s1 1@100");
  }

  @Test
  @Tag("U8")
  void aHaltKeepsWhatWasCollected() {
    given("phase AUCTION", "a sell s1 1@100", "b buy b1 1@100");
    when("phase HALTED").isEmpty();
    when("phase CONTINUOUS").contains("trade b1/s1 1@100");
    given("phase AUCTION", "a sell s2 1@100", "b buy b2 1@100");
    when("phase CLOSED").contains("trade b2/s2 1@100");
  }

  @Test
  @Tag("U9")
  void atTheOpenIsForTheOpeningAuction() {
    when("a buy b0 1@100 AT_THE_OPEN").first().asString().contains("HALTED: phase=UNKNOWN");
    given("phase PRE_OPEN", "a sell s1 1@100 AT_THE_OPEN", "a sell s2 5@101 AT_THE_OPEN");
    given("b buy b1 1@100");
    when("phase CONTINUOUS")
        .contains("trade b1/s1 1@100")
        .endsWith("s2 EXPIRED EXPIRED cum=0 leaves=0");
    when("a buy b2 1@100 AT_THE_OPEN").first().asString().contains("WRONG_PHASE");
  }

  @Test
  @Tag("U10")
  void atTheCloseWaitsForTheClosingAuction() {
    given("phase CONTINUOUS", "b buy b1 1@100");
    when("a sell s1 3@99 AT_THE_CLOSE").containsExactly("s1 NEW NEW cum=0 leaves=3");
    given("phase AUCTION");
    assertThat(indicative()).isEqualTo("0@ left 0");
    when("phase CONTINUOUS").isEmpty();
    given("phase PRE_CLOSE");
    assertThat(indicative()).isEqualTo("1@99 left -2");
    when("phase CLOSED").contains("trade b1/s1 1@99").endsWith("s1 EXPIRED EXPIRED cum=1 leaves=0");
  }

  @Test
  @Tag("U10")
  void atTheCloseExpiresWithTheClosingAuctionThoughTradingGoesOn() {
    given("phase PRE_CLOSE", "b buy b1 1@100", "a sell s1 3@99 AT_THE_CLOSE");
    when("phase CONTINUOUS")
        .contains("trade b1/s1 1@99")
        .endsWith("s1 EXPIRED EXPIRED cum=1 leaves=0");
    given("a sell s2 3@99 AT_THE_CLOSE", "phase AUCTION");
    when("phase CONTINUOUS").isEmpty();
  }

  @Test
  @Tag("U12")
  void stopsComeInAfterTheAuction() {
    given("phase PRE_OPEN", "a sell s1 1@100", "b buy b1 1@100", "b buy b2 1@99");
    when("c sell s2 1@market95 GTC stop=100").containsExactly("s2 NEW NEW cum=0 leaves=1");
    when("phase CONTINUOUS")
        .containsSubsequence(
            "trade b1/s1 1@100", "s2 TRIGGERED NEW cum=0 leaves=1", "trade b2/s2 1@99");
  }

  @Test
  @Tag("B1")
  @Tag("B2")
  void whatIsLeftRestsAtTheEdge() {
    given("band 500 REST", "a sell s1 1@105", "a sell s2 1@106");
    when("b buy b1 3@110")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=3",
            "trade b1/s1 1@105",
            "s1 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=1 leaves=2",
            "b1 RESTATED PARTIALLY_FILLED cum=1 leaves=2 (PRICE_BAND: limit=105)");
    assertThat(matching.working("b", "b1").price()).isEqualTo(105 * Decimal8.ONE);
    when("c buy b3 1@107").endsWith("b3 RESTATED NEW cum=0 leaves=1 (PRICE_BAND: limit=105)");
    when("b buy b2 1@110 IOC")
        .endsWith("b2 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=1)");
  }

  @Test
  @Tag("B3")
  @Tag("B4")
  @Tag("B6")
  void anOrderThatWouldLeaveTheBandPausesUntilAnAuction() {
    given("band 500 PAUSE", "a sell s1 1@105", "a sell s2 1@107");
    when("b buy b1 2@110").endsWith("b1 TRADE PARTIALLY_FILLED cum=1 leaves=1");
    assertThat(phase()).isEqualTo(Phase.AUCTION);
    MarketState.Pause pause = matching.marketState().pause();
    assertThat(pause.sequence()).isEqualTo(matching.marketState().sequence());
    assertThat(matching.marketState().cause()).isEqualTo("band-" + pause.sequence());
    assertThat(indicative()).isEqualTo("1@107 left 0");
    when("resume " + (pause.sequence() - 1)).isEmpty();
    assertThat(phase()).isEqualTo(Phase.AUCTION);
    when("resume " + pause.sequence()).contains("trade b1/s2 1@107");
    assertThat(phase()).isEqualTo(Phase.CONTINUOUS);
    assertThat(matching.marketState().pause().isOn()).isFalse();
  }

  @Test
  @Tag("B2")
  void anOrderBeyondTheBandRestsAtItsEdge() {
    given("band 500 REST");
    when("a sell s1 1@90")
        .containsExactly(
            "s1 NEW NEW cum=0 leaves=1", "s1 RESTATED NEW cum=0 leaves=1 (PRICE_BAND: limit=95)");
    when("b buy b1 1@92").containsExactly("b1 NEW NEW cum=0 leaves=1");
    when("b buy b2 1@96").contains("trade b2/s1 1@95");
  }

  @Test
  @Tag("B1")
  @Tag("B7")
  void whatRestsBeyondTheBandMovesToItsEdge() {
    given("band 500 REST", "a sell s1 3@96 GTC display=1", "a sell s2 1@95", "a sell s3 1@105");
    // From 105 to 115: the reference that a refused order carries counts like any other.
    when("b buy b1 1@100 GTC refused TICK_SIZE ref=110")
        .containsExactly(
            "s2 RESTATED NEW cum=0 leaves=1 (PRICE_BAND: limit=105)",
            "s1 RESTATED NEW cum=0 leaves=3 (PRICE_BAND: limit=105)",
            "b1 REJECTED REJECTED cum=0 leaves=0 (TICK_SIZE: tested)");
    assertThat(asks()).containsExactly("3@105");
    when("b buy b2 1@96 GTC post ref=110").containsExactly("b2 NEW NEW cum=0 leaves=1");
    when("b buy b3 3@106 GTC ref=110")
        .containsSubsequence("trade b3/s3 1@105", "trade b3/s2 1@105", "trade b3/s1 1@105");
    when("c buy b4 1@80 GTC ref=80")
        .containsExactly(
            "b2 RESTATED NEW cum=0 leaves=1 (PRICE_BAND: limit=84)", "b4 NEW NEW cum=0 leaves=1");
  }

  @Test
  @Tag("B7")
  void whatAnAuctionLeavesBeyondTheBandMovesToItsEdge() {
    given("band 500 REST", "phase AUCTION", "a sell s1 2@90", "b buy b1 1@91");
    when("phase CONTINUOUS")
        .contains("trade b1/s1 1@90")
        .endsWith("s1 RESTATED PARTIALLY_FILLED cum=1 leaves=1 (PRICE_BAND: limit=95)");
  }

  @Test
  @Tag("B1")
  @Tag("B3")
  void anOrderThatWouldTradeBeyondTheOtherEdgePausesToo() {
    given("band 500 PAUSE", "a sell s1 1@96");
    when("b buy b1 1@110 GTC ref=110").containsExactly("b1 NEW NEW cum=0 leaves=1");
    assertThat(phase()).isEqualTo(Phase.AUCTION);
    when("resume " + matching.marketState().pause().sequence()).contains("trade b1/s1 1@110");
    given("c buy b2 1@104");
    when("d sell s2 1@market80 IOC ref=80")
        .endsWith("s2 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=1)");
    assertThat(phase()).isEqualTo(Phase.AUCTION);
  }

  @Test
  @Tag("B8")
  void anOrderThatNeedsMorePausesWhenOnlyTheBandKeepsItFromThat() {
    for (String inside : List.of("a buy b0 1@99", "a sell s0 1@105")) {
      given("band 500 PAUSE", inside, "a sell s1 2@107");
      when("b buy b1 5@110 FOK")
          .endsWith("b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=5)");
      when("b buy b2 5@110 IOC min=4")
          .endsWith("b2 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=5)");
      assertThat(phase()).isEqualTo(Phase.CONTINUOUS);
      when("b buy b3 2@110 FOK")
          .containsExactly(
              "b3 NEW NEW cum=0 leaves=2",
              "b3 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=2)");
      assertThat(phase()).isEqualTo(Phase.AUCTION);
      given("a masscancel m1 both");
    }
  }

  @Test
  @Tag("B3")
  void whatNeverRestsIsCancelledByThePauseThatItBegins() {
    given("band 500 PAUSE", "a sell s1 1@105", "a sell s2 1@107");
    when("b buy b1 2@110 IOC")
        .contains("trade b1/s1 1@105")
        .endsWith("b1 CANCELED CANCELED cum=1 leaves=0 (UNFILLED: leavesQty=1)");
    assertThat(phase()).isEqualTo(Phase.AUCTION);
  }

  @Test
  @Tag("B4")
  void anyChangeOfThePhaseEndsAPause() {
    given("band 500 PAUSE", "a sell s1 1@107", "b buy b1 1@110");
    long pause = matching.marketState().pause().sequence();
    when("phase HALTED").isEmpty();
    assertThat(matching.marketState().pause().isOn()).isFalse();
    when("resume " + pause).isEmpty();
    assertThat(phase()).isEqualTo(Phase.HALTED);
    when("phase CONTINUOUS").contains("trade b1/s1 1@107");
  }

  @Test
  @Tag("B5")
  void stopsThatAPauseOvertakesComeInAfterItsAuction() {
    given("band 500 PAUSE", "a sell s1 1@103", "a sell s2 1@107", "a sell s3 1@107");
    given("c buy b1 1@market110 GTC stop=103", "c buy b2 1@market110 GTC stop=103");
    // The first stop would trade at 107: it pauses the instrument, and the second one waits on.
    when("b buy b3 1@103")
        .contains("b1 TRIGGERED NEW cum=0 leaves=1")
        .noneMatch(line -> line.startsWith("b2 TRIGGERED"));
    assertThat(phase()).isEqualTo(Phase.AUCTION);
    long pause = matching.marketState().pause().sequence();
    when("resume " + pause).contains("b2 TRIGGERED NEW cum=0 leaves=1");
  }
}
