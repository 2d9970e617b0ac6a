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
    order.account = null;
    order.orderId = null;
    order.currency = null;
    order.next = free;
    free = order;
  }

  /**
   * Whether the total of a price stays in range when an order of this size comes to rest there.
   *
   * @param leaving what leaves that price before
   */
  boolean fits(Side side, long price, long leavesQty, long leaving) {
    Level level = own(side).find(price);
    long there = level == null ? 0 : level.qty - leaving;
    return leavesQty <= Decimal8.MAX - there;
  }

  /** Puts the order behind all others of its price. */
  void add(BookOrder order) {
    own(order.side).findOrAdd(order.price).append(order);
  }

  /** Takes a resting order out. */
  void remove(BookOrder order) {
    Level level = order.level;
    level.unlink(order);
    if (level.orders == 0) {
      own(order.side).remove(level);
    }
  }

  /** Gives a resting order a smaller total, and leaves it in its place. */
  void reduce(BookOrder order, long qty) {
    order.level.qty -= order.qty - qty;
    order.qty = qty;
  }

  /** Fills a resting order by so much, and takes it out when nothing is left of it. */
  void fill(BookOrder order, long qty) {
    if (qty == order.leavesQty()) {
      remove(order);
    } else {
      order.level.qty -= qty;
    }
    order.cumQty += qty;
  }

  /** The order that an incoming one of this side meets next, or null when its limit is reached. */
  BookOrder against(Side taker, long limit) {
    Ladder makers = opposite(taker);
    Level best = makers.best();
    return best == null || best.rank < makers.rank(limit) ? null : best.first;
  }

  /** Whether so much can be traded at once within the limit. */
  boolean canFill(Side taker, long limit, long qty) {
    Ladder makers = opposite(taker);
    long worst = makers.rank(limit);
    long missing = qty;
    for (int n = 0; n < makers.size() && missing > 0; n++) {
      Level level = makers.get(n);
      if (level.rank < worst) {
        return false;
      }
      missing -= level.qty;
    }
    return missing <= 0;
  }

  /** Up to so many price levels, best first. */
  List<BookSnapshot.Level> depth(Side side, int levels) {
    Ladder ladder = own(side);
    int count = Math.min(levels, ladder.size());
    List<BookSnapshot.Level> depth = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      Level level = ladder.get(n);
      depth.add(new BookSnapshot.Level(level.price, level.qty, level.orders));
    }
    return depth;
  }

  private Ladder own(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private Ladder opposite(Side side) {
    return side == Side.BUY ? asks : bids;
  }
}
