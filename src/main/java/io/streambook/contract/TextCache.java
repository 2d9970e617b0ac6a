package io.streambook.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives the same bytes the same String: symbols, accounts and currencies stand in every record. It
 * keeps a bounded number of them, the last ones seen. Any thread may use it: an entry never
 * changes, and one that a thread does not see yet is made again.
 */
public final class TextCache {
  /**
   * One for all tasks: what is looked up for every record should stay near the processor, and maps
   * find at once what is the same String.
   */
  public static final TextCache SHARED = new TextCache();

  private static final int FIRST_SLOTS = 1 << 10;
  private static final int SLOTS_MAX = 1 << 14;

  /** How many slots a text may lie in. */
  private static final int WAYS = 4;

  private static final int MAX_LENGTH = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A power of two. Few while there are few names, so that they lie close together. */
  private volatile Entry[] entries = new Entry[FIRST_SLOTS];

  private int size;

  /** A text with its first and last eight bytes, which are all of it in most names. */
  private static final class Entry {
    private final long first;
    private final long last;
    private final int length;
    private final byte[] bytes;
    private final String text;

    Entry(long first, long last, byte[] bytes) {
      this.first = first;
      this.last = last;
      this.length = bytes.length;
      this.bytes = bytes;
      this.text = new String(bytes, StandardCharsets.UTF_8);
    }

    boolean is(long otherFirst, long otherLast, byte[] other, int from, int otherLength) {
      return first == otherFirst
          && last == otherLast
          && length == otherLength
          && (length <= 2 * Long.BYTES
              || Arrays.equals(bytes, 0, length, other, from, from + length));
    }
  }

  /**
   * The text of UTF-8 bytes; what is long is not kept.
   *
   * @throws IndexOutOfBoundsException when the array ends before the text
   */
  public String text(byte[] bytes, int from, int length) {
    if (length <= 0 || length > MAX_LENGTH) {
      return length == 0 ? "" : new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    boolean isShort = length < Long.BYTES;
    long first = isShort ? head(bytes, from, length) : (long) LONG.get(bytes, from);
    long last = isShort ? 0 : (long) LONG.get(bytes, from + length - Long.BYTES);
    Entry[] now = entries;
    int slot = slot(first, last, now.length);
    for (int way = 0; way < WAYS; way++) {
      Entry entry = now[slot ^ way];
      if (entry != null && entry.is(first, last, bytes, from, length)) {
        return entry.text;
      }
    }
    Entry seen = new Entry(first, last, Arrays.copyOfRange(bytes, from, from + length));
    add(seen);
    return seen.text;
  }

  private synchronized void add(Entry seen) {
    size++;
    // A third full at most: else too many would fall out of their few slots.
    if (size > entries.length / 3 && entries.length < SLOTS_MAX) {
      Entry[] more = new Entry[2 * entries.length];
      for (Entry entry : entries) {
        if (entry != null) {
          put(entry, more);
        }
      }
      entries = more;
    }
    put(seen, entries);
  }

  /** What lies there moves on to the next free slot, or the last one falls out. */
  private static void put(Entry seen, Entry[] entries) {
    int slot = slot(seen.first, seen.last, entries.length);
    int free = 0;
    while (free < WAYS - 1 && entries[slot ^ free] != null) {
      free++;
    }
    for (int way = free; way > 0; way--) {
      entries[slot ^ way] = entries[slot ^ (way - 1)];
    }
    entries[slot] = seen;
  }

  private static int slot(long first, long last, int slots) {
    long hash = first * MIX;
    hash = ((hash ^ (hash >>> Integer.SIZE)) + last) * MIX;
    return (int) (hash >>> Integer.SIZE) & (slots - 1);
  }

  /** So many bytes, fewer than eight, as {@link #LONG} reads them with zeros behind. */
  private static long head(byte[] bytes, int from, int length) {
    if (from >= 0 && from + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, from) & ((1L << (length * Byte.SIZE)) - 1);
    }
    long head = 0;
    for (int i = length - 1; i >= 0; i--) {
      head = (head << Byte.SIZE) | (bytes[from + i] & 0xff);
    }
    return head;
  }
}
