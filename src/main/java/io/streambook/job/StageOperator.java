package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.contract.DeadLetter;
import io.streambook.venue.Recovery;
import io.streambook.venue.Refusal;
import io.streambook.venue.Stage;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Moves messages for a {@link Stage}: its own on the first input, on the second what the guard
 * tells all subtasks. No checkpoint can complete before the guard has said GO: its own barrier
 * comes after that, on the same channel.
 */
abstract class StageOperator extends AbstractStreamOperator<Object>
    implements TwoInputStreamOperator<Object, Object, Object> {
  static final long TICK_MILLIS = 250;

  /**
   * What may wait for GO at full speed, in messages of the usual size; more trickles in, so that GO
   * still comes.
   */
  private static final int HELD_MAX = 100_000;

  private static final int USUAL_BYTES = 1024;
  private static final long TRICKLE_NANOS = 1_000_000;

  /** For however large a message: the task has to hear of its end. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private transient Stage stage;
  private transient boolean restored;
  private transient boolean closed;

  /** In messages of the usual size. */
  private transient long heldWeight;

  /**
   * The stage that this operator moves messages for; called once.
   *
   * @param restored whether there was a snapshot
   */
  abstract Stage open(boolean restored) throws Exception;

  /** Whose entry of the log it is in this stage; null when it is nobody's. */
  abstract String key(LogEntry entry);

  /** To be done every {@link #TICK_MILLIS}. */
  abstract void tick() throws Exception;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    stage = open(restored);
    every(TICK_MILLIS, this::tick);
  }

  /** Until the operator is closed. */
  final void every(long millis, ThrowingRunnable<Exception> action) {
    ProcessingTimeService timers = getProcessingTimeService();
    // Not at a fixed rate: while the thread is held up these would pile up. One that fails fails
    // the task.
    var unused =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + millis,
            time -> {
              if (!closed) {
                action.run();
                every(millis, action);
              }
            });
  }

  /** Plain objects in front of the keyed state of this operator. */
  final <V> HotState<V> hotState(HotState.Store<V> store, int capacity) {
    Duration interval =
        getContainingTask()
            .getEnvironment()
            .getJobConfiguration()
            .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(Duration.ZERO);
    HotState<V> hot =
        new HotState<>(
            this,
            store,
            capacity,
            interval.toMillis(),
            getProcessingTimeService()::getCurrentProcessingTime);
    every(HotState.SPREAD_MILLIS, hot::spread);
    return hot;
  }

  @Override
  public void processElement1(StreamRecord<Object> element) throws Exception {
    int held = stage.held();
    try {
      stage.accept(element.getValue(), nowMicros());
    } catch (Refusal refusal) {
      throw new SuppressRestartsException(refusal);
    }
    if (stage.held() > held) {
      long weight = 1 + bytes(element.getValue()) / USUAL_BYTES;
      heldWeight += weight;
      if (heldWeight > HELD_MAX) {
        LockSupport.parkNanos(Math.min(weight * TRICKLE_NANOS, PAUSE_NANOS));
      }
    }
  }

  /** Of what may be large: orders and the others have a few hundred. */
  private static long bytes(Object message) {
    return message instanceof DeadLetter letter ? size(letter.key()) + size(letter.value()) : 0;
  }

  private static long size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  @Override
  public void processElement2(StreamRecord<Object> element) throws Exception {
    Recovery told = (Recovery) element.getValue();
    if (!isMine(told)) {
      return;
    }
    try {
      stage.recover(told, nowMicros());
    } catch (Refusal refusal) {
      throw new SuppressRestartsException(refusal);
    }
  }

  private boolean isMine(Recovery told) {
    if (told instanceof Recovery.Entry entry) {
      return isMine(key(entry.entry()));
    } else if (told instanceof Recovery.Unheard unheard) {
      return isMine(unheard.execution().symbol());
    }
    return !(told instanceof Recovery.Published published) || isMine(published.symbol());
  }

  final boolean isMine(String key) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    return key != null
        && KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks())
            == task.getIndexOfThisSubtask();
  }

  final long nowMicros() {
    return getProcessingTimeService().getCurrentProcessingTime() * 1000;
  }

  @Override
  public void close() throws Exception {
    closed = true;
    super.close();
  }

  /** {@link HotState} sets the key, and only when it must. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  @Override
  public boolean hasKeyContext2() {
    return false;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement2(StreamRecord element) {}
}
