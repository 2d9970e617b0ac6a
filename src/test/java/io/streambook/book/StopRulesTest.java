package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says of stops. */
class StopRulesTest extends BookRules {
  @Test
  @Tag("S1")
  @Tag("S5")
  void aTradeElectsTheStopsThatItReaches() {
    given("a buy b1 1@100", "a buy b2 5@98");
    given("s sell s1 2@market97 GTC stop=100", "s sell s2 2@98 GTC stop=99");
    when("c sell c1 1@100")
        .containsExactly(
            "c1 NEW NEW cum=0 leaves=1",
            "trade b1/c1 1@100",
            "b1 TRADE FILLED cum=1 leaves=0",
            "c1 TRADE FILLED cum=1 leaves=0",
            "s1 TRIGGERED NEW cum=0 leaves=2",
            "trade b2/s1 2@98",
            "b2 TRADE PARTIALLY_FILLED cum=2 leaves=3",
            "s1 TRADE FILLED cum=2 leaves=0",
            "s2 TRIGGERED NEW cum=0 leaves=2",
            "trade b2/s2 2@98",
            "b2 TRADE PARTIALLY_FILLED cum=4 leaves=1",
            "s2 TRADE FILLED cum=2 leaves=0");
    given("d buy d1 3@market120 GTC stop=99", "d buy d2 3@101 GTC stop=100", "e sell e1 1@100");
    when("c buy c2 1@100")
        .containsExactly(
            "c2 NEW NEW cum=0 leaves=1",
            "trade c2/e1 1@100",
            "e1 TRADE FILLED cum=1 leaves=0",
            "c2 TRADE FILLED cum=1 leaves=0",
            "d1 TRIGGERED NEW cum=0 leaves=3",
            "d1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=3)",
            "d2 TRIGGERED NEW cum=0 leaves=3");
    assertThat(matching.snapshot(1).bids().get(0).price()).isEqualTo(101 * Decimal8.ONE);
  }

  @Test
  @Tag("S2")
  void aStopThatIsReachedIsElectedAtOnce() {
    given("a buy b1 1@100", "c sell c1 1@100");
    when("d buy d1 3@101 GTC stop=99")
        .containsExactly("d1 NEW NEW cum=0 leaves=3", "d1 TRIGGERED NEW cum=0 leaves=3");
    assertThat(matching.snapshot(1).bids()).hasSize(1);
  }

  @Test
  @Tag("S3")
  void ofOneTradeTheOldestStopComesFirst() {
    given("a buy b1 1@100", "a buy b2 1@97");
    given(
        "s sell s1 1@90 GTC stop=97", "s sell s2 1@90 GTC stop=98", "s sell s3 1@90 GTC stop=100");
    when("c sell c1 2@97")
        .filteredOn(line -> line.contains("TRIGGERED"))
        .as("s3 by the first trade, the others by the second, by entry")
        .containsExactly(
            "s3 TRIGGERED NEW cum=0 leaves=1",
            "s1 TRIGGERED NEW cum=0 leaves=1",
            "s2 TRIGGERED NEW cum=0 leaves=1");
  }

  @Test
  @Tag("S4")
  void aCascadeOfStopsEnds() {
    given("a buy b1 1@100", "a buy b2 1@98", "a buy b3 1@96", "a buy b4 1@94");
    given("s sell s1 1@market90 GTC stop=96", "s sell s2 1@market90 GTC stop=98");
    given("s sell s3 1@market90 GTC stop=100");
    when("c sell c1 1@100")
        .filteredOn(line -> line.startsWith("trade"))
        .containsExactly(
            "trade b1/c1 1@100", "trade b2/s3 1@98", "trade b3/s2 1@96", "trade b4/s1 1@94");
    assertThat(matching.workingOrders()).isZero();
  }
}
