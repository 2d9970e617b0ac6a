package io.streambook.job;

import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The last stage, keyed by symbol: sequences, matches and publishes. {@link Judged} and {@link
 * SymbolCommand} become log entries, which go out; a {@link LogEntry} that comes in was read from
 * the log and does not go out again. Either is matched, unless this job leaves that to another.
 * What follows are executions and trades at once, and book and market state now and then.
 */
final class MatchingOperator extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object>, MatchListener {
  private static final long serialVersionUID = 1L;

  static final int HOT_SYMBOLS = 4096;
  static final int BOOK_LEVELS = 10;
  static final long PUBLISH_MILLIS = 250;

  private final boolean matches;
  private final int hotSymbols;

  private transient HotState<BookStore.SymbolBook> hot;
  private transient Set<String> unpublished;
  private transient StreamRecord<Object> record;
  private transient ScheduledFuture<?> publishing;

  /**
   * @param matches false in a job of risk alone, where the log is the result
   */
  MatchingOperator(boolean matches) {
    this(matches, HOT_SYMBOLS);
  }

  /** With fewer symbols on the heap. */
  MatchingOperator(boolean matches, int hotSymbols) {
    this.matches = matches;
    this.hotSymbols = hotSymbols;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    hot = new HotState<>(this, new BookStore(context.getKeyedStateStore()), hotSymbols);
    unpublished = new LinkedHashSet<>();
    record = new StreamRecord<>(null);
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (matches) {
      publishLater();
    }
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    Object message = element.getValue();
    if (message instanceof Judged judged) {
      BookStore.SymbolBook book = hot.write(judged.order().symbol());
      book.sequencer().order(judged, entry -> logged(book.matching(), entry));
    } else if (message instanceof SymbolCommand command) {
      BookStore.SymbolBook book = hot.write(command.symbol());
      book.sequencer().command(command, entry -> logged(book.matching(), entry));
    } else if (message instanceof LogEntry entry) {
      match(hot.write(entry.symbol()).matching(), entry);
    } else {
      throw new IllegalArgumentException("not for matching: " + message.getClass().getName());
    }
  }

  private void logged(Matching matching, LogEntry entry) {
    emit(entry);
    if (matches) {
      match(matching, entry);
    }
  }

  private void match(Matching matching, LogEntry entry) {
    matching.apply(entry, this);
    unpublished.add(entry.symbol());
  }

  @Override
  public void onExecution(Execution execution) {
    emit(execution);
  }

  @Override
  public void onTrade(Trade trade) {
    emit(trade);
  }

  private void emit(Object message) {
    output.collect(record.replace(message));
  }

  private void publishLater() {
    long at = getProcessingTimeService().getCurrentProcessingTime() + PUBLISH_MILLIS;
    publishing =
        getProcessingTimeService()
            .registerTimer(
                at,
                time -> {
                  publish();
                  publishLater();
                });
  }

  private void publish() throws Exception {
    for (String symbol : unpublished) {
      Matching matching = hot.read(symbol).matching();
      emit(matching.snapshot(BOOK_LEVELS));
      emit(matching.marketState());
    }
    unpublished.clear();
  }

  /** What is not published yet is not in the checkpoint: it would be lost with the task. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    publish();
  }

  @Override
  public void close() throws Exception {
    if (publishing != null) {
      publishing.cancel(false);
    }
    super.close();
  }

  @Override
  public void finish() throws Exception {
    publish();
    super.finish();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    hot.flush();
  }

  /** {@link HotState} sets the key, and only when it must. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord element) {}
}
