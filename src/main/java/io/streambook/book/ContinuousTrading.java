package io.streambook.book;

/**
 * Continuous trading: what comes in trades with what rests, at the price of what rests, and the
 * stops that its trades elect come in after it.
 */
final class ContinuousTrading {
  private final WorkingOrders orders;
  private final OrderBook book;
  private final StopOrders stops;
  private final Reports reports;
  private final Session session;
  private final SelfTrades selfTrades;
  private long lastPx = Decimal8.NONE;
  private long lastTradeTime;

  ContinuousTrading(WorkingOrders orders, Session session, Reports reports) {
    this.orders = orders;
    this.book = orders.book;
    this.stops = orders.stops;
    this.reports = reports;
    this.session = session;
    this.selfTrades = new SelfTrades(orders, reports);
  }

  /** As it was saved. */
  void restore(long price, long time) {
    lastPx = price;
    lastTradeTime = time;
  }

  long lastPx() {
    return lastPx;
  }

  long lastTradeTime() {
    return lastTradeTime;
  }

  /**
   * Takes in an order that is in no queue: it trades what it can within the limit; then it rests,
   * or what is left of it is taken off. While orders are collected, it only waits.
   */
  void takeIn(BookOrder order, long limit) {
    if (session.collects(order)) {
      collect(order, limit);
      return;
    }
    long inBand = session.inBand(order.side(), limit);
    boolean tries = mayTrade(order, inBand, neededAtOnce(order));
    if (tries && !match(order, inBand)) {
      orders.end(order);
      return;
    }
    boolean moved =
        order.leavesQty() > 0
            && wouldLeaveBand(order, inBand, limit, tries)
            && stopAtBand(order, inBand);
    leave(order, order.triggered || moved);
  }

  /**
   * Moves what rests beyond the band, since the reference price or the terms are others now, to its
   * edge.
   */
  void moveToBand() {
    if (session.movesToBand()) {
      moveToBand(Side.SELL);
      moveToBand(Side.BUY);
    }
  }

  private void moveToBand(Side side) {
    long edge = session.inBand(side, side == Side.BUY ? Long.MAX_VALUE : Long.MIN_VALUE);
    for (BookOrder best = book.best(side);
        best != null && isBeyond(side, best.price, edge);
        best = book.best(side)) {
      orders.takeOut(best);
      restate(best, edge);
      if (book.fits(side, edge, best.leavesQty(), 0)) {
        best.show(best.conditions().displayQty());
        orders.add(best);
      } else {
        reports.cancelled(best, doesNotFit(best));
        orders.end(best);
      }
    }
  }

  /** Whether an order of this side that rests there would trade further than the edge. */
  private static boolean isBeyond(Side side, long price, long edge) {
    return side == Side.BUY ? price > edge : price < edge;
  }

  /**
   * Whether the order trades at all: not when it needs more at once than there is, nor when what it
   * meets first rests beyond the band.
   */
  private boolean mayTrade(BookOrder order, long inBand, long needed) {
    return !(session.bandHasBothEdges() && session.pausesAtBand() && meetsBeyondBand(order, inBand))
        && (needed == 0 || book.canTrade(order, inBand, needed));
  }

  private boolean meetsBeyondBand(BookOrder order, long limit) {
    Side makers = order.side() == Side.BUY ? Side.SELL : Side.BUY;
    BookOrder maker = book.against(order.side(), limit);
    return maker != null && session.inBand(makers, maker.price) != maker.price;
  }

  private void collect(BookOrder order, long limit) {
    order.price = limit;
    order.show(order.conditions().displayQty());
    orders.add(order);
  }

  /** Whether the next trade of the order would be outside the band, or what rests of it is. */
  private boolean wouldLeaveBand(BookOrder order, long inBand, long limit, boolean tried) {
    if (!session.bandHasBothEdges()) {
      return inBand != limit
          && book.against(order.side(), inBand) == null
          && book.against(order.side(), limit) != null;
    }
    if (!session.pausesAtBand()) {
      return inBand != limit;
    }
    long needed = tried ? 0 : neededAtOnce(order);
    return needed == 0
        ? book.against(order.side(), limit) != null
        : book.canTrade(order, limit, needed);
  }

  /** Whether the order has another limit from here on. */
  private boolean stopAtBand(BookOrder order, long edge) {
    if (session.pausesAtBand()) {
      session.pause(reports.sequence(), reports.time());
      return false;
    }
    if (order.rests()) {
      restate(order, edge);
      return true;
    }
    return false;
  }

  private void restate(BookOrder order, long edge) {
    order.price = edge;
    reports.restated(order, Verdict.reject(Reason.PRICE_BAND, "limit=" + Decimal8.format(edge)));
  }

  private static Verdict doesNotFit(BookOrder order) {
    return Verdict.reject(Reason.OVERFLOW, "price=" + Decimal8.format(order.price));
  }

  /** What is left of the order rests, waits for an auction, or is taken off. */
  private void leave(BookOrder order, boolean mayNotFit) {
    if (order.leavesQty() == 0) {
      orders.end(order);
    } else if (!order.rests()) {
      reports.unfilled(order);
      orders.end(order);
    } else if (!mayNotFit || book.fits(order.side(), order.price, order.leavesQty(), 0)) {
      order.show(order.conditions().displayQty());
      orders.add(order);
    } else {
      // Nobody could tell when it was accepted.
      reports.off(order, doesNotFit(order));
      orders.end(order);
    }
  }

  private static long neededAtOnce(BookOrder order) {
    return order.timeInForce() == TimeInForce.FOK ? order.leavesQty() : order.conditions().minQty();
  }

  /** False when the order was taken off because it met one of its owner. */
  private boolean match(BookOrder taker, long limit) {
    boolean prevents = SelfTrades.prevents(taker);
    while (taker.leavesQty() > 0) {
      BookOrder maker = book.against(taker.side(), limit);
      if (maker == null) {
        return true;
      }
      if (!prevents || !SelfTrades.sameOwner(maker, taker)) {
        trade(maker, taker);
      } else if (!selfTrades.prevent(maker, taker)) {
        return false;
      }
    }
    return true;
  }

  private void trade(BookOrder maker, BookOrder taker) {
    long qty = Math.min(taker.leavesQty(), maker.shownQty());
    orders.fill(maker, qty);
    taker.cumQty += qty;
    reports.trade(maker, taker, qty);
    traded(maker.price);
    if (maker.leavesQty() == 0) {
      orders.end(maker);
    }
  }

  /** A trade was made at this price: the stops that it reaches have their turn after this. */
  private void traded(long price) {
    lastTrade(price);
    stops.elect(price);
  }

  /** A trade was made at this price, and the stops that it reaches wait on. */
  void lastTrade(long price) {
    lastPx = price;
    lastTradeTime = reports.time();
  }

  /** The stops that the last trade has reached have their turn after this. */
  void electReached() {
    if (lastPx != Decimal8.NONE) {
      stops.elect(lastPx);
    }
  }

  /**
   * A stop comes to wait, or has its turn after this when the last trade has reached it already.
   */
  void await(BookOrder stop) {
    if (!session.phase().collects() && StopOrders.reached(stop, lastPx)) {
      orders.giveLastPlace(stop);
      stops.elect(stop);
    } else {
      orders.add(stop);
    }
  }

  /** All elected stops come in, one after the other, also those that they elect themselves. */
  void takeInElected() {
    for (BookOrder stop = stops.next(); stop != null; stop = stops.next()) {
      if (session.phase().collects()) {
        // One before it has paused the instrument: it is elected again after the auction.
        orders.putBack(stop);
        continue;
      }
      reports.byVenue();
      stop.triggered = true;
      reports.triggered(stop);
      takeIn(stop, stop.price);
    }
  }
}
