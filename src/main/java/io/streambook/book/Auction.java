package io.streambook.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The auction of a symbol: what it would trade, and the trades of its uncross. Beside what rests in
 * the book it has the orders that only trade in auctions: market orders, and those at the open and
 * at the close. They stand by the worst price at which they trade.
 */
final class Auction {
  /**
   * The better worst price first, so that no book is crossed after an auction; of one price a
   * market order, then who came first.
   */
  private static final Comparator<BookOrder> PRICE_TIME =
      Comparator.comparingLong((BookOrder order) -> order.level.rank)
          .reversed()
          .thenComparing(order -> order.orderType() != OrderType.MARKET)
          .thenComparingLong(order -> order.priority);

  /** Takes the trades of an uncross. */
  interface Trades {
    /** The two trade so much; neither counts it yet. */
    void trade(BookOrder buy, BookOrder sell, long qty, long price);
  }

  private final OrderBook book;

  /** What comes into the next auction, whichever it is. */
  private final Ladder bids = new Ladder(Side.BUY);

  private final Ladder asks = new Ladder(Side.SELL);

  /** What waits for the closing auction. */
  private final Ladder closingBids = new Ladder(Side.BUY);

  private final Ladder closingAsks = new Ladder(Side.SELL);

  private final AuctionPrice price = new AuctionPrice();

  Auction(OrderBook book) {
    this.book = book;
  }

  /** Whether an order trades in auctions only, and so stands here instead of in the book. */
  static boolean has(BookOrder order) {
    return order.terms.isForAuction;
  }

  /** Takes in such an order; its price is the worst at which it trades. */
  void add(BookOrder order) {
    ladder(order).findOrAdd(order.price).append(order);
  }

  void remove(BookOrder order) {
    Level level = order.level;
    level.unlink(order);
    if (level.orders == 0) {
      ladder(order).remove(level);
    }
  }

  /** Whether the total of a price stays in range: see {@link Ladder#fits}. */
  boolean fits(BookOrder order, long limit, long leavesQty, long leaving) {
    return ladder(order).fits(limit, leavesQty, leaving);
  }

  private Ladder ladder(BookOrder order) {
    return order.timeInForce() == TimeInForce.AT_THE_CLOSE
        ? closing(order.side())
        : own(order.side());
  }

  /**
   * What an auction would trade now.
   *
   * @param closing whether it is the closing one
   * @param reference reference price, or {@link Decimal8#NONE}
   */
  BookSnapshot.Indicative indicative(boolean closing, long reference) {
    if (!find(closing, reference)) {
      return BookSnapshot.Indicative.NONE;
    }
    long left = price.surplusSide() == Side.SELL ? -price.surplus() : price.surplus();
    return new BookSnapshot.Indicative(price.price(), price.volume(), left);
  }

  /**
   * All that can trade does, at one price. Self-trades are trades: nobody takes, so there is no
   * newest order to prevent.
   *
   * @param closing whether it is the closing auction
   * @param reference reference price, or {@link Decimal8#NONE}
   */
  void uncross(boolean closing, long reference, Trades trades) {
    if (!find(closing, reference)) {
      return;
    }
    long at = price.price();
    List<BookOrder> buyers = inPriority(Side.BUY, closing, at);
    List<BookOrder> sellers = inPriority(Side.SELL, closing, at);
    int buyer = 0;
    int seller = 0;
    while (buyer < buyers.size() && seller < sellers.size()) {
      BookOrder buy = buyers.get(buyer);
      BookOrder sell = sellers.get(seller);
      // Before the trade, which gives a filled order back to its pool.
      boolean buyIsFilled = buy.leavesQty() <= sell.leavesQty();
      boolean sellIsFilled = sell.leavesQty() <= buy.leavesQty();
      trades.trade(buy, sell, Math.min(buy.leavesQty(), sell.leavesQty()), at);
      buyer += buyIsFilled ? 1 : 0;
      seller += sellIsFilled ? 1 : 0;
    }
  }

  private boolean find(boolean closing, long reference) {
    price.clear();
    curve(Side.BUY, closing);
    curve(Side.SELL, closing);
    return price.find(reference);
  }

  private void curve(Side side, boolean closing) {
    add(side, book.own(side), true);
    add(side, own(side), false);
    if (closing) {
      add(side, closing(side), false);
    }
  }

  private void add(Side side, Ladder ladder, boolean limits) {
    // From the lowest price up: what is added behind all others costs least.
    boolean bestFirst = side == Side.SELL;
    Level level = bestFirst ? ladder.best() : ladder.worst();
    while (level != null) {
      price.add(side, level.price, level.qty, limits || hasLimit(level));
      level = bestFirst ? ladder.next(level) : ladder.before(level);
    }
  }

  private static boolean hasLimit(Level level) {
    for (BookOrder order = level.first; order != null; order = order.next) {
      if (order.orderType() != OrderType.MARKET) {
        return true;
      }
    }
    return false;
  }

  private List<BookOrder> inPriority(Side side, boolean closing, long at) {
    List<BookOrder> orders = new ArrayList<>();
    collect(book.own(side), at, orders);
    collect(own(side), at, orders);
    if (closing) {
      collect(closing(side), at, orders);
    }
    orders.sort(PRICE_TIME);
    return orders;
  }

  private static void collect(Ladder ladder, long at, List<BookOrder> to) {
    long worst = ladder.rank(at);
    for (Level level = ladder.best();
        level != null && level.rank >= worst;
        level = ladder.next(level)) {
      for (BookOrder order = level.first; order != null; order = order.next) {
        to.add(order);
      }
    }
  }

  private Ladder own(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private Ladder closing(Side side) {
    return side == Side.BUY ? closingBids : closingAsks;
  }
}
