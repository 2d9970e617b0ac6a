package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.whole;
import static io.streambook.risk.LimitsBuilder.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits that are stricter than those before, of which nothing is left: compaction took the earlier
 * records of an account, or a firm had none. The record was written at 35 s.
 */
class LoweredLimitsTest {
  private static final long SECOND_MICROS = 1_000_000;
  private static final long OFFSET = 7;

  /** Strangers trade, so that something happened; the first of these lines is judged at 30 s. */
  private static RecordedVenue sent(String... lines) {
    List<String> all = new ArrayList<>(List.of("alice sell s1 1@100", "zoe buy z1 1@100"));
    all.addAll(List.of(lines));
    return new RecordedVenue().send("AAA", all);
  }

  /** 10 at 90 work at 30 s, and 4 more of the same account or firm at 40 s. */
  private static RecordedVenue fourteen(String name) {
    return name.equals("north")
        ? sent("north/a buy b1 10@90", "north/b buy b2 4@90")
        : sent(name + " buy b1 10@90", name + " buy b2 4@90");
  }

  private static void lowered(RecordedVenue venue, String name, LimitsBuilder to) {
    Found<RiskLimits> record = new Found<>("risk-limits", 0, OFFSET, 35_000, to.build());
    venue.limits.put(name, new History<>(List.of(record), false));
  }

  private static void taken(RecordedVenue venue, String name, long second) {
    venue.inForce.put(
        name,
        List.of(new Tape.InForce(OFFSET - 4, 1), new Tape.InForce(OFFSET, second * SECOND_MICROS)));
  }

  /** Each limit just below what the second order comes to, of an account and of a firm. */
  static Stream<Arguments> tooLow() {
    return Stream.of("bob", "north")
        .flatMap(
            name ->
                Stream.of(
                    Arguments.of(name, limits(name).maxOrderQty("3"), OrderLimitsKept.class),
                    Arguments.of(name, limits(name).maxNotional("359"), OrderLimitsKept.class),
                    Arguments.of(name, limits(name).onlyListed(), OrderLimitsKept.class),
                    Arguments.of(name, limits(name).maxPosition("13"), PositionLimitsKept.class),
                    Arguments.of(name, limits(name).maxOpenOrders(1), OpenOrderLimitsKept.class),
                    Arguments.of(
                        name, limits(name).maxOpenOrdersPerSymbol(1), SymbolOrderLimitsKept.class),
                    Arguments.of(name, limits(name).creditLimit("1259"), CreditLimitsKept.class)));
  }

  @ParameterizedTest
  @MethodSource("tooLow")
  void anOrderBeyondThemOnceTheyAreTaken(
      String name, LimitsBuilder limits, Class<? extends Check> check) {
    RecordedVenue venue = fourteen(name);
    lowered(venue, name, limits);
    taken(venue, name, 38);

    assertThat(venue.failed()).containsExactly(check);
    assertThat(venue.audit(false).get(check).verdict())
        .startsWith("FAILED 1 times, first ")
        .contains(" " + name);
  }

  @ParameterizedTest
  @MethodSource("tooLow")
  void anOrderThatWasJudgedBeforeTheyWereTaken(
      String name, LimitsBuilder limits, Class<? extends Check> check) {
    RecordedVenue venue = fourteen(name);
    lowered(venue, name, limits);
    taken(venue, name, 45);

    assertThat(venue.failed()).isEmpty();
    assertThat(venue.audit(false).get(check).verdict())
        .isEqualTo("ok, 2 unproven: it is not known which limits they met");
  }

  /** It was refused, or waits: of the earlier one nothing is left. */
  @ParameterizedTest
  @MethodSource("tooLow")
  void limitsThatWereNeverTaken(String name, LimitsBuilder limits, Class<? extends Check> check) {
    RecordedVenue venue = fourteen(name);
    lowered(venue, name, limits);
    venue.inForce.put(name, List.of(new Tape.InForce(OFFSET - 1, 1)));

    assertThat(venue.failed()).isEmpty();
  }

  /** The clocks of two machines may differ by a second. */
  @Test
  void anOrderOfTheSameSecondMayHaveMetTheEarlierOnes() {
    RecordedVenue venue = fourteen("bob");
    lowered(venue, "bob", limits("bob").maxPosition("13"));
    venue.inForce.put("bob", List.of(new Tape.InForce(OFFSET, 39 * SECOND_MICROS + 1)));

    assertThat(venue.failed()).isEmpty();
  }

  /** Risk may not have heard of the smaller order when it judges the last one. */
  @Test
  void whoIsBeyondThemMayAskForNoMore() {
    RecordedVenue venue =
        sent(
            "bob buy b1 10@90",
            "bob replace b2 of b1 buy 8@90",
            "bob replace b3 of b1 buy 5@90",
            "bob replace b4 of b1 buy 10@90");
    lowered(venue, "bob", limits("bob").maxOrderQty("3").maxNotional("100").maxPosition("3"));
    taken(venue, "bob", 38);

    assertThat(venue.failed()).isEmpty();
    assertThat(venue.audit(false).get(PositionLimitsKept.class).verdict())
        .isEqualTo("ok, 1 unproven: it is not known which limits they met");
  }

  @Test
  void aReplaceThatAsksForMore() {
    RecordedVenue venue = sent("bob buy b1 10@90", "bob replace b2 of b1 buy 11@80");
    taken(venue, "bob", 38);

    lowered(venue, "bob", limits("bob").maxOrderQty("3"));
    assertThat(venue.failed()).containsExactly(OrderLimitsKept.class);
    lowered(venue, "bob", limits("bob").maxPosition("3"));
    assertThat(venue.failed()).containsExactly(PositionLimitsKept.class);
    // More, but of less money.
    lowered(venue, "bob", limits("bob").maxNotional("100"));
    assertThat(venue.failed()).isEmpty();
  }

  @Test
  void aSymbolThatIsDeniedIsDeniedToSmallerReplacesToo() {
    RecordedVenue venue = sent("bob buy b1 10@90", "bob replace b2 of b1 buy 8@90");
    lowered(venue, "bob", limits("bob").rule("AAA", Access.DENY));
    taken(venue, "bob", 38);

    assertThat(venue.failed()).containsExactly(OrderLimitsKept.class);
  }

  /** Without a hole in the topic there never was a looser record, whenever this one was taken. */
  @ParameterizedTest
  @MethodSource("tooLow")
  void allRecordsOfAnAccountProveMore(
      String name, LimitsBuilder limits, Class<? extends Check> check) {
    RecordedVenue venue = fourteen(name);
    venue.limits.put(name, whole(limits.build()));

    // The accounts of a firm trade before it has limits.
    assertThat(venue.failed().contains(check)).isEqualTo(name.equals("bob"));
  }

  @Test
  void theAccountThatHasTheNameOfTheFirmCountsToo() {
    RecordedVenue venue = sent("north buy b1 10@90", "north/b buy b2 4@90");
    lowered(venue, "north", limits("north").maxPosition("13"));
    taken(venue, "north", 38);

    assertThat(venue.failed()).containsExactly(PositionLimitsKept.class);
  }

  /** Every name without a slash could be a firm's. */
  @Test
  void anAccountWithoutAFirmIsCountedOnce() {
    RecordedVenue venue = fourteen("bob");
    venue.limits.put("bob", whole(limits("bob").maxPosition("9").build()));
    taken(venue, "bob", 1);

    assertThat(venue.audit(false).get(PositionLimitsKept.class).verdict())
        .startsWith("FAILED 2 times, first ");
  }

  /** A fill on one side moves as much as it frees, so selling to each other changes nothing. */
  @Test
  void accountsOfAFirmThatTradeWithEachOther() {
    RecordedVenue venue =
        sent("north/a buy b1 10@90", "north/b sell b2 10@90", "north/b buy b3 4@90");
    lowered(venue, "north", limits("north").maxPosition("4"));
    taken(venue, "north", 48);
    assertThat(venue.failed()).isEmpty();

    lowered(venue, "north", limits("north").maxPosition("3"));
    assertThat(venue.failed()).containsExactly(PositionLimitsKept.class);
  }
}
