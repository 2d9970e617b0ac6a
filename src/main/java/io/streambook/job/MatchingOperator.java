package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.Ledger;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.Recovery;
import io.streambook.venue.Stage;
import io.streambook.venue.SymbolBook;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
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

  /** So that very many symbols do not hold up orders. */
  static final int BOOKS_A_TICK = 250;

  /** While a checkpoint holds all up. */
  static final int BOOKS_A_SNAPSHOT = 25;

  private final Ledgers ledgers;
  private final boolean matches;
  private final int hotSymbols;
  private final boolean publishesAllBooks;
  private final String executions;

  private transient PublishedPlaces published;

  /** Symbols whose books and market states are due. */
  private transient ListState<String> unpublished;

  private transient HotState<SymbolBook> hot;
  private transient MatchingStage stage;
  private transient Ledger ledger;

  /**
   * @param matches false in a job of risk alone, where the log is the result
   * @param hotSymbols symbols on the heap at a time
   * @param publishesAllBooks whether the topics may not have those of the state, as they may not
   *     when the log is another job's
   * @param executions name of their topic when the log is another job's, else null: a log that this
   *     job writes tells by itself what follows from it
   */
  MatchingOperator(
      Ledgers ledgers,
      boolean matches,
      int hotSymbols,
      boolean publishesAllBooks,
      String executions) {
    this.ledgers = ledgers;
    this.matches = matches;
    this.hotSymbols = hotSymbols;
    this.publishesAllBooks = publishesAllBooks;
    this.executions = executions;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    hot = hotState(new BookStore(context.getKeyedStateStore()), hotSymbols);
    unpublished =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("unpublished-books", StringSerializer.INSTANCE));
    if (executions != null) {
      published = new PublishedPlaces(context.getOperatorStateStore(), executions);
    }
  }

  @Override
  Stage open(boolean restored) throws Exception {
    ledger = ledgers.of(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    stage = new MatchingStage(hot, new GroupCommit(ledger, WAITING_MAX), matches, restored);
    if (publishesAllBooks || executions != null) {
      // In a job of its own a start without state may have published older ones since.
      try (Stream<String> symbols = BookStore.symbols(getKeyedStateBackend())) {
        symbols.forEach(stage::changed);
      }
    }
    for (String symbol : unpublished.get()) {
      if (isMine(symbol)) {
        stage.changed(symbol);
      }
    }
    if (published != null) {
      tellPublished();
    }
    return stage;
  }

  private void tellPublished() throws Exception {
    for (Map.Entry<String, Long> place : published.restored().entrySet()) {
      if (isMine(place.getKey())) {
        stage.recover(new Recovery.Published(place.getKey(), place.getValue()), nowMicros());
      }
    }
  }

  @Override
  String key(LogEntry entry) {
    return entry.symbol();
  }

  @Override
  void tick() throws Exception {
    stage.check();
    stage.publishBooks(BOOKS_A_TICK);
  }

  /** The snapshot must not know more than the log; the books of very many symbols can wait. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    stage.publishBooks(BOOKS_A_SNAPSHOT);
    hot.flush(); // while the ledger commits
    stage.flush();
    unpublished.update(List.copyOf(stage.changedBooks()));
    if (published != null) {
      published.save(stage.published());
    }
    super.snapshotState(context);
  }

  @Override
  public void finish() throws Exception {
    stage.publishBooks(Integer.MAX_VALUE);
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
