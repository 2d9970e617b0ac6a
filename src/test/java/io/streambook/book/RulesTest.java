package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says, rule by rule. */
class RulesTest extends BookRules {
  private List<String> asks() {
    return matching.snapshot(9).asks().stream()
        .map(level -> Decimal8.format(level.qty()) + "@" + Decimal8.format(level.price()))
        .toList();
  }

  /** Another rule needs another test, and a rule that is gone has none. */
  @Test
  void everyRuleIsNamedByATest() throws IOException {
    Path document = Path.of("src/main/java/io/streambook/book/RULES.md");
    List<String> rules = found("(?m)^- \\*\\*([A-Z]+[0-9]+)\\*\\*", Files.readString(document));
    Set<String> named = new TreeSet<>();
    try (Stream<Path> tests = Files.list(Path.of("src/test/java/io/streambook/book"))) {
      for (Path test : tests.toList()) {
        named.addAll(found("@Tag\\(\"([A-Z]+[0-9]+)\"\\)", Files.readString(test)));
      }
    }
    assertThat(rules).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(named).containsExactlyInAnyOrderElementsOf(rules);
  }

  private static List<String> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  // ---- price and time

  @Test
  @Tag("P1")
  @Tag("P2")
  void theBestAndThenTheOldestTradesAtItsOwnPrice() {
    given("a sell s1 1@101", "a sell s2 1@100", "b sell s3 1@100");
    when("c buy b1 3@105")
        .contains("trade b1/s2 1@100", "trade b1/s3 1@100", "trade b1/s1 1@101")
        .containsSubsequence("trade b1/s2 1@100", "trade b1/s3 1@100", "trade b1/s1 1@101");
  }

  @Test
  @Tag("P3")
  void aMarketOrderEndsAtItsProtection() {
    given("a sell s1 1@100", "a sell s2 1@102");
    when("b buy b1 5@market101 GTC")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=5",
            "trade b1/s1 1@100",
            "s1 TRADE FILLED cum=1 leaves=0",
            "b1 TRADE PARTIALLY_FILLED cum=1 leaves=4",
            "b1 CANCELED CANCELED cum=1 leaves=0 (UNFILLED: leavesQty=4)");
  }

  // ---- time in force

  @Test
  @Tag("T1")
  void anIocNeverRests() {
    given("a sell s1 1@100");
    when("b buy b1 2@100 IOC")
        .endsWith("b1 CANCELED CANCELED cum=1 leaves=0 (UNFILLED: leavesQty=1)");
    assertThat(matching.workingOrders()).isZero();
  }

  @Test
  @Tag("T2")
  void aFokCountsWhatIcebergsHide() {
    given("a sell s1 10@100 GTC display=1");
    when("b buy b1 11@100 FOK")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=11",
            "b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=11)");
    when("b buy b2 10@100 FOK").endsWith("b2 TRADE FILLED cum=10 leaves=0");
  }

  @Test
  @Tag("T3")
  void aMinimumQuantityOrNothing() {
    given("a sell s1 3@100");
    when("b buy b1 10@100 IOC min=4")
        .containsExactly(
            "b1 NEW NEW cum=0 leaves=10",
            "b1 CANCELED CANCELED cum=0 leaves=0 (UNFILLED: leavesQty=10)");
    when("b buy b2 10@100 IOC min=3")
        .contains("trade b2/s1 3@100")
        .endsWith("b2 CANCELED CANCELED cum=3 leaves=0 (UNFILLED: leavesQty=7)");
  }

  @Test
  @Tag("T4")
  void aDayOrderEndsWithItsDay() {
    given("a sell s1 3@100 DAY", "a sell s2 3@market90 DAY stop=95", "a sell s3 3@100 GTC");
    when("day 2")
        .containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0", "s2 EXPIRED EXPIRED cum=0 leaves=0");
  }

  @Test
  @Tag("T5")
  void aGoodTillDateOrderEndsAtItsTime() {
    given("a sell s1 3@100 GTD expires=50", "a sell s2 3@100 GTD expires=51");
    when("expire 49").isEmpty();
    when("expire 50").containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0");
  }

  // ---- icebergs

  @Test
  @Tag("I1")
  @Tag("I2")
  void anIcebergShowsAPartAndGoesToTheBackForTheNext() {
    given("a sell s1 10@100 GTC display=4", "b sell s2 5@100");
    assertThat(asks()).containsExactly("9@100");
    when("c buy b1 6@100").containsSubsequence("trade b1/s1 4@100", "trade b1/s2 2@100");
    assertThat(asks()).containsExactly("7@100");
    when("c buy b2 5@100").containsSubsequence("trade b2/s2 3@100", "trade b2/s1 2@100");
    assertThat(asks()).containsExactly("2@100");
  }

  @Test
  @Tag("I3")
  void anIcebergTakesWithAllOfIt() {
    given("b buy b1 6@100");
    when("a sell s1 10@100 GTC display=3").contains("trade b1/s1 6@100");
    assertThat(asks()).containsExactly("3@100");
  }

  // ---- post-only

  @Test
  @Tag("O1")
  void postOnlyNeverTakes() {
    given("a sell s1 1@100");
    when("b buy b1 1@100 GTC post")
        .containsExactly("b1 REJECTED REJECTED cum=0 leaves=0 (POST_ONLY_WOULD_TAKE: price=100)");
    when("b buy b2 1@99 GTC post").containsExactly("b2 NEW NEW cum=0 leaves=1");
  }

  @Test
  @Tag("O2")
  void aReplaceDoesNotMakePostOnlyTake() {
    given("a sell s1 1@100", "b buy b1 1@99 GTC post");
    when("b replace r1 of b1 buy 1@100 GTC post")
        .containsExactly("b1 CANCEL_REJECT NEW cum=0 leaves=1 (POST_ONLY_WOULD_TAKE: price=100)");
    when("b replace r2 of b1 buy 1@100 GTC").contains("trade b1/s1 1@100");
  }

  // ---- stops

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

  // ---- self-trade prevention

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

  // ---- replaces

  @Test
  @Tag("A1")
  void whatLosesItsPlace() {
    given("a sell s1 5@100 GTC display=1", "b sell s2 5@100", "c sell s3 5@100", "d sell s4 5@101");
    given("a replace r1 of s1 sell 5@100 GTC display=2", "b replace r2 of s2 sell 6@100");
    given("d replace r3 of s4 sell 5@100");
    assertThat(matching.queue(Side.SELL)).containsExactly(4L, 2L, 3L, 5L);
    given("e buy e1 1@97");
    given("a sell t1 1@90 GTC stop=97", "a sell t2 1@90 GTC stop=97");
    given("a replace r4 of t1 sell 1@90 GTC stop=96", "a replace r5 of t1 sell 1@90 GTC stop=97");
    when("f sell f1 1@97")
        .filteredOn(line -> line.contains("TRIGGERED"))
        .containsExactly("t2 TRIGGERED NEW cum=0 leaves=1", "t1 TRIGGERED NEW cum=0 leaves=1");
  }

  @Test
  @Tag("A2")
  void whatKeepsItsPlace() {
    given("a sell s1 5@100 GTC display=3", "b sell s2 5@100");
    given("a replace r1 of s1 sell 4@100 GTD display=2 expires=99 stp=CANCEL_BOTH");
    assertThat(matching.queue(Side.SELL)).containsExactly(2L, 3L);
    assertThat(asks()).containsExactly("7@100");
    when("expire 99").containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0");
  }

  @Test
  @Tag("A3")
  void theQuantityIsTheTotal() {
    given("a sell s1 10@100", "b buy b1 2@100");
    when("a replace r1 of s1 sell 5@100")
        .containsExactly("s1 REPLACED PARTIALLY_FILLED cum=2 leaves=3");
    when("a replace r2 of s1 sell 2@100").containsExactly("s1 CANCELED CANCELED cum=2 leaves=0");
  }

  @Test
  @Tag("A4")
  void whatAReplaceLeavesOutIsNoLongerSo() {
    given("a sell s1 10@100 GTC display=2");
    assertThat(asks()).containsExactly("2@100");
    given("a replace r1 of s1 sell 10@100 DAY");
    assertThat(asks()).containsExactly("10@100");
    when("day 2").containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0");
  }

  @Test
  @Tag("A5")
  void sideAndTypeStay() {
    given("a sell s1 10@100");
    when("a replace r1 of s1 buy 10@100")
        .containsExactly(
            "s1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: side=BUY, order=SELL)");
    when("a replace r2 of s1 sell 10@100 GTC stop=99")
        .containsExactly(
            "s1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: orderType=STOP_LIMIT,"
                + " order=LIMIT)");
    when("a replace r3 of s1 sell 10@100 IOC")
        .containsExactly("s1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: tif=IOC, order=GTC)");
    when("a replace r4 of s1 sell 10@100 FOK")
        .containsExactly("s1 CANCEL_REJECT NEW cum=0 leaves=10 (UNSUPPORTED: tif=FOK, order=GTC)");
  }

  @Test
  @Tag("A6")
  void theStopPriceOfAnElectedStopStays() {
    given("a buy b1 1@100", "c sell c1 1@100", "d buy d1 3@101 GTC stop=99");
    when("d replace r1 of d1 buy 3@101 GTC stop=98")
        .containsExactly(
            "d1 CANCEL_REJECT NEW cum=0 leaves=3 (UNSUPPORTED: the stop price was reached)");
    when("d replace r2 of d1 buy 2@101 GTC stop=99")
        .containsExactly("d1 REPLACED NEW cum=0 leaves=2");
  }

  // ---- cancels

  @Test
  @Tag("C1")
  @Tag("C2")
  void tooLateOrUnknown() {
    given("a sell s1 1@100", "b buy b1 1@100");
    when("a cancel c1 of s1 known")
        .containsExactly("s1 CANCEL_REJECT REJECTED cum=0 leaves=0 (TOO_LATE: origOrderId=s1)");
    when("a cancel c2 of s9")
        .containsExactly(
            "s9 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=s9)");
    when("a replace r1 of s1 sell 2@100 GTC known")
        .containsExactly("s1 CANCEL_REJECT REJECTED cum=0 leaves=0 (TOO_LATE: origOrderId=s1)");
    when("a replace r2 of s9 sell 2@100")
        .containsExactly(
            "s9 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=s9)");
  }

  @Test
  @Tag("C2")
  void anotherAccountsOrderIsUnknown() {
    given("a sell s1 1@100");
    String unknown = "s1 CANCEL_REJECT REJECTED cum=0 leaves=0 (UNKNOWN_ORDER: origOrderId=s1)";
    when("b cancel c1 of s1").containsExactly(unknown);
    when("b replace r1 of s1 sell 2@100").containsExactly(unknown);
    assertThat(asks()).containsExactly("1@100");
  }

  @Test
  @Tag("C3")
  void aMassCancelHasASummary() {
    given("a sell s1 1@100", "b sell s2 1@100", "a buy b1 1@99", "a buy b2 1@95 GTC stop=120");
    when("a masscancel m1 sell")
        .containsExactly(
            "m1 MASS_CANCEL_REPORT CANCELED cum=0 leaves=0 (orders=1)",
            "s1 CANCELED CANCELED cum=0 leaves=0");
    when("a masscancel m2 both")
        .containsExactly(
            "m2 MASS_CANCEL_REPORT CANCELED cum=0 leaves=0 (orders=2)",
            "b1 CANCELED CANCELED cum=0 leaves=0",
            "b2 CANCELED CANCELED cum=0 leaves=0");
    when("a masscancel m3 both refused KILL_SWITCH")
        .containsExactly("m3 MASS_CANCEL_REPORT REJECTED cum=0 leaves=0 (KILL_SWITCH: tested)");
  }

  // ---- corrections

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

  // ---- versions

  @Test
  @Tag("V1")
  void aReplaceOfVersion1LeavesTheTimeInForce() {
    given("rules 1", "a sell s1 10@100 GTC", "a replace r1 of s1 sell 5@100 DAY");
    when("day 2").isEmpty();
    given("rules 2", "a replace r2 of s1 sell 4@100 DAY");
    when("day 3").containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0");
  }

  @Test
  @Tag("V2")
  void aLogThatNamesNoVersionIsOfVersion1() {
    List<LogEntry> entries =
        log.entries("a sell s1 10@100 GTC", "a replace r1 of s1 sell 5@100 DAY");
    List<TimeInForce> left = new ArrayList<>();
    for (boolean named : List.of(true, false)) {
      Matching book = new Matching("ACME");
      for (LogEntry entry : entries) {
        boolean rules = entry instanceof LogEntry.Rules;
        LogEntry of =
            rules && !named
                ? new LogEntry.Symbol(1, new SymbolCommand.Expire("ACME", 0, 0, 0, 1))
                : entry;
        book.apply(of, new Tape());
      }
      left.add(book.working("a", "s1").timeInForce());
    }
    assertThat(left).containsExactly(TimeInForce.DAY, TimeInForce.GTC);
  }
}
