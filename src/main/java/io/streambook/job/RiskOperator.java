package io.streambook.job;

import io.streambook.venue.Keyed;
import io.streambook.venue.Stage;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/**
 * What both stages of risk share: controls per key on the heap, and their rows behind them in keyed
 * state.
 *
 * @param <C> the controls of one key
 */
abstract class RiskOperator<C> extends StageOperator implements HotState.Store<C> {
  private final String stateName;
  private final int capacity;

  private transient MapState<String, byte[]> rows;
  private transient HotState<C> hot;

  /**
   * @param stateName for ever
   * @param capacity keys on the heap at a time
   */
  RiskOperator(String stateName, int capacity) {
    this.stateName = stateName;
    this.capacity = capacity;
  }

  /**
   * The stage that this operator moves messages for; called once.
   *
   * @param restored whether there was a snapshot
   */
  abstract Stage open(Keyed<C> controls, boolean restored) throws Exception;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    rows =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    stateName, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
  }

  @Override
  final Stage open(boolean restored) throws Exception {
    hot = hotState(this, capacity);
    return open(hot, restored);
  }

  /** The rows of the current key. */
  final MapState<String, byte[]> rows() {
    return rows;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    hot.flush();
    super.snapshotState(context);
  }
}
