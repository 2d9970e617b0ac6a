package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code RULES.md} says of replaces and cancels. */
class ReplaceRulesTest extends BookRules {
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
}
