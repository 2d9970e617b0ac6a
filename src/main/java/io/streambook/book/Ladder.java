package io.streambook.book;

import java.util.Arrays;

/**
 * The price levels of one side in a sorted array, best last: most comes and goes near the best, so
 * that little has to move. Search takes O(log levels), the best O(1). No allocation once warm.
 *
 * <p>Both sides are kept as ranks, the higher the better: a bid's rank is its price, an ask's its
 * negated price.
 */
final class Ladder {
  private final int sign;
  private long[] ranks = new long[64];
  private Level[] levels = new Level[64];
  private int size;
  private Level free;

  Ladder(Side side) {
    sign = side == Side.BUY ? 1 : -1;
  }

  /** The price as a rank; never overflows, since no price is {@link Decimal8#NONE}. */
  long rank(long price) {
    return sign * price;
  }

  int size() {
    return size;
  }

  /** The n-th best, from 0. */
  Level get(int n) {
    return levels[size - 1 - n];
  }

  /** Null when the side is empty. */
  Level best() {
    return size == 0 ? null : levels[size - 1];
  }

  /** Null when no order has this price. */
  Level find(long price) {
    int at = Arrays.binarySearch(ranks, 0, size, rank(price));
    return at < 0 ? null : levels[at];
  }

  /** The level of this price, a new one when there is none. */
  Level findOrAdd(long price) {
    int at = Arrays.binarySearch(ranks, 0, size, rank(price));
    return at < 0 ? insert(-at - 1, price) : levels[at];
  }

  void remove(Level level) {
    int at = level == best() ? size - 1 : Arrays.binarySearch(ranks, 0, size, level.rank);
    int behind = size - 1 - at;
    System.arraycopy(ranks, at + 1, ranks, at, behind);
    System.arraycopy(levels, at + 1, levels, at, behind);
    levels[--size] = null;
    level.nextFree = free;
    free = level;
  }

  private Level insert(int at, long price) {
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, size * 2);
      levels = Arrays.copyOf(levels, size * 2);
    }
    System.arraycopy(ranks, at, ranks, at + 1, size - at);
    System.arraycopy(levels, at, levels, at + 1, size - at);
    Level level = blank();
    level.price = price;
    level.rank = rank(price);
    ranks[at] = level.rank;
    levels[at] = level;
    size++;
    return level;
  }

  private Level blank() {
    Level level = free;
    if (level == null) {
      return new Level();
    }
    free = level.nextFree;
    level.nextFree = null;
    return level;
  }
}
