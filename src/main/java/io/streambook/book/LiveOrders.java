package io.streambook.book;

import it.unimi.dsi.fastutil.Hash;
import it.unimi.dsi.fastutil.objects.ObjectOpenCustomHashSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The working orders of a symbol, by account and orderId. */
final class LiveOrders {
  private final ObjectOpenCustomHashSet<BookOrder> byOwner =
      new ObjectOpenCustomHashSet<>(
          Hash.DEFAULT_INITIAL_SIZE, Hash.FAST_LOAD_FACTOR, new SameOwner());
  private final BookOrder probe = new BookOrder();

  void add(BookOrder order) {
    byOwner.add(order);
  }

  void remove(BookOrder order) {
    byOwner.remove(order);
  }

  /** Null when no such order works. */
  BookOrder find(String account, String orderId) {
    probe.own(account, orderId);
    return byOwner.get(probe);
  }

  int size() {
    return byOwner.size();
  }

  /** Oldest first. Scans all orders: for what is rare. */
  List<BookOrder> all(Predicate<BookOrder> which) {
    List<BookOrder> found = new ArrayList<>();
    for (BookOrder order : byOwner) {
      if (which.test(order)) {
        found.add(order);
      }
    }
    found.sort(Comparator.comparingLong(order -> order.venueOrderId));
    return found;
  }

  private static final class SameOwner implements Hash.Strategy<BookOrder> {
    @Override
    public int hashCode(BookOrder order) {
      return order.ownerHash;
    }

    @Override
    public boolean equals(BookOrder a, BookOrder b) {
      return a != null
          && b != null
          && a.ownerHash == b.ownerHash
          && a.orderId.equals(b.orderId)
          && a.account.equals(b.account);
    }
  }
}
