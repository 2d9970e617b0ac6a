package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says of corrections. */
class CorrectionRulesTest extends BookRules {
  @Test
  @Tag("K1")
  void aCancelledTradeIsToldToBothSides() {
    given("a sell s1 10@100", "b buy b1 4@100");
    when("ops bust k1 of=ACME-3-0")
        .containsExactly(
            "b1 TRADE_CANCEL CANCELED cum=0 leaves=0 BUY 4@100 of ACME-3-0",
            "s1 TRADE_CANCEL CANCELED cum=0 leaves=0 SELL 4@100 of ACME-3-0");
    given("phase AUCTION", "a sell s2 3@99", "b buy b2 3@101");
    when("phase CONTINUOUS").hasSize(3);
    when("ops bust k2 of=ACME-8-0")
        .containsExactly(
            "b2 TRADE_CANCEL CANCELED cum=0 leaves=0 BUY 3@99 of ACME-8-0",
            "s2 TRADE_CANCEL CANCELED cum=0 leaves=0 SELL 3@99 of ACME-8-0");
  }

  @Test
  @Tag("K2")
  void theOrdersOfACancelledTradeStayAsTheyAre() {
    given("a sell s1 10@100", "b buy b1 4@100", "ops bust k1 of=ACME-3-0");
    assertThat(asks()).containsExactly("6@100");
    when("b cancel c1 of b1 known")
        .containsExactly("b1 CANCEL_REJECT REJECTED cum=0 leaves=0 (TOO_LATE: origOrderId=b1)");
    when("a cancel c2 of s1").containsExactly("s1 CANCELED CANCELED cum=4 leaves=0");
  }

  @Test
  @Tag("K3")
  void onlyATradeOfTheDayIsCancelledAndOnlyOnce() {
    given("a sell s1 10@100", "b buy b1 4@100", "ops bust k1 of=ACME-3-0");
    refusesTradeCancel("ACME-3-0", "TRADE_CANCELLED: tradeId=ACME-3-0");
    for (String unknown : List.of("ACME-3-1", "ACME-2-0", "ACME-9-0", "ACME-03-0", "-3-0", "x")) {
      refusesTradeCancel(unknown, "UNKNOWN_TRADE: tradeId=" + unknown + ", tradingDay=1");
    }
    given("b buy b2 1@100 DAY", "day 2");
    refusesTradeCancel("ACME-11-0", "UNKNOWN_TRADE: tradeId=ACME-11-0, tradingDay=2");
    when("ops bust k9 of=ACME-11-0 refused INVALID_OPERATOR")
        .containsExactly(
            "ACME-11-0 CANCEL_REJECT REJECTED cum=0 leaves=0 (INVALID_OPERATOR: tested)");
  }

  @Test
  @Tag("K4")
  void theLast4096TradesOfTheDayCanBeCancelled() {
    given("a sell s1 5000@100");
    for (int n = 0; n < 4_097; n++) {
      given("b buy b" + n + " 1@100");
    }
    refusesTradeCancel(
        "ACME-3-0", "TOO_LATE: tradeId=ACME-3-0, limit=the last 4096 trades of the day");
    when("ops bust k1 of=ACME-4-0").hasSize(2);
    when("ops bust k2 of=ACME-4099-0").hasSize(2);
  }

  @Test
  @Tag("K4")
  void ofTheTradesOfOneEntryTheEarlierOnesAreTooLateToo() {
    for (int n = 0; n < 4_097; n++) {
      given("a sell s" + n + " 1@100");
    }
    given("b buy b1 4097@100");
    refusesTradeCancel(
        "ACME-4099-0", "TOO_LATE: tradeId=ACME-4099-0, limit=the last 4096 trades of the day");
    when("ops bust k1 of=ACME-4099-1").hasSize(2);
    given("rules 2");
    refusesTradeCancel("ACME-4099-0", "UNKNOWN_TRADE: tradeId=ACME-4099-0, tradingDay=1");
  }

  private void refusesTradeCancel(String tradeId, String text) {
    when("ops bust k0 of=" + tradeId)
        .containsExactly(tradeId + " CANCEL_REJECT REJECTED cum=0 leaves=0 (" + text + ")");
  }

  @Test
  @Tag("K5")
  void anAdjustmentIsReported() {
    when("a adjust k1 sell 10@ cash=-5")
        .containsExactly("k1 POSITION_REPORT FILLED cum=0 leaves=0 SELL 10 cash=-5");
    when("a adjust k2 buy 10@ cash=5 refused UNKNOWN_ACCOUNT")
        .containsExactly("k2 POSITION_REPORT REJECTED cum=0 leaves=0 (UNKNOWN_ACCOUNT: tested)");
  }

  @Test
  @Tag("K6")
  void anOperatorsMassCancelIsOfAllAccounts() {
    given("a sell s1 1@100", "b sell s2 1@100", "a buy b1 1@99");
    when("a masscancel m1 sell operator=ops")
        .containsExactly(
            "m1 MASS_CANCEL_REPORT CANCELED cum=0 leaves=0 (orders=2)",
            "s1 CANCELED CANCELED cum=0 leaves=0",
            "s2 CANCELED CANCELED cum=0 leaves=0");
  }
}
