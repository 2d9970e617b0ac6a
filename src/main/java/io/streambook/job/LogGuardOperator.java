package io.streambook.job;

import io.streambook.contract.LogOwner;
import io.streambook.venue.LogGuard;
import io.streambook.venue.LogStore;
import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.Recovery;
import io.streambook.venue.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.common.KafkaException;

/**
 * {@link LogGuard} in Flink, one subtask: tells all stages at each start, and ends the job when a
 * newer owner record of another one appears. It asks for the ends of the log before it lets the
 * barrier of any stage pass, and then for a newer owner: the ends that it keeps are never beyond
 * what they know.
 */
final class LogGuardOperator extends AbstractStreamOperator<Object>
    implements OneInputStreamOperator<Object, Object> {
  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;

  private final Publisher publisher;
  private final LogStores stores;
  private final UnheardExecutions unheard;

  private transient ListState<byte[]> saved;
  private transient LogStore store;
  private transient LogGuard guard;
  private transient Map<Slot, Long> ends;
  private transient long generation;
  private transient boolean goesBack;

  /**
   * @param publisher what the job publishes
   * @param unheard null unless the job goes back to a savepoint
   */
  LogGuardOperator(Publisher publisher, LogStores stores, UnheardExecutions unheard) {
    this.publisher = publisher;
    this.stores = stores;
    this.unheard = unheard;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    saved =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("log-ends", BytePrimitiveArraySerializer.INSTANCE));
    for (byte[] row : saved.get()) {
      if (ends == null) {
        ends = new TreeMap<>();
      }
      DataInputDeserializer in = new DataInputDeserializer(row);
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IllegalStateException("ends of the log have format " + format);
      }
      ends.put(new Slot(in.readUTF(), in.readInt()), in.readLong());
    }
  }

  /** Blocks, and with it the first checkpoint, until all is told. */
  @Override
  public void open() throws Exception {
    super.open();
    String job = getRuntimeContext().getJobInfo().getJobId().toString();
    store = stores.of(job);
    guard = new LogGuard(store, job);
    try {
      goesBack = unheard != null && unheard.isDue(ends, store.owners(), job);
      // Kept, should Kafka not tell the ends at the first checkpoint.
      ends = guard.start(goesBack ? store.beginnings() : ends, this::tell);
    } catch (Refusal refusal) {
      throw new SuppressRestartsException(refusal);
    }
  }

  private void tell(Recovery message) {
    if (message instanceof Recovery.Go go) {
      generation = go.generation();
    }
    output.collect(new StreamRecord<>(message));
    if (goesBack && message instanceof Recovery.Begin) {
      unheard.read(
          execution -> output.collect(new StreamRecord<>(new Recovery.Unheard(execution))));
    }
  }

  @Override
  public void processElement(StreamRecord<Object> element) {
    LogOwner owner = (LogOwner) element.getValue();
    if (publisher.excludes(owner) && owner.generation() > generation) {
      try {
        guard.check(new Owner(owner.generation(), owner.job(), owner.name()));
      } catch (Refusal refusal) {
        throw new SuppressRestartsException(refusal);
      }
    }
  }

  @Override
  public void close() throws Exception {
    if (store != null) {
      store.close();
    }
    super.close();
  }

  /**
   * Not in {@link #snapshotState}: the barrier is on its way by then, and so may be new entries.
   */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    try {
      ends = guard.ends();
    } catch (KafkaException away) {
      // Older ends only mean a longer tail.
      LOG.warn("Kafka does not tell the ends of the log; keeping {}", ends, away);
    } catch (Refusal refusal) {
      throw new SuppressRestartsException(refusal);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.clear();
    for (Map.Entry<Slot, Long> end : ends.entrySet()) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      out.writeByte(FORMAT);
      out.writeUTF(end.getKey().topic());
      out.writeInt(end.getKey().partition());
      out.writeLong(end.getValue());
      saved.add(out.getCopyOfBuffer());
    }
  }
}
