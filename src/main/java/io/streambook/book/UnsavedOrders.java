package io.streambook.book;

/**
 * Orders that have changed since they were saved, those first that wait longest. Linked through the
 * orders: no allocation, and each step O(1).
 */
final class UnsavedOrders {
  private BookOrder first;
  private BookOrder last;
  private int size;

  int size() {
    return size;
  }

  /** The one that waits longest, or null. */
  BookOrder first() {
    return first;
  }

  /** One that waits already keeps its place. */
  void add(BookOrder order) {
    if (order.unsaved) {
      return;
    }
    order.unsaved = true;
    order.previousUnsaved = last;
    if (last == null) {
      first = order;
    } else {
      last.nextUnsaved = order;
    }
    last = order;
    size++;
  }

  /** Does nothing when it does not wait. */
  void remove(BookOrder order) {
    if (!order.unsaved) {
      return;
    }
    order.unsaved = false;
    if (order.previousUnsaved == null) {
      first = order.nextUnsaved;
    } else {
      order.previousUnsaved.nextUnsaved = order.nextUnsaved;
    }
    if (order.nextUnsaved == null) {
      last = order.previousUnsaved;
    } else {
      order.nextUnsaved.previousUnsaved = order.previousUnsaved;
    }
    order.previousUnsaved = null;
    order.nextUnsaved = null;
    size--;
  }
}
