package io.streambook.book;

import java.util.Arrays;

/**
 * Orders that have changed since they were saved, those first that wait longest: an array in which
 * each order knows its place. No allocation once warm, and each step O(1) on average.
 */
final class UnsavedOrders {
  /** Null where an order has gone. */
  private BookOrder[] orders = new BookOrder[64];

  private int first;
  private int end;
  private int size;

  int size() {
    return size;
  }

  /** The one that waits longest; there must be one. */
  BookOrder first() {
    while (orders[first] == null) {
      first++;
    }
    return orders[first];
  }

  /** One that waits already keeps its place. */
  void add(BookOrder order) {
    if (order.unsavedPlace > 0) {
      return;
    }
    if (end == orders.length) {
      makeRoom();
    }
    orders[end++] = order;
    order.unsavedPlace = end;
    size++;
  }

  /** Does nothing when it does not wait. */
  void remove(BookOrder order) {
    if (order.unsavedPlace == 0) {
      return;
    }
    int at = order.unsavedPlace - 1;
    orders[at] = null;
    order.unsavedPlace = 0;
    size--;
    if (at == end - 1) {
      end--;
    }
    if (size == 0) {
      first = 0;
      end = 0;
    }
  }

  /** Closes the gaps; grows when that is not worth it. */
  private void makeRoom() {
    int kept = 0;
    for (int at = first; at < end; at++) {
      BookOrder order = orders[at];
      if (order != null) {
        orders[kept++] = order;
        order.unsavedPlace = kept;
      }
    }
    Arrays.fill(orders, kept, end, null);
    first = 0;
    end = kept;
    if (kept > orders.length / 4 * 3) {
      orders = Arrays.copyOf(orders, orders.length * 2);
    }
  }
}
