package io.streambook.job;

import io.streambook.venue.Keyed;
import io.streambook.venue.Recovery;
import io.streambook.venue.Stage;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What both stages of risk share: controls per key on the heap, and their rows behind them in keyed
 * state.
 *
 * @param <C> the controls of one key
 */
abstract class RiskOperator<C> extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object>, HotState.Store<C> {
  private final String stateName;
  private final int capacity;

  private transient MapState<String, byte[]> rows;
  private transient HotState<C> hot;
  private transient Stage stage;
  private transient boolean restored;

  /**
   * @param stateName for ever
   * @param capacity keys on the heap at a time
   */
  RiskOperator(String stateName, int capacity) {
    this.stateName = stateName;
    this.capacity = capacity;
  }

  /**
   * The stage that this operator moves messages for; called once, when it opens.
   *
   * @param restored whether there was a snapshot
   */
  abstract Stage open(Keyed<C> controls, boolean restored) throws Exception;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
    rows =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    stateName, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
  }

  @Override
  public void open() throws Exception {
    super.open();
    hot = new HotState<>(this, this, capacity);
    stage = open(hot, restored);
    // Flink's sink commits with the checkpoint: there is no tail that the state does not know.
    stage.recover(new Recovery.Go(0), nowMicros());
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    stage.accept(element.getValue(), nowMicros());
    hot.drain();
  }

  /** To be called now and then when no message comes. */
  final void drain() throws Exception {
    hot.drain();
  }

  /** The rows of the current key. */
  final MapState<String, byte[]> rows() {
    return rows;
  }

  final long nowMicros() {
    return getProcessingTimeService().getCurrentProcessingTime() * 1000;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    hot.flush();
    super.snapshotState(context);
  }

  /** The hot state sets the key when it needs one. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }
}
