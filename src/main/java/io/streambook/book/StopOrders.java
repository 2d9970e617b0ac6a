package io.streambook.book;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Orders that wait for their stop price, and those whose stop price was reached and whose turn has
 * not come. No allocation unless many are elected at once.
 */
final class StopOrders {
  private static final Comparator<BookOrder> BY_ENTRY =
      Comparator.comparingLong(order -> order.priority);

  /** The next to be reached is the best: for buys the lowest price, as on the ladder of asks. */
  private final Ladder buys = new Ladder(Side.SELL);

  private final Ladder sells = new Ladder(Side.BUY);

  private BookOrder[] elected = new BookOrder[16];
  private int first;
  private int end;

  /** Whether a last trade at this price reaches the order's stop price. */
  static boolean reached(BookOrder order, long lastPx) {
    long stopPx = order.conditions().stopPx();
    return lastPx != Decimal8.NONE
        && (order.side() == Side.BUY ? lastPx >= stopPx : lastPx <= stopPx);
  }

  boolean fits(Side side, long stopPx, long leavesQty, long leaving) {
    return own(side).fits(stopPx, leavesQty, leaving);
  }

  void add(BookOrder order) {
    own(order.side()).findOrAdd(order.conditions().stopPx()).append(order);
  }

  void remove(BookOrder order) {
    Level level = order.level;
    level.unlink(order);
    if (level.orders == 0) {
      own(order.side()).remove(level);
    }
  }

  /** Its turn comes after that of all that were elected before. */
  void elect(BookOrder order) {
    if (end == elected.length) {
      elected = Arrays.copyOf(elected, end * 2);
    }
    elected[end++] = order;
  }

  /** Elects all whose stop price a trade reaches, in the order of their entry. */
  void elect(long lastPx) {
    int from = end;
    elect(buys, lastPx);
    elect(sells, lastPx);
    if (end > from + 1) {
      Arrays.sort(elected, from, end, BY_ENTRY);
    }
  }

  private void elect(Ladder waiting, long lastPx) {
    long reached = waiting.rank(lastPx);
    for (Level best = waiting.best(); best != null && best.rank >= reached; best = waiting.best()) {
      BookOrder order = best.first;
      remove(order);
      elect(order);
    }
  }

  /** The one whose turn it is, or null. */
  BookOrder next() {
    if (first == end) {
      first = 0;
      end = 0;
      return null;
    }
    BookOrder next = elected[first];
    elected[first++] = null;
    return next;
  }

  private Ladder own(Side side) {
    return side == Side.BUY ? buys : sells;
  }
}
