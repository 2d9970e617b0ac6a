package io.streambook.book;

/**
 * The levels of a {@link Ladder} by rank: a table with open addressing of the levels themselves. No
 * allocation once warm.
 */
final class LevelTable {
  private static final int FIRST_LENGTH = 64;

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

  /** Prices next to each other, a tick of any size apart, are spread over the table. */
  private int place(long rank) {
    return (int) ((rank * 0x9E3779B97F4A7C15L) >>> shift);
  }

  private static int shift(int length) {
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
