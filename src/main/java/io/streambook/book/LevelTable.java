package io.streambook.book;

/**
 * The levels of a {@link Ladder} by rank: a table with open addressing of the levels themselves. No
 * allocation once warm.
 */
final class LevelTable {
  private static final int FIRST_LENGTH = 64;

  /**
   * Spreads prices that are any decimal tick apart. The golden ratio does not: times 10⁸, a tick of
   * one, it is nearly 7/8 of 2⁶⁴. Found by search, as the factor whose products with 1, 2, 5, 25
   * and 125 times a power of ten, as parts of 2⁶⁴, lie farthest from simple fractions.
   */
  private static final long SPREAD = 0xF50D512B5A0AFC71L;

  private Level[] levels = new Level[FIRST_LENGTH];
  private int shift = shift(FIRST_LENGTH);
  private int size;

  /** Null when there is none of this rank. */
  Level find(long rank) {
    int mask = levels.length - 1;
    int at = place(rank);
    Level level = levels[at];
    while (level != null && level.rank != rank) {
      at = (at + 1) & mask;
      level = levels[at];
    }
    return level;
  }

  /** None of its rank may be there. */
  void add(Level level) {
    // Half full at most.
    if (size >= levels.length / 2) {
      grow();
    }
    put(level);
    size++;
  }

  private void put(Level level) {
    int at = place(level.rank);
    while (levels[at] != null) {
      at = (at + 1) & (levels.length - 1);
    }
    levels[at] = level;
  }

  /** It must be there. */
  void remove(Level level) {
    int mask = levels.length - 1;
    int gap = place(level.rank);
    while (levels[gap] != level) {
      gap = (gap + 1) & mask;
    }
    size--;
    // What stands behind moves up when its search would end at the gap.
    for (int at = (gap + 1) & mask; levels[at] != null; at = (at + 1) & mask) {
      int wanted = place(levels[at].rank);
      if (((at - wanted) & mask) >= ((at - gap) & mask)) {
        levels[gap] = levels[at];
        gap = at;
      }
    }
    levels[gap] = null;
  }

  private int place(long rank) {
    return place(rank, shift);
  }

  /** Where the search for a rank begins in a table of this shift. */
  static int place(long rank, int shift) {
    return (int) ((rank * SPREAD) >>> shift);
  }

  /** What leaves so many bits as the places of a table need; the length is a power of two. */
  static int shift(int length) {
    return Long.SIZE - Integer.numberOfTrailingZeros(length);
  }

  private void grow() {
    Level[] before = levels;
    levels = new Level[before.length * 2];
    shift = shift(levels.length);
    for (Level level : before) {
      if (level != null) {
        put(level);
      }
    }
  }
}
