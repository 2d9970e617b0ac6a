package io.streambook.contract;

import io.streambook.book.Decimal8;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Values of single fields, between Avro's classes and the domain's. */
final class Fields {
  private static final int MAX_SYMBOL = 32;
  private static final int MAX_ACCOUNT = 64;

  /** The largest value of precision 18. */
  private static final long MAX_DECIMAL = 999_999_999_999_999_999L;

  private Fields() {}

  /** Whether an Avro decimal is one of at most 18 digits. Nothing at all also fits. */
  static boolean fits(ByteBuffer decimal) {
    if (decimal == null) {
      return true;
    }
    if (!isLong(decimal)) {
      return false;
    }
    return fits(unscaled(decimal));
  }

  /** Whether it has at most 18 digits. */
  static boolean fits(long unscaled) {
    return unscaled <= MAX_DECIMAL && unscaled >= -MAX_DECIMAL;
  }

  /** A decimal of at most 18 digits; {@link Decimal8#NONE} for null. */
  static long number(ByteBuffer decimal, String field) {
    if (!fits(decimal)) {
      throw BadRecord.value(field + " is not a number of at most 18 digits");
    }
    return decimal == null ? Decimal8.NONE : unscaled(decimal);
  }

  /** A decimal of at most 18 digits; 0 for null. */
  static long orZero(ByteBuffer decimal, String field) {
    return decimal == null ? 0 : number(decimal, field);
  }

  /** Microseconds since 1970; 0 for null. */
  static long orZero(Instant instant) {
    return instant == null ? 0 : micros(instant);
  }

  /** A decimal of 38 digits of which the venue uses those of a long. */
  static long wide(ByteBuffer decimal, String field) {
    if (!isLong(decimal)) {
      throw BadRecord.value(field + " is beyond the range of a long");
    }
    return unscaled(decimal);
  }

  /** Two's complement, big-endian, as Avro wants it; null for {@link Decimal8#NONE}. */
  static ByteBuffer decimal(long value) {
    if (value == Decimal8.NONE) {
      return null;
    }
    int length = decimalBytes(value);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >> ((length - 1 - i) * Byte.SIZE));
    }
    return ByteBuffer.wrap(bytes);
  }

  /** How many bytes a decimal has at least. */
  static int decimalBytes(long value) {
    int signBits = Long.numberOfLeadingZeros(value ^ (value >> 63)) - 1;
    return Long.BYTES - signBits / Byte.SIZE;
  }

  private static boolean isLong(ByteBuffer decimal) {
    int length = decimal.remaining();
    if (length > 0 && length <= Long.BYTES) {
      return true;
    }
    // Some writers pad with sign bytes.
    return length > 0 && new BigInteger(bytes(decimal)).bitLength() < Long.SIZE;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  private static long unscaled(ByteBuffer decimal) {
    int from = decimal.position();
    long value = decimal.get(from) < 0 ? -1 : 0;
    for (int i = from; i < decimal.limit(); i++) {
      value = (value << Byte.SIZE) | (decimal.get(i) & 0xff);
    }
    return value;
  }

  /** Microseconds since 1970. */
  static long micros(Instant instant) {
    // What came from a long fits one again, though the first term alone may not.
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  /** Kafka's timestamps are in milliseconds. */
  static long millisToMicros(long millis) {
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Empty for null. */
  static String text(String value) {
    return value == null ? "" : value;
  }

  /** Null for empty. */
  static String optionalText(String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  /** The enum constant of the same name: Avro has put UNKNOWN where the writer knew more. */
  static <E extends Enum<E>> E as(Class<E> type, Enum<?> value) {
    return Enum.valueOf(type, value.name());
  }

  static String symbol(String symbol) {
    if (!isPrintable(symbol, MAX_SYMBOL)) {
      throw new BadRecord(
          DeadLetter.Code.INVALID_SYMBOL,
          "symbol "
              + BadRecord.quoted(symbol)
              + " is not 1 to "
              + MAX_SYMBOL
              + " printable ASCII characters");
    }
    return symbol;
  }

  static String account(String account) {
    if (!isPrintable(account, MAX_ACCOUNT)) {
      throw new BadRecord(
          DeadLetter.Code.INVALID_ACCOUNT,
          "account "
              + BadRecord.quoted(account)
              + " is not 1 to "
              + MAX_ACCOUNT
              + " printable ASCII characters");
    }
    return account;
  }

  private static boolean isPrintable(String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
