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

/** What {@code RULES.md} says of orders and of its versions; others say the rest. */
class RulesTest extends BookRules {
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

  @Test
  @Tag("V1")
  void aReplaceOfVersion1LeavesTheTimeInForce() {
    given("rules 1", "a sell s1 10@100 GTC", "a replace r1 of s1 sell 5@100 DAY");
    when("day 2").isEmpty();
    given("rules 2", "a replace r2 of s1 sell 4@100 DAY");
    when("day 3").containsExactly("s1 EXPIRED EXPIRED cum=0 leaves=0");
  }

  @Test
  @Tag("V3")
  void beforeVersion3TheBandBoundsOneSideOnly() {
    given("rules 2", "band 500 REST", "a sell s1 1@96");
    when("b buy b1 1@104 GTC ref=110").contains("trade b1/s1 1@96");
    when("a sell s2 1@90").containsExactly("s2 NEW NEW cum=0 leaves=1");
    given("band 500 PAUSE");
    when("b buy b2 1@100 GTC ref=110").contains("trade b2/s2 1@90");
    given("a sell s3 2@107", "a sell s4 1@105");
    when("b buy b3 9@110 FOK").hasSize(2);
    assertThat(matching.marketState().phase()).isEqualTo(Phase.CONTINUOUS);
    given("a cancel c1 of s4");
    when("b buy b4 9@110 FOK").hasSize(2);
    assertThat(matching.marketState().phase()).isEqualTo(Phase.AUCTION);
    given("phase PRE_CLOSE", "a sell s5 1@120 AT_THE_CLOSE");
    when("phase CONTINUOUS").noneMatch(line -> line.startsWith("s5"));
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
