package io.streambook.venue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.Sequencer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MatchingStageTest {
  private static final Ledger NO_LEDGER =
      new Ledger() {
        @Override
        public void open(long generation) {}

        @Override
        public void commit(List<Object> group, Consumer<Throwable> done) {}

        @Override
        public void await() {}

        @Override
        public void close() {}
      };

  private final SymbolBook book = new SymbolBook(new Sequencer("ACME"), new Matching("ACME"));
  private final MatchingStage stage =
      new MatchingStage(
          new Keyed<>() {
            @Override
            public SymbolBook read(String symbol) {
              return book;
            }

            @Override
            public SymbolBook write(String symbol) {
              return book;
            }
          },
          new GroupCommit(NO_LEDGER, 1),
          true,
          true);

  @Test
  void aLogThatBeginsAfterTheStateEndsIsRefused() throws Exception {
    stage.recover(new Recovery.Begin(false), 0);
    stage.recover(entry(1), 0);
    stage.recover(entry(1), 0);
    stage.recover(entry(2), 0);
    assertThatThrownBy(() -> stage.recover(entry(4), 0))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(
            "the log of ACME goes on with entry 4, and this state ends with entry 2");
  }

  @Test
  void aLogByRulesOfALaterReleaseIsRefused() {
    int later = Matching.RULES_VERSION + 1;
    assertThatThrownBy(() -> stage.recover(entry(1, later), 0))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "the log of ACME goes on by rules of version %d (entry 1), and this release knows version %d at most: start the release that wrote them, or a later one"
                .formatted(later, later - 1));
  }

  private static Recovery.Entry entry(long sequence) {
    return entry(sequence, Matching.RULES_VERSION);
  }

  private static Recovery.Entry entry(long sequence, int rulesVersion) {
    return new Recovery.Entry(new LogEntry.Rules("ACME", sequence, 1, 1, rulesVersion));
  }
}
