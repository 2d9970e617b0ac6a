package io.streambook.job;

import io.streambook.venue.GroupCommit;
import io.streambook.venue.Ledger;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.Recovery;
import io.streambook.venue.SymbolBook;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link MatchingStage} in Flink, keyed by symbol. Log entries, executions and trades come out at
 * once, books and market states now and then.
 */
final class MatchingOperator extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object> {
  private static final long serialVersionUID = 1L;

  static final int HOT_SYMBOLS = 4096;
  static final long PUBLISH_MILLIS = 250;

  private final boolean matches;
  private final int hotSymbols;

  private transient HotState<SymbolBook> hot;
  private transient MatchingStage stage;
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
    stage =
        new MatchingStage(hot, new GroupCommit(new SinkLedger(), 1), matches, context.isRestored());
  }

  /** Hands every group to the sink, which commits it with the checkpoint. */
  private final class SinkLedger implements Ledger {
    private final StreamRecord<Object> record = new StreamRecord<>(null);

    @Override
    public void open(long generation) {}

    @Override
    public void commit(List<Object> group, Consumer<Throwable> done) {
      group.forEach(value -> output.collect(record.replace(value)));
      done.accept(null);
    }

    @Override
    public void await() {}

    @Override
    public void close() {}
  }

  @Override
  public void open() throws Exception {
    super.open();
    stage.recover(new Recovery.Go(0), nowMicros());
    if (matches) {
      publishLater();
    }
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    stage.accept(element.getValue(), nowMicros());
    hot.drain();
  }

  private long nowMicros() {
    return getProcessingTimeService().getCurrentProcessingTime() * 1000;
  }

  private void publishLater() {
    long at = getProcessingTimeService().getCurrentProcessingTime() + PUBLISH_MILLIS;
    publishing =
        getProcessingTimeService()
            .registerTimer(
                at,
                time -> {
                  stage.publishBooks();
                  hot.drain();
                  publishLater();
                });
  }

  /** What is not published yet is not in the checkpoint: it would be lost with the task. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    stage.publishBooks();
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
    stage.publishBooks();
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
