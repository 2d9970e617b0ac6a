package io.streambook.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The working orders of a symbol, by account and orderId: a table with open addressing of the
 * orders themselves, which know their hash. No allocation once warm.
 */
final class LiveOrders {
  private static final int FIRST_LENGTH = 64;

  private BookOrder[] orders = new BookOrder[FIRST_LENGTH];
  private int mask = FIRST_LENGTH - 1;
  private int size;

  /** It must not be there yet. */
  void add(BookOrder order) {
    // Three quarters full at most.
    if (size > mask - (mask >>> 2)) {
      grow();
    }
    put(order);
    size++;
  }

  private void put(BookOrder order) {
    int at = order.ownerHash & mask;
    while (orders[at] != null) {
      at = (at + 1) & mask;
    }
    orders[at] = order;
  }

  /** Does nothing when it is not there. */
  void remove(BookOrder order) {
    int gap = order.ownerHash & mask;
    while (orders[gap] != order) {
      if (orders[gap] == null) {
        return;
      }
      gap = (gap + 1) & mask;
    }
    size--;
    // What stands behind moves up when its search would end at the gap.
    for (int at = (gap + 1) & mask; orders[at] != null; at = (at + 1) & mask) {
      int wanted = orders[at].ownerHash & mask;
      if (((at - wanted) & mask) >= ((at - gap) & mask)) {
        orders[gap] = orders[at];
        gap = at;
      }
    }
    orders[gap] = null;
  }

  /** Null when no such order works. */
  BookOrder find(String account, String orderId) {
    long key = OrderIdKey.of(orderId);
    int at = BookOrder.ownerHash(account, key) & mask;
    BookOrder order = orders[at];
    while (order != null && !order.is(account, key, orderId)) {
      at = (at + 1) & mask;
      order = orders[at];
    }
    return order;
  }

  /** Whether one of the same account and orderId works. */
  boolean hasAnother(BookOrder order) {
    int at = order.ownerHash & mask;
    BookOrder other = orders[at];
    while (other != null && !other.isLike(order)) {
      at = (at + 1) & mask;
      other = orders[at];
    }
    return other != null;
  }

  int size() {
    return size;
  }

  /** Oldest first. Scans all orders: for what is rare. */
  List<BookOrder> all(Predicate<BookOrder> which) {
    List<BookOrder> found = new ArrayList<>();
    for (BookOrder order : orders) {
      if (order != null && which.test(order)) {
        found.add(order);
      }
    }
    found.sort(Comparator.comparingLong(order -> order.venueOrderId));
    return found;
  }

  private void grow() {
    BookOrder[] before = orders;
    orders = new BookOrder[before.length * 2];
    mask = orders.length - 1;
    for (BookOrder order : before) {
      if (order != null) {
        put(order);
      }
    }
  }
}
