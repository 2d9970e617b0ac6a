package io.streambook.job;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One tag byte, then the fields. It serves the exchanges between the tasks of one job, and no
 * state: both ends always run the same version. Messages are immutable, so a copy is the message
 * itself. Like all serializers it is for one thread; {@link #duplicate} gives another one.
 */
final class MessageSerializer extends TypeSerializer<Object> {
  private static final Object NO_MESSAGE = new NoMessage();

  private record NoMessage() {}

  private transient MessageFormats formats;

  private MessageFormats formats() {
    if (formats == null) {
      formats = new MessageFormats();
    }
    return formats;
  }

  @Override
  public TypeSerializer<Object> duplicate() {
    return new MessageSerializer();
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  /** Flink asks for an element to reuse; immutable messages are never reused. */
  @Override
  public Object createInstance() {
    return NO_MESSAGE;
  }

  @Override
  public Object copy(Object from) {
    return from;
  }

  @Override
  public Object copy(Object from, Object reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Object message, DataOutputView target) throws IOException {
    formats().write(message, target);
  }

  @Override
  public Object deserialize(DataInputView source) throws IOException {
    return formats().read(source);
  }

  @Override
  public Object deserialize(Object reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageSerializer;
  }

  @Override
  public int hashCode() {
    return MessageSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Object> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink writes this class's name into savepoints: it never moves. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Object> {
    public Snapshot() {
      super(MessageSerializer::new);
    }
  }
}
