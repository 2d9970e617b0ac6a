package io.streambook.book;

/** All orders at one price, first come first served. Pooled. */
final class Level {
  /** Its place on the {@link Ladder}: the higher, the better. */
  long rank;

  long price;

  /** Sum of what the orders have left, at most {@link Decimal8#MAX}. */
  long qty;

  /** What of {@link #qty} is not shown: of icebergs. */
  long hiddenQty;

  int orders;
  BookOrder first;
  private BookOrder last;

  /** Where it stands on the {@link Ladder}. */
  Ladder.Chunk chunk;

  /** Where it stood in the chunk when the ladder last looked. */
  int slot;

  /** Links the pool. */
  Level nextFree;

  void append(BookOrder order) {
    order.level = this;
    order.previous = last;
    order.next = null;
    if (last == null) {
      first = order;
    } else {
      last.next = order;
    }
    last = order;
    orders++;
    qty += order.leavesQty();
    hiddenQty += order.hiddenQty();
  }

  /** Takes the order out; what it has left must still be part of {@link #qty}. */
  void unlink(BookOrder order) {
    if (order.previous == null) {
      first = order.next;
    } else {
      order.previous.next = order.next;
    }
    if (order.next == null) {
      last = order.previous;
    } else {
      order.next.previous = order.previous;
    }
    orders--;
    qty -= order.leavesQty();
    hiddenQty -= order.hiddenQty();
    order.level = null;
    order.previous = null;
    order.next = null;
  }
}
