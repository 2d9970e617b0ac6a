package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ListAssert;

/** A log, line by line, through the fast book, which is compared with the naive one. */
abstract class BookRules {
  final TestLog log = new TestLog("ACME");
  final Matching matching = new Matching("ACME");
  private final NaiveBook naive = new NaiveBook();

  void given(String... lines) {
    play(lines);
  }

  ListAssert<String> when(String line) {
    return assertThat(play(line));
  }

  List<String> play(String... lines) {
    Tape tape = new Tape();
    Tape expected = new Tape();
    for (LogEntry entry : log.entries(lines)) {
      matching.apply(entry, tape);
      naive.apply(entry, expected);
    }
    assertThat(tape.events()).isEqualTo(expected.events());
    assertThat(matching.snapshot(9).indicative()).isEqualTo(naive.indicative());
    return tape.lines();
  }

  /** What is shown at each price. */
  List<String> asks() {
    return matching.snapshot(9).asks().stream()
        .map(level -> Decimal8.format(level.qty()) + "@" + Decimal8.format(level.price()))
        .toList();
  }
}
