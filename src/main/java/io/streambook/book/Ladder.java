package io.streambook.book;

import java.util.Arrays;

/**
 * The price levels of one side. Prices come back: a level that has emptied keeps its place for a
 * while, so that most of what comes and goes only sets and clears a bit. The best level costs O(1),
 * one of any price, new or not, O(log levels). No allocation once warm.
 *
 * <p>Levels stand in sorted chunks of up to 64, each with a bit for every level that has orders; a
 * chunk without any goes, unless it is the only one.
 *
 * <p>Both sides are kept as ranks, the higher the better: a bid's rank is its price, an ask's its
 * negated price.
 */
final class Ladder {
  /** Levels next to each other, worst first. */
  static final class Chunk {
    final long[] ranks = new long[Long.SIZE];
    final Level[] levels = new Level[Long.SIZE];
    int size;

    /** A bit for each level that has orders. */
    long filled;

    /** Where a level of this rank stands, or would stand. */
    int slotOf(long rank) {
      int low = 0;
      for (int count = size; count > 0; ) {
        int half = (count + 1) >>> 1;
        low += ranks[low + half - 1] < rank ? half : 0;
        count -= half;
      }
      return low;
    }

    /** Null when there is no level of this rank. */
    Level find(long rank) {
      int slot = slotOf(rank);
      return slot < size && ranks[slot] == rank ? levels[slot] : null;
    }
  }

  /** A chunk keeps at most so many more empty levels than filled ones. */
  private static final int EMPTY_MAX = 24;

  private final int sign;

  /**
   * The rank that was sought last, and its level or null: who asks whether an order fits adds it
   * next.
   */
  private long sought = Long.MIN_VALUE;

  private Level found;

  /** Worst first, with the lowest rank of each. */
  private Chunk[] chunks = new Chunk[8];

  private long[] lowest = new long[8];
  private int chunkCount;
  private int size;

  /** Null when the side is empty. */
  private Level best;

  private Level free;
  private Chunk freeChunk;

  Ladder(Side side) {
    sign = side == Side.BUY ? 1 : -1;
  }

  /** The price as a rank; never overflows, since no price is {@link Decimal8#NONE}. */
  long rank(long price) {
    return sign * price;
  }

  /** Levels with orders. */
  int size() {
    return size;
  }

  /** Null when the side is empty. */
  Level best() {
    return best;
  }

  /** The next one that is worse than a level with orders, or null. */
  Level next(Level level) {
    long worse = (1L << slotOf(level)) - 1;
    if ((level.chunk.filled & worse) != 0) {
      return highest(level.chunk, worse);
    }
    int at = chunkOf(level.rank) - 1;
    return at < 0 ? null : highest(chunks[at], -1);
  }

  /** Null when the side is empty. */
  Level worst() {
    return size == 0 ? null : firstFrom(0);
  }

  /** The next one that is better than a level with orders, or null. */
  Level before(Level level) {
    long better = -2L << slotOf(level);
    if ((level.chunk.filled & better) != 0) {
      return lowest(level.chunk, better);
    }
    return firstFrom(chunkOf(level.rank) + 1);
  }

  /** The worst level with orders from a chunk on, or null. */
  private Level firstFrom(int chunk) {
    return chunk == chunkCount ? null : lowest(chunks[chunk], -1);
  }

  /** Null when no order has this price. */
  Level find(long price) {
    Level level = of(rank(price));
    return level == null || level.orders == 0 ? null : level;
  }

  /**
   * Whether the total of a price stays in range when an order of this size comes there.
   *
   * @param leaving what leaves that price before
   */
  boolean fits(long price, long leavesQty, long leaving) {
    Level level = find(price);
    long there = level == null ? 0 : level.qty - leaving;
    return leavesQty <= Decimal8.MAX - there;
  }

  /** The level of this price, to which an order is added next. */
  Level findOrAdd(long price) {
    long rank = rank(price);
    Level level = of(rank);
    if (level == null) {
      level = insert(rank, price);
    }
    if (level.orders == 0) {
      level.chunk.filled |= 1L << slotOf(level);
      size++;
      if (best == null || rank > best.rank) {
        best = level;
      }
    }
    return level;
  }

  /** With or without orders, or null. */
  private Level of(long rank) {
    if (rank != sought) {
      sought = rank;
      found = chunkCount == 0 ? null : chunks[chunkOf(rank)].find(rank);
    }
    return found;
  }

  /** The level has lost its last order. */
  void remove(Level level) {
    Chunk chunk = level.chunk;
    chunk.filled &= ~(1L << slotOf(level));
    size--;
    if (chunk.filled == 0 && chunkCount > 1) {
      dropChunk(chunkOf(level.rank));
    } else if (chunk.size > 2 * Long.bitCount(chunk.filled) + EMPTY_MAX) {
      dropEmpty(chunk);
    }
    if (level == best) {
      best = size == 0 ? null : highest(chunks[chunkCount - 1], -1);
    }
  }

  private static Level highest(Chunk chunk, long among) {
    return chunk.levels[Long.SIZE - 1 - Long.numberOfLeadingZeros(chunk.filled & among)];
  }

  private static Level lowest(Chunk chunk, long among) {
    return chunk.levels[Long.numberOfTrailingZeros(chunk.filled & among)];
  }

  /** Where the chunk stands that has, or would have, this rank. */
  private int chunkOf(long rank) {
    int low = 0;
    for (int count = chunkCount; count > 1; ) {
      int half = count >>> 1;
      low += lowest[low + half] <= rank ? half : 0;
      count -= half;
    }
    return low;
  }

  private Level insert(long rank, long price) {
    if (chunkCount == 0) {
      addChunk(0, rank);
    }
    int at = chunkOf(rank);
    if (chunks[at].size == Long.SIZE) {
      at = makeRoom(at, rank);
    }
    Chunk chunk = chunks[at];
    int slot = chunk.slotOf(rank);
    int behind = chunk.size - slot;
    System.arraycopy(chunk.ranks, slot, chunk.ranks, slot + 1, behind);
    System.arraycopy(chunk.levels, slot, chunk.levels, slot + 1, behind);
    long below = (1L << slot) - 1;
    chunk.filled = (chunk.filled & below) | ((chunk.filled & ~below) << 1);
    Level level = blank();
    level.price = price;
    level.rank = rank;
    level.chunk = chunk;
    level.slot = slot;
    chunk.ranks[slot] = rank;
    chunk.levels[slot] = level;
    chunk.size++;
    lowest[at] = chunk.ranks[0];
    found = level;
    return level;
  }

  /** Others come and go beside it, and it is told only when it is asked for again. */
  private static int slotOf(Level level) {
    Chunk chunk = level.chunk;
    if (chunk.levels[level.slot] != level) {
      level.slot = chunk.slotOf(level.rank);
    }
    return level.slot;
  }

  /** Gives the place of the chunk that takes the rank now. */
  private int makeRoom(int at, long rank) {
    Chunk chunk = chunks[at];
    if (Long.bitCount(chunk.filled) <= Long.SIZE - EMPTY_MAX) {
      dropEmpty(chunk);
      lowest[at] = chunk.ranks[0];
      return at;
    }
    int half = Long.SIZE / 2;
    addChunk(at + 1, chunk.ranks[half]);
    Chunk upper = chunks[at + 1];
    System.arraycopy(chunk.ranks, half, upper.ranks, 0, half);
    for (int slot = half; slot < Long.SIZE; slot++) {
      Level level = chunk.levels[slot];
      level.chunk = upper;
      upper.levels[slot - half] = level;
      chunk.levels[slot] = null;
    }
    upper.size = half;
    upper.filled = chunk.filled >>> half;
    chunk.size = half;
    chunk.filled &= (1L << half) - 1;
    return rank < upper.ranks[0] ? at : at + 1;
  }

  private void dropEmpty(Chunk chunk) {
    int kept = 0;
    for (int slot = 0; slot < chunk.size; slot++) {
      Level level = chunk.levels[slot];
      if ((chunk.filled & (1L << slot)) == 0) {
        release(level);
      } else {
        chunk.ranks[kept] = chunk.ranks[slot];
        chunk.levels[kept++] = level;
      }
    }
    Arrays.fill(chunk.levels, kept, chunk.size, null);
    chunk.size = kept;
    chunk.filled = kept == Long.SIZE ? -1 : (1L << kept) - 1;
  }

  private void addChunk(int at, long rank) {
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunkCount * 2);
      lowest = Arrays.copyOf(lowest, chunkCount * 2);
    }
    System.arraycopy(chunks, at, chunks, at + 1, chunkCount - at);
    System.arraycopy(lowest, at, lowest, at + 1, chunkCount - at);
    Chunk chunk = freeChunk == null ? new Chunk() : freeChunk;
    freeChunk = null;
    chunks[at] = chunk;
    lowest[at] = rank;
    chunkCount++;
  }

  private void dropChunk(int at) {
    Chunk chunk = chunks[at];
    dropEmpty(chunk);
    int behind = chunkCount - 1 - at;
    System.arraycopy(chunks, at + 1, chunks, at, behind);
    System.arraycopy(lowest, at + 1, lowest, at, behind);
    chunks[--chunkCount] = null;
    freeChunk = chunk;
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

  private void release(Level level) {
    if (found == level) {
      found = null;
    }
    level.chunk = null;
    level.nextFree = free;
    free = level;
  }
}
