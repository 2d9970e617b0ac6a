package io.streambook.book;

import java.util.ArrayList;
import java.util.List;

/**
 * Resting orders of one symbol in price-time priority. It knows queues and quantities and no rule
 * of the venue. Orders and levels are pooled: no allocation once warm. Adding costs O(log levels),
 * everything else that touches one order O(1), unless a level away from the best comes or goes.
 */
final class OrderBook {
  private final Ladder bids = new Ladder(Side.BUY);
  private final Ladder asks = new Ladder(Side.SELL);
  private BookOrder free;

  /** An order from the pool, to be filled in by the caller. */
  BookOrder blank() {
    BookOrder order = free;
    if (order == null) {
      return new BookOrder();
    }
    free = order.next;
    order.next = null;
    return order;
  }

  /** Gives an order that does not rest back to the pool. */
  void release(BookOrder order) {
    order.next = free;
    free = order;
  }

  /**
   * Whether the total of a price stays in range when an order of this size comes to rest there.
   *
   * @param leaving what leaves that price before
   */
  boolean fits(Side side, long price, long leavesQty, long leaving) {
    return own(side).fits(price, leavesQty, leaving);
  }

  /** Puts the order behind all others of its price. */
  void add(BookOrder order) {
    own(order.side()).findOrAdd(order.price).append(order);
  }

  /** Takes a resting order out. */
  void remove(BookOrder order) {
    Level level = order.level;
    level.unlink(order);
    if (level.orders == 0) {
      own(order.side()).remove(level);
    }
  }

  /**
   * Fills a resting order by at most what it shows, and takes it out when nothing is left of it.
   *
   * @return whether it is an iceberg that has nothing to show any more: see {@link #refresh}
   */
  boolean fill(BookOrder order, long qty) {
    if (qty == order.leavesQty()) {
      remove(order);
      order.cumQty += qty;
      return false;
    }
    order.level.qty -= qty;
    order.cumQty += qty;
    return order.hiddenQty() > 0 && order.shownQty() == 0;
  }

  /** An iceberg shows its next part, behind all others of its price. */
  void refresh(BookOrder order) {
    Level level = order.level;
    level.unlink(order);
    order.show(order.conditions().displayQty());
    level.append(order);
  }

  /** The order of this side that trades first, or null. */
  BookOrder best(Side side) {
    Level best = own(side).best();
    return best == null ? null : best.first;
  }

  /** The order that an incoming one of this side meets next, or null when its limit is reached. */
  BookOrder against(Side taker, long limit) {
    Ladder makers = opposite(taker);
    Level best = makers.best();
    return best == null || best.rank < makers.rank(limit) ? null : best.first;
  }

  /** Whether so much can be traded at once within the limit, hidden quantity included. */
  boolean canTrade(BookOrder taker, long limit, long qty) {
    boolean prevents = SelfTrades.prevents(taker);
    Ladder makers = opposite(taker.side());
    long worst = makers.rank(limit);
    long missing = qty;
    for (Level level = makers.best(); level != null && missing > 0; level = makers.next(level)) {
      if (level.rank < worst) {
        return false;
      }
      if (!prevents) {
        missing -= level.qty;
      } else {
        missing -= SelfTrades.tradable(level, taker);
        if (missing > 0 && SelfTrades.stopsAt(level, taker)) {
          return false;
        }
      }
    }
    return missing <= 0;
  }

  /** Up to so many price levels, best first. */
  List<BookSnapshot.Level> depth(Side side, int levels) {
    Ladder ladder = own(side);
    List<BookSnapshot.Level> depth = new ArrayList<>(Math.min(levels, ladder.size()));
    for (Level level = ladder.best();
        level != null && depth.size() < levels;
        level = ladder.next(level)) {
      depth.add(new BookSnapshot.Level(level.price, level.qty - level.hiddenQty, level.orders));
    }
    return depth;
  }

  /** All orders of a side by their venueOrderIds, in priority. */
  List<Long> queue(Side side) {
    Ladder ladder = own(side);
    List<Long> queue = new ArrayList<>();
    for (Level level = ladder.best(); level != null; level = ladder.next(level)) {
      for (BookOrder order = level.first; order != null; order = order.next) {
        queue.add(order.venueOrderId);
      }
    }
    return queue;
  }

  Ladder own(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private Ladder opposite(Side side) {
    return side == Side.BUY ? asks : bids;
  }
}
