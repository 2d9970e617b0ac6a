package io.streambook.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final int CAPACITY = 4;

  private final SteppedLedger ledger = new SteppedLedger();
  private final GroupCommit commits = new GroupCommit(ledger, CAPACITY);

  /** Commits when it is told to, or when somebody waits. */
  private static final class SteppedLedger implements Ledger {
    final List<List<Object>> committed = new ArrayList<>();
    List<Object> group;
    Consumer<Throwable> done;
    int awaited;

    @Override
    public void open(long generation) {}

    @Override
    public Object record(Object value) {
      return "record of " + value;
    }

    @Override
    public int weight(Object record) {
      return record.equals("record of large") ? CAPACITY : 1;
    }

    @Override
    public void commit(List<Object> records, Consumer<Throwable> told) {
      assertThat(group).as("one commit at a time").isNull();
      group = records;
      done = told;
    }

    void end(Throwable failure) {
      if (failure == null) {
        committed.add(group);
      }
      group = null;
      done.accept(failure);
    }

    @Override
    public void await() {
      awaited++;
      end(null);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    commits.open(1);
  }

  @Test
  void whatComesDuringACommitIsTheNextGroup() throws Exception {
    commits.add(List.of("a"));
    commits.add(List.of("b"));
    commits.add(List.of("c", "d"));
    assertThat(ledger.group).containsExactly("record of a");

    ledger.end(null);
    assertThat(ledger.group).containsExactly("record of b", "record of c", "record of d");
  }

  @Test
  void whenTooMuchWaitsTheNextIsHeldUpAndStaysWhole() throws Exception {
    commits.add(List.of("a"));
    commits.add(List.of("b", "c", "d", "e"));
    assertThat(ledger.awaited).isZero();

    commits.add(List.of("f", "g"));
    assertThat(ledger.awaited).isEqualTo(1);
    commits.flush();
    assertThat(ledger.committed)
        .containsExactly(
            List.of("record of a"),
            List.of("record of b", "record of c", "record of d", "record of e"),
            List.of("record of f", "record of g"));
  }

  @Test
  void largeValuesCountForMore() throws Exception {
    commits.add(List.of("a"));
    commits.add(List.of("large"));
    assertThat(ledger.awaited).isZero();

    commits.add(List.of("b"));
    assertThat(ledger.awaited).isEqualTo(1);
    assertThat(ledger.group).containsExactly("record of large");
    commits.add(List.of("c"));
    assertThat(ledger.awaited).isEqualTo(1);
  }

  @Test
  void afterAFailureNothingIsCommittedAnyMore() throws Exception {
    commits.add(List.of("a"));
    commits.add(List.of("b"));
    ledger.end(new IllegalStateException("unknown outcome"));

    assertThat(ledger.group).isNull();
    assertThatThrownBy(commits::check)
        .isInstanceOf(GroupCommit.CommitFailed.class)
        .hasRootCauseMessage("unknown outcome");
    assertThatThrownBy(() -> commits.add(List.of("c")))
        .isInstanceOf(GroupCommit.CommitFailed.class);
    assertThatThrownBy(commits::flush).isInstanceOf(GroupCommit.CommitFailed.class);
    assertThat(ledger.committed).isEmpty();
  }

  @Test
  void nothingIsTakenBeforeItIsOpen() {
    GroupCommit closed = new GroupCommit(ledger, CAPACITY);
    assertThatThrownBy(() -> closed.add(List.of("a"))).isInstanceOf(IllegalStateException.class);
    assertThat(ledger.group).isNull();
  }
}
