package io.streambook.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far a topic was published when a snapshot was taken, per key: what the sources read again may
 * lie before that, and the tail that the guard tells at the next start begins behind it.
 */
final class PublishedPlaces {
  private static final int FORMAT = 1;

  private final ListState<byte[]> rows;
  private final String topic;

  /** The state of an operator; every subtask sees all of it. */
  PublishedPlaces(OperatorStateStore state, String topic) throws Exception {
    this.topic = topic;
    rows =
        state.getUnionListState(
            new ListStateDescriptor<>("published", BytePrimitiveArraySerializer.INSTANCE));
  }

  /** Those that were saved, of this topic: a job that goes back publishes to another one. */
  Map<String, Long> restored() throws Exception {
    Map<String, Long> places = new HashMap<>();
    for (byte[] row : rows.get()) {
      DataInputDeserializer in = new DataInputDeserializer(row);
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IllegalStateException("published places have format " + format);
      }
      boolean isHere = in.readUTF().equals(topic);
      String key = in.readUTF();
      long place = in.readLong();
      if (isHere) {
        places.merge(key, place, Math::max);
      }
    }
    return places;
  }

  /** Replaces those of this subtask. */
  void save(Map<String, Long> places) throws Exception {
    List<byte[]> saved = new ArrayList<>();
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (Map.Entry<String, Long> place : places.entrySet()) {
      out.clear();
      out.writeByte(FORMAT);
      out.writeUTF(topic);
      out.writeUTF(place.getKey());
      out.writeLong(place.getValue());
      saved.add(out.getCopyOfBuffer());
    }
    rows.update(saved);
  }
}
