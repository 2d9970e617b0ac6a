package io.streambook.risk;

import io.streambook.book.OrderIdKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The orderIds that an account has used. There may be very many: an open table that tells by hashes
 * of 64 bits, which lie side by side, whether an id is there before it looks at any object. Keys
 * that differ have hashes that differ, so only of a long id the object is asked too.
 */
final class KnownIds {
  private static final int SIZE_MIN = 16;
  private static final long FREE = 0;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** A power of two, at most half of it in use; {@link #FREE} where a place is free. */
  private long[] hashes = new long[SIZE_MIN];

  /** At the same places. */
  private KnownId[] ids = new KnownId[SIZE_MIN];

  private int size;

  /** Null when it is free. */
  KnownId get(String id) {
    long key = OrderIdKey.of(id);
    long hash = hash(key);
    int mask = ids.length - 1;
    for (int place = place(hash, mask); hashes[place] != FREE; place = (place + 1) & mask) {
      if (hashes[place] == hash && (OrderIdKey.isText(key) || ids[place].isLong(id))) {
        return ids[place];
      }
    }
    return null;
  }

  /** The caller knows that it is not there. */
  void add(KnownId id) {
    if (2 * (size + 1) > ids.length) {
      resize(2 * ids.length);
    }
    size++;
    put(id, hash(id.key));
  }

  private void put(KnownId id, long hash) {
    int mask = ids.length - 1;
    int place = place(hash, mask);
    while (hashes[place] != FREE) {
      place = (place + 1) & mask;
    }
    hashes[place] = hash;
    ids[place] = id;
  }

  private void resize(int length) {
    KnownId[] from = ids;
    long[] fromHashes = hashes;
    ids = new KnownId[length];
    hashes = new long[length];
    for (int i = 0; i < from.length; i++) {
      if (fromHashes[i] != FREE) {
        put(from[i], fromHashes[i]);
      }
    }
  }

  /** Does nothing when it is not there. */
  void remove(KnownId id) {
    int mask = ids.length - 1;
    int place = place(hash(id.key), mask);
    while (ids[place] != id) {
      if (hashes[place] == FREE) {
        return;
      }
      place = (place + 1) & mask;
    }
    size--;
    close(place, mask);
  }

  /** What comes behind a place moves up, as far as it may, so that nothing is searched in vain. */
  private void close(int from, int mask) {
    int free = from;
    for (int next = (free + 1) & mask; hashes[next] != FREE; next = (next + 1) & mask) {
      int home = place(hashes[next], mask);
      if (((next - home) & mask) >= ((next - free) & mask)) {
        hashes[free] = hashes[next];
        ids[free] = ids[next];
        free = next;
      }
    }
    hashes[free] = FREE;
    ids[free] = null;
  }

  /** Those that have not worked for so many trading days, nor what they replaced. */
  List<KnownId> ended(int days, int dayCount) {
    List<KnownId> ended = new ArrayList<>();
    for (KnownId id : ids) {
      if (id != null && isEnded(id, days, dayCount)) {
        ended.add(id);
      }
    }
    return ended;
  }

  private boolean isEnded(KnownId id, int days, int dayCount) {
    if (!id.ended(days, dayCount)) {
      return false;
    }
    String replaced = id.target();
    KnownId target = replaced == null ? null : get(replaced);
    return target == null || target.ended(days, dayCount);
  }

  private static int place(long hash, int mask) {
    return (int) (hash >>> Integer.SIZE) & mask;
  }

  /** Both steps can be undone; not {@link #FREE}, as no id is empty. */
  private static long hash(long key) {
    return (key ^ (key >>> Integer.SIZE)) * MIX;
  }
}
