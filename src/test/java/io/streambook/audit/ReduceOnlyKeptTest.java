package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.whole;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.TradingState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instruments, accounts and firms of which only what reduces is taken. */
class ReduceOnlyKeptTest {
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
    venue.instruments.put("AAA", whole(instrument().build(), instrument().reduceOnly().build()));
    venue.limits.put("north", states(TradingState.ACTIVE, TradingState.REDUCING));
    return venue;
  }

  private static History<RiskLimits> states(TradingState... states) {
    return whole(
        Stream.of(states)
            .map(state -> LimitsBuilder.limits("").state(state).build())
            .toArray(RiskLimits[]::new));
  }

  private static void assertGrows(RecordedVenue venue, String requestId) {
    Found<Execution> grown =
        venue.symbol("AAA").executions().stream()
            .filter(e -> e.value().requestId().equals(requestId))
            .findFirst()
            .orElseThrow();
    assertThat(venue.failed()).containsExactly(ReduceOnlyKept.class);
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
    assertThat(kept.failed()).isEmpty();
    assertThat(kept.audit(false).get(ReduceOnlyKept.class).verdict())
        .isEqualTo("ok, 1 of them after that");
    assertGrows(reduced("symbol=AAA", grows), "x");
  }

  @Test
  void anOrderThatGrowsAPositionOfAReducedFirm() {
    assertThat(reduced("account=north", "carol buy c2 1@99").failed()).isEmpty();
    assertGrows(reduced("account=north", "north/bob buy x 1@99"), "x");
  }

  @Test
  void whatAnotherRecordMayHaveLiftedIsNotReduced() {
    RecordedVenue lifted = reduced("symbol=AAA", "carol buy x 1@99");
    lifted.instruments.put("AAA", whole(instrument().reduceOnly().build(), instrument().build()));
    assertThat(lifted.failed()).isEmpty();

    RecordedVenue compacted = reduced("symbol=AAA", "carol buy x 1@99");
    compacted.instruments.put(
        "AAA", new History<>(compacted.instruments.get("AAA").records(), false));
    assertThat(compacted.failed()).isEmpty();

    RecordedVenue compactedFirm = reduced("account=north", "north/bob buy x 1@99");
    compactedFirm.limits.put(
        "north", new History<>(compactedFirm.limits.get("north").records(), false));
    assertThat(compactedFirm.failed()).isEmpty();

    RecordedVenue active = reduced("account=north", "north/bob buy x 1@99");
    active.limits.put("north", states(TradingState.REDUCING, TradingState.ACTIVE));
    assertThat(active.failed()).isEmpty();
  }
}
