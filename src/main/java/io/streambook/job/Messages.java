package io.streambook.job;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What travels between the stages of the job: the domain values themselves. All edges have one
 * type, so that every stage takes and emits any of them; {@link MessageFormats} lists them.
 */
public final class Messages {
  /** Type of every edge. */
  public static final TypeInformation<Object> TYPE = new MessageType();

  private Messages() {}

  private static final class MessageType extends TypeInformation<Object> {
    @Override
    public boolean isBasicType() {
      return false;
    }

    @Override
    public boolean isTupleType() {
      return false;
    }

    @Override
    public int getArity() {
      return 1;
    }

    @Override
    public int getTotalFields() {
      return 1;
    }

    @Override
    public Class<Object> getTypeClass() {
      return Object.class;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public TypeSerializer<Object> createSerializer(SerializerConfig config) {
      return new MessageSerializer();
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof MessageType;
    }

    @Override
    public boolean equals(Object other) {
      return canEqual(other);
    }

    @Override
    public int hashCode() {
      return MessageType.class.hashCode();
    }

    @Override
    public String toString() {
      return "Message";
    }
  }
}
