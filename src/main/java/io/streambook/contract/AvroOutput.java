package io.streambook.contract;

import io.streambook.book.Decimal8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro's binary encoding, as far as the hot contracts use it, written from primitives. Not for use
 * by two threads at once.
 */
final class AvroOutput {
  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  /** Of one char in UTF-8. */
  private static final int MAX_CHAR_BYTES = 3;

  private final NameBytes names = new NameBytes();
  private byte[] bytes = new byte[512];
  private int position;
  private BinaryEncoder encoder;

  /** Starts a record. */
  void start(byte[] header) {
    System.arraycopy(header, 0, bytes, 0, header.length);
    position = header.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  void integer(int value) {
    room(MAX_INT_BYTES);
    varint((value << 1) ^ (value >> 31));
  }

  void number(long value) {
    room(MAX_LONG_BYTES);
    long zigzag = (value << 1) ^ (value >> 63);
    byte[] to = bytes;
    int at = position;
    while ((zigzag & ~0x7fL) != 0) {
      to[at++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    to[at++] = (byte) zigzag;
    position = at;
  }

  void nullableInteger(Integer value) {
    present(value != null);
    if (value != null) {
      integer(value);
    }
  }

  void flag(boolean value) {
    room(1);
    bytes[position++] = (byte) (value ? 1 : 0);
  }

  /** Null for 0. */
  void numberUnlessZero(long value) {
    present(value != 0);
    if (value != 0) {
      number(value);
    }
  }

  /** The branch of a union with null. */
  void present(boolean present) {
    room(1);
    bytes[position++] = (byte) (present ? 2 : 0);
  }

  <E extends Enum<E>> void symbol(E value, Symbols<E> symbols) {
    integer(symbols.indexOf(value));
  }

  void decimal(long value) {
    if (value == Decimal8.NONE) {
      throw new IllegalArgumentException("a number that must be there is not");
    }
    int length = Fields.decimalBytes(value);
    room(1 + length);
    byte[] to = bytes;
    int at = position;
    to[at++] = (byte) (length << 1);
    for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      to[at++] = (byte) (value >> shift);
    }
    position = at;
  }

  /** Null for {@link Decimal8#NONE}. */
  void optionalDecimal(long value) {
    boolean present = value != Decimal8.NONE;
    present(present);
    if (present) {
      decimal(value);
    }
  }

  void text(String text) {
    int length = text.length();
    room(MAX_INT_BYTES + MAX_CHAR_BYTES * length);
    int start = position;
    varint(length << 1);
    byte[] to = bytes;
    int at = position;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        position = start;
        utf8(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      to[at++] = (byte) c;
    }
    position = at;
  }

  /** A text that comes again and again. */
  void name(String name) {
    byte[] utf8 = names.of(name);
    room(MAX_INT_BYTES + utf8.length);
    utf8(utf8);
  }

  /** A name in UTF-8, for keys: nobody changes it. */
  byte[] nameBytes(String name) {
    return names.of(name);
  }

  private void utf8(byte[] text) {
    varint(text.length << 1);
    System.arraycopy(text, 0, bytes, position, text.length);
    position += text.length;
  }

  void nullableText(String text) {
    present(text != null);
    if (text != null) {
      text(text);
    }
  }

  void nullableName(String name) {
    present(name != null);
    if (name != null) {
      name(name);
    }
  }

  /** Null for empty. */
  void optionalText(String text) {
    nullableText(Fields.optionalText(text));
  }

  /** Null for empty. */
  void optionalName(String name) {
    nullableName(Fields.optionalText(name));
  }

  /** A whole record, by Avro's own writer. */
  void record(SpecificRecordBase avro) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream(512);
    encoder = EncoderFactory.get().binaryEncoder(stream, encoder);
    try {
      new SpecificDatumWriter<SpecificRecordBase>(avro.getSchema(), AvroModel.MODEL)
          .write(avro, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    room(stream.size());
    System.arraycopy(stream.toByteArray(), 0, bytes, position, stream.size());
    position += stream.size();
  }

  /** The beginning of an array or map of so many elements, which may be none. */
  void startOfArray(int size) {
    if (size > 0) {
      number(size);
    }
  }

  void endOfArray() {
    number(0);
  }

  private void varint(int zigzag) {
    int rest = zigzag;
    while ((rest & ~0x7f) != 0) {
      bytes[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[position++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - position < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
    }
  }
}
