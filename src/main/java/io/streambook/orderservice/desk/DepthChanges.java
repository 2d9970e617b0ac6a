package io.streambook.orderservice.desk;

import io.streambook.book.BookSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Collects how a book changes until someone takes it. A price that changed and changed back counts
 * too: whoever took a snapshot in between must hear of it. Not thread-safe.
 */
final class DepthChanges {
  private long lastTaken;
  private NavigableMap<Long, Long> bids = new TreeMap<>();
  private NavigableMap<Long, Long> asks = new TreeMap<>();
  private long lastUpdateId;

  /** From one state of the book to the next; null before the first. */
  void add(BookSnapshot before, BookSnapshot now) {
    if (before == null) {
      lastTaken = now.sequence();
    } else {
      difference(before.bids(), now.bids(), bids);
      difference(before.asks(), now.asks(), asks);
    }
    lastUpdateId = now.sequence();
  }

  private static void difference(
      List<BookSnapshot.Level> before, List<BookSnapshot.Level> now, Map<Long, Long> changed) {
    Map<Long, Long> old = new HashMap<>();
    before.forEach(level -> old.put(level.price(), level.qty()));
    for (BookSnapshot.Level level : now) {
      Long qty = old.remove(level.price());
      if (qty == null || qty != level.qty()) {
        changed.put(level.price(), level.qty());
      }
    }
    old.keySet().forEach(price -> changed.put(price, 0L));
  }

  /** What changed since this was last asked for; null when nothing did. */
  DepthChange take(String symbol) {
    if (lastUpdateId == lastTaken) {
      return null;
    }
    DepthChange change = new DepthChange(symbol, lastTaken + 1, lastUpdateId, bids, asks);
    bids = new TreeMap<>();
    asks = new TreeMap<>();
    lastTaken = lastUpdateId;
    return change;
  }
}
