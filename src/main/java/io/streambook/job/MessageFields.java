package io.streambook.job;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.SelfTradePrevention;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Fields of all kinds, from which formats are made. Not for use by two threads at once. */
abstract class MessageFields {
  private static final SelfTradePrevention[] PREVENTIONS = SelfTradePrevention.values();

  private final TextFormat texts;

  MessageFields(TextFormat texts) {
    this.texts = texts;
  }

  /** The ordinal, or -1 for null. */
  @SuppressWarnings("EnumOrdinal") // both ends of an exchange run the same version
  void value(Enum<?> value, DataOutputView out) throws IOException {
    out.writeByte(value == null ? -1 : value.ordinal());
  }

  <E> E value(E[] values, DataInputView in) throws IOException {
    byte ordinal = in.readByte();
    return ordinal < 0 ? null : values[ordinal];
  }

  /** One byte when there are none. */
  void conditions(Conditions conditions, DataOutputView out) throws IOException {
    boolean none = conditions.isNone();
    out.writeBoolean(!none);
    if (!none) {
      out.writeLong(conditions.stopPx());
      out.writeLong(conditions.displayQty());
      out.writeLong(conditions.minQty());
      out.writeBoolean(conditions.postOnly());
      out.writeLong(conditions.expireTime());
      value(conditions.selfTradePrevention(), out);
      text(conditions.selfTradeGroup(), out);
    }
  }

  Conditions conditions(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return Conditions.NONE;
    }
    return new Conditions(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        value(PREVENTIONS, in),
        name(in));
  }

  void correction(Correction correction, DataOutputView out) throws IOException {
    out.writeBoolean(!correction.isNone());
    if (!correction.isNone()) {
      text(correction.tradeId(), out);
      out.writeLong(correction.cash());
      text(correction.operator(), out);
      text(correction.comment(), out);
    }
  }

  Correction correction(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Correction(text(in), in.readLong(), text(in), text(in))
        : Correction.NONE;
  }

  void text(String text, DataOutputView out) throws IOException {
    texts.write(text, out);
  }

  /** A text that hardly ever comes twice. */
  String text(DataInputView in) throws IOException {
    return texts.read(in);
  }

  /** A text that comes again and again. */
  String name(DataInputView in) throws IOException {
    return texts.readName(in);
  }

  /** The length, or -1 for null, then the bytes. */
  void bytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  byte[] bytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
