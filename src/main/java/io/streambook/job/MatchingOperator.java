package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.Ledger;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.Stage;
import io.streambook.venue.SymbolBook;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/**
 * {@link MatchingStage} in Flink, keyed by symbol. Nothing comes out: log entries, executions,
 * trades, books and market states are published by its ledger.
 */
final class MatchingOperator extends StageOperator {
  private static final long serialVersionUID = 1L;

  static final int HOT_SYMBOLS = 4096;

  /** Values that wait for their commit in memory, then orders wait. */
  private static final int WAITING_MAX = 50_000;

  private final Ledgers ledgers;
  private final boolean matches;
  private final int hotSymbols;

  private transient HotState<SymbolBook> hot;
  private transient MatchingStage stage;
  private transient Ledger ledger;

  /**
   * @param matches false in a job of risk alone, where the log is the result
   * @param hotSymbols symbols on the heap at a time
   */
  MatchingOperator(Ledgers ledgers, boolean matches, int hotSymbols) {
    this.ledgers = ledgers;
    this.matches = matches;
    this.hotSymbols = hotSymbols;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    hot = new HotState<>(this, new BookStore(context.getKeyedStateStore()), hotSymbols);
  }

  @Override
  Stage open(boolean restored) {
    ledger = ledgers.of(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    stage = new MatchingStage(hot, new GroupCommit(ledger, WAITING_MAX), matches, restored);
    return stage;
  }

  @Override
  String key(LogEntry entry) {
    return entry.symbol();
  }

  @Override
  void afterMessage() throws Exception {
    hot.drain();
  }

  @Override
  void tick() throws Exception {
    stage.check();
    stage.publishBooks();
    hot.drain();
  }

  /** The snapshot must not know more than the log. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    stage.publishBooks();
    stage.flush();
    hot.flush();
    super.snapshotState(context);
  }

  @Override
  public void finish() throws Exception {
    stage.publishBooks();
    stage.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (ledger != null) {
      ledger.close();
    }
    super.close();
  }
}
