package io.streambook.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives the same bytes the same String: symbols, accounts and currencies stand in every record. It
 * keeps a bounded number of them, the last ones seen. Not for use by two threads at once.
 */
public final class TextCache {
  private static final int SLOT_BITS = 13;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int MAX_LENGTH = 64;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Each text may lie in two slots. */
  private final String[] texts = new String[SLOTS];

  private final byte[][] encoded = new byte[SLOTS][];

  /**
   * The text of UTF-8 bytes; what is long is not kept.
   *
   * @throws IndexOutOfBoundsException when the array ends before the text
   */
  public String text(byte[] bytes, int from, int length) {
    if (length <= 0 || length > MAX_LENGTH) {
      return length == 0 ? "" : decoded(bytes, from, length);
    }
    int slot = hash(bytes, from, length) >>> (Integer.SIZE - SLOT_BITS);
    if (holds(slot, bytes, from, length)) {
      return texts[slot];
    }
    int other = slot ^ 1;
    if (holds(other, bytes, from, length)) {
      return texts[other];
    }
    texts[other] = texts[slot];
    encoded[other] = encoded[slot];
    texts[slot] = decoded(bytes, from, length);
    encoded[slot] = Arrays.copyOfRange(bytes, from, from + length);
    return texts[slot];
  }

  private boolean holds(int slot, byte[] bytes, int from, int length) {
    byte[] held = encoded[slot];
    return held != null && Arrays.equals(held, 0, held.length, bytes, from, from + length);
  }

  private static String decoded(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Of the first and the last eight bytes: enough to tell names apart. */
  private static int hash(byte[] bytes, int from, int length) {
    long hash = length;
    if (length >= Long.BYTES) {
      hash += (long) LONG.get(bytes, from);
      hash *= 0x9E3779B97F4A7C15L;
      hash += (long) LONG.get(bytes, from + length - Long.BYTES);
    } else {
      for (int i = from; i < from + length; i++) {
        hash = (hash << Byte.SIZE) | bytes[i];
      }
    }
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> Integer.SIZE);
  }
}
