package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.limits;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole audits, and how they are reported. */
class AuditTest extends SmallVenue {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aVenueThatKeptAllRulesPasses(long seed) {
    RecordedVenue random =
        new RecordedVenue()
            .send("AAA", new RandomLines(seed, "a").next(1_500))
            .send("BBB", new RandomLines(-seed, "b").next(1_500));
    random.limits.put("FIRM", limits(1_000, 1_000_000, 100_000, 10_000));
    random.inForce.put("FIRM", List.of(new Tape.InForce(0, 0)));

    assertThat(random.audit(true).values())
        .hasSize(22)
        .allSatisfy(
            finding -> {
              assertThat(finding.verdict()).as(finding.rule()).startsWith("ok");
              assertThat(finding.checkedCount()).as(finding.rule()).isPositive();
            });
  }

  @Test
  void anEmptyRunProvesNothing() {
    RecordedVenue quiet = new RecordedVenue().send("AAA", List.of("alice sell s1 10@100"));

    assertThat(quiet.failed()).containsExactly(SomethingHappened.class);
    assertThat(new RecordedVenue().failed()).containsExactly(SomethingHappened.class);
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
}
