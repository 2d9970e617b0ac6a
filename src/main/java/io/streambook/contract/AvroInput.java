package io.streambook.contract;

import io.streambook.book.Decimal8;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Avro's binary encoding, as far as the hot contracts use it, read from an array into primitives.
 * Whatever is cut off, out of range or merely unusual is an {@link IndexOutOfBoundsException}:
 * Avro's own reader then says what it is. Not for use by two threads at once.
 */
final class AvroInput {
  private byte[] bytes = {};
  private int position;
  private int fields;

  /**
   * Starts a record.
   *
   * @param fieldCount how many of our fields the writer knew
   */
  void start(byte[] value, int from, int fieldCount) {
    bytes = value;
    position = from;
    fields = fieldCount;
  }

  /** Whether the writer knew this field of ours, counted from 0. */
  boolean has(int field) {
    return field < fields;
  }

  boolean isEnd() {
    return position == bytes.length;
  }

  int integer() {
    byte first = bytes[position];
    if (first >= 0) {
      position++;
      return (first >>> 1) ^ -(first & 1);
    }
    int zigzag = 0;
    int at = position;
    for (int shift = 0; shift < 35; shift += 7) {
      byte b = bytes[at++];
      zigzag |= (b & 0x7f) << shift;
      if (b >= 0) {
        position = at;
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IndexOutOfBoundsException("an int of more than 5 bytes");
  }

  long number() {
    long zigzag = 0;
    int at = position;
    for (int shift = 0; shift < 70; shift += 7) {
      byte b = bytes[at++];
      zigzag |= (b & 0x7fL) << shift;
      if (b >= 0) {
        position = at;
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IndexOutOfBoundsException("a long of more than 10 bytes");
  }

  boolean flag() {
    return Objects.checkIndex(bytes[position++], 2) == 1;
  }

  /** Whether the value of a union with null is there. */
  boolean present() {
    return Objects.checkIndex(integer(), 2) == 1;
  }

  <E extends Enum<E>> E symbol(Symbols<E> symbols) {
    return symbols.at(integer());
  }

  /** A decimal of at most 18 digits in at most 8 bytes. */
  long decimal() {
    int length = length();
    if (length == 0 || length > Long.BYTES) {
      throw new IndexOutOfBoundsException("a decimal of " + length + " bytes");
    }
    int at = position;
    position += length;
    long value = bytes[at++];
    while (at < position) {
      value = (value << Byte.SIZE) | (bytes[at++] & 0xff);
    }
    if (!Fields.fits(value)) {
      throw new IndexOutOfBoundsException("a decimal of more than 18 digits");
    }
    return value;
  }

  /** {@link Decimal8#NONE} for null. */
  long optionalDecimal() {
    return present() ? decimal() : Decimal8.NONE;
  }

  /** 0 for null. */
  long decimalOrZero() {
    return present() ? decimal() : 0;
  }

  /** 0 for null. */
  long numberOrZero() {
    return present() ? number() : 0;
  }

  /** A text that hardly ever comes twice. */
  String text() {
    int length = length();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** A text that comes again and again. */
  String name() {
    int length = length();
    String text = TextCache.SHARED.text(bytes, position, length);
    position += length;
    return text;
  }

  /** Empty for null. */
  String optionalText() {
    return present() ? text() : "";
  }

  /** Empty for null. */
  String optionalName() {
    return present() ? name() : "";
  }

  String nullableText() {
    return present() ? text() : null;
  }

  String nullableName() {
    return present() ? name() : null;
  }

  void skipOptionalInteger() {
    if (present()) {
      integer();
    }
  }

  void skipText() {
    int length = length();
    Objects.checkFromIndexSize(position, length, bytes.length);
    position += length;
  }

  /** The number at the end of an id of the form SYMBOL-sequence-index; -1 for null. */
  int optionalIndex() {
    if (!present()) {
      return -1;
    }
    int length = length();
    int start = Objects.checkFromIndexSize(position, length, bytes.length);
    position += length;
    int index = 0;
    int digit = position - 1;
    for (int unit = 1; digit >= start && bytes[digit] != '-'; unit *= 10, digit--) {
      index += unit * Objects.checkIndex(bytes[digit] - '0', 10);
    }
    int digits = position - 1 - digit;
    if (digit < start || digits == 0 || digits > 9) {
      throw new IndexOutOfBoundsException("an id of another form");
    }
    return index;
  }

  /** The beginning of an array of so many elements. */
  void array(int size) {
    if (number() != size) {
      throw new IndexOutOfBoundsException("an array in another form");
    }
  }

  void endOfArray() {
    array(0);
  }

  private int length() {
    byte first = bytes[position];
    if (first >= 0 && (first & 1) == 0) {
      position++;
      return first >> 1;
    }
    long length = number();
    if (length < 0 || length > bytes.length) {
      throw new IndexOutOfBoundsException("a length of " + length);
    }
    return (int) length;
  }
}
