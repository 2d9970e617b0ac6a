package io.streambook.marketdata;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the venue's book holds once it has matched all that the replay has sent. */
final class TapeBook {
  private final NavigableMap<Long, Map<Long, Resting>> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<Long, Map<Long, Resting>> asks = new TreeMap<>();
  private final Map<Long, Resting> byTapeId = new HashMap<>();

  /** An order of the tape that rests at the venue. Quantities in 10⁻⁸. */
  static final class Resting {
    final long tapeId;
    final OrderCommand order;
    long totalQty;
    long leavesQty;

    Resting(long tapeId, OrderCommand order) {
      this.tapeId = tapeId;
      this.order = order;
      this.totalQty = order.qty();
      this.leavesQty = order.qty();
    }
  }

  Resting get(long tapeId) {
    return byTapeId.get(tapeId);
  }

  /** At the end of its price's queue. */
  void add(Resting resting) {
    side(resting.order.side())
        .computeIfAbsent(resting.order.price(), price -> new LinkedHashMap<>())
        .put(resting.tapeId, resting);
    byTapeId.put(resting.tapeId, resting);
  }

  void remove(Resting resting) {
    NavigableMap<Long, Map<Long, Resting>> side = side(resting.order.side());
    Map<Long, Resting> level = side.get(resting.order.price());
    level.remove(resting.tapeId);
    if (level.isEmpty()) {
      side.remove(resting.order.price());
    }
    byTapeId.remove(resting.tapeId);
  }

  /** All orders, bids first, each side best first. */
  List<Resting> all() {
    List<Resting> all = new ArrayList<>(flat(bids.values()));
    all.addAll(flat(asks.values()));
    return all;
  }

  /** Orders on a side with a better price than this one, best first. */
  List<Resting> better(Side side, long price) {
    return flat(side(side).headMap(price, false).values());
  }

  /** Orders that an order of this side and price would trade with, best first. */
  List<Resting> crossed(Side side, long price) {
    return flat(side(opposite(side)).headMap(price, true).values());
  }

  /** Orders that stand before this one in its price's queue. */
  List<Resting> ahead(Resting resting) {
    List<Resting> ahead = new ArrayList<>();
    for (Resting other : side(resting.order.side()).get(resting.order.price()).values()) {
      if (other == resting) {
        break;
      }
      ahead.add(other);
    }
    return ahead;
  }

  /** In 10⁻⁸, or {@link Decimal8#NONE}. */
  long bestPrice(Side side) {
    return side(side).isEmpty() ? Decimal8.NONE : side(side).firstKey();
  }

  /** Quantity at the best price in 10⁻⁸, 0 when there is none. */
  long bestQty(Side side) {
    if (side(side).isEmpty()) {
      return 0;
    }
    return side(side).firstEntry().getValue().values().stream().mapToLong(o -> o.leavesQty).sum();
  }

  static Side opposite(Side side) {
    return side == Side.BUY ? Side.SELL : Side.BUY;
  }

  private NavigableMap<Long, Map<Long, Resting>> side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private static List<Resting> flat(Collection<Map<Long, Resting>> levels) {
    return levels.stream().flatMap(level -> level.values().stream()).toList();
  }
}
