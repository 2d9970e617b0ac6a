package io.streambook.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * What both stages of risk share: controls per key on the heap, their rows behind them in keyed
 * state, and the records of a compacted topic that are read to its end before anything is judged.
 *
 * @param <C> the controls of one key
 * @param <T> the records that are read at the start
 */
abstract class RiskOperator<C, T> extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object>, HotState.Store<C> {
  private final String stateName;
  private final Bootstrap<T> bootstrap;
  private final int capacity;

  private transient MapState<String, byte[]> rows;
  private transient HotState<C> hot;

  /** Read at the start and not yet applied, by key. */
  private transient Map<String, List<T>> unapplied;

  /**
   * @param stateName for ever
   * @param capacity keys on the heap at a time
   */
  RiskOperator(String stateName, Bootstrap<T> bootstrap, int capacity) {
    this.stateName = stateName;
    this.bootstrap = bootstrap;
    this.capacity = capacity;
  }

  /** Key of a record that was read at the start. */
  abstract String key(T record);

  /** Applies a record, from the start or live; the newest offset counts. */
  abstract void apply(C controls, T record);

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
  public void open() throws Exception {
    super.open();
    hot = new HotState<>(this, this, capacity);
    unapplied = new HashMap<>();
    for (T record : bootstrap.read()) {
      unapplied.computeIfAbsent(key(record), key -> new ArrayList<>()).add(record);
    }
  }

  /** The rows of the current key. */
  final MapState<String, byte[]> rows() {
    return rows;
  }

  /** The controls of a key, to be changed, with all applied to them that the start read. */
  final C controls(String key) throws Exception {
    C controls = hot.write(key);
    List<T> records = unapplied.isEmpty() ? null : unapplied.remove(key);
    if (records != null) {
      records.forEach(record -> apply(controls, record));
    }
    return controls;
  }

  /** The controls of a key, only to look at. */
  final C look(String key) throws Exception {
    return hot.read(key);
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
