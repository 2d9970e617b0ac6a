package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says of self-trade prevention. */
class SelfTradeRulesTest extends BookRules {
  @Test
  @Tag("X1")
  void withoutAModeOwnOrdersTrade() {
    given("a sell s1 1@100 GTC stp=CANCEL_BOTH");
    when("a buy b1 1@100").contains("trade b1/s1 1@100");
  }

  @Test
  @Tag("X2")
  void cancelNewest() {
    given("b sell s1 1@100", "a sell s2 1@100");
    when("a buy b1 3@100 GTC stp=CANCEL_NEWEST")
        .contains("trade b1/s1 1@100")
        .endsWith("b1 CANCELED CANCELED cum=1 leaves=0 (SELF_TRADE: orderId=s2)");
    assertThat(asks()).containsExactly("1@100");
  }

  @Test
  @Tag("X3")
  void cancelOldest() {
    given("a sell s1 1@100", "b sell s2 1@100");
    when("a buy b1 1@100 GTC stp=CANCEL_OLDEST")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=1",
            "s1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=b1)",
            "trade b1/s2 1@100",
            "s2 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE FILLED cum=1 leaves=0");
  }

  @Test
  @Tag("X4")
  void cancelBoth() {
    given("a sell s1 1@100");
    when("a buy b1 1@100 GTC stp=CANCEL_BOTH")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=1",
            "s1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=b1)",
            "b1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=s1)");
  }

  @Test
  @Tag("X5")
  void decrement() {
    given("a sell s1 1@100", "a sell s2 5@100");
    when("a buy b1 3@100 GTC stp=DECREMENT")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=3",
            "s1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=b1)",
            "b1 RESTATED NEW cum=0 leaves=2 (SELF_TRADE: orderId=s1)",
            "s2 RESTATED NEW cum=0 leaves=3 (SELF_TRADE: orderId=b1)",
            "b1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=s2)");
    assertThat(asks()).containsExactly("3@100");
  }

  @Test
  @Tag("X6")
  void aGroupIsOfOneFirm() {
    given(
        "f/1 sell s1 1@100 GTC group=g", "f/2 sell s2 1@100 GTC", "o/1 sell s3 1@100 GTC group=g");
    when("f/3 buy b1 3@100 GTC stp=CANCEL_OLDEST group=g")
        .contains(
            "s1 CANCELED CANCELED cum=0 leaves=0 (SELF_TRADE: orderId=b1)",
            "trade b1/s2 1@100",
            "trade b1/s3 1@100");
  }

  @Test
  @Tag("X7")
  void aFokCountsNothingOfItsOwner() {
    given("b sell s1 1@100 GTC display=0.5", "a sell s2 1@100", "b sell s3 1@101");
    when("a buy b1 1@101 FOK stp=CANCEL_NEWEST")
        .as("what s1 hides comes after s2")
        .endsWith("b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=1)");
    when("a buy b2 3@101 FOK stp=CANCEL_OLDEST")
        .containsExactly(
            "b2 NEW NEW cum=0 leaves=3",
            "b2 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=3)");
    when("a buy b3 2@101 FOK stp=CANCEL_OLDEST").endsWith("b3 TRADE FILLED cum=2 leaves=0");
  }

  @Test
  @Tag("X7")
  void norDoesAMinimumQuantityOrWhatMakesItSmaller() {
    given("b sell s1 1@100", "a sell s2 1@100", "b sell s3 2@101");
    when("a buy b1 4@101 IOC min=2 stp=CANCEL_NEWEST")
        .endsWith("b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=4)");
    when("a buy b2 4@101 IOC min=4 stp=CANCEL_OLDEST")
        .endsWith("b2 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=4)");
    when("a buy b3 3@101 FOK stp=DECREMENT")
        .endsWith("b3 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=3)");
    when("a buy b4 4@101 IOC min=3 stp=CANCEL_OLDEST")
        .endsWith("b4 CANCELED CANCELED cum=3 leaves=0 (UNFILLED: leavesQty=1)");
  }
}
