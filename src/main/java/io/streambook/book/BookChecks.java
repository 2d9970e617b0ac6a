package io.streambook.book;

/**
 * What the book refuses although risk did not: what only the book can tell, and what no log that
 * risk wrote holds. A refusal of risk is passed on.
 */
final class BookChecks {
  private final WorkingOrders orders;
  private final Session session;

  BookChecks(WorkingOrders orders, Session session) {
    this.orders = orders;
    this.session = session;
  }

  Verdict enter(Judged judged, BookOrder order) {
    if (!judged.verdict().accepted()) {
      return judged.verdict();
    }
    if (judged.order().action() != Action.NEW
        || (order.side() != Side.BUY && order.side() != Side.SELL)
        || order.orderType() == OrderType.UNKNOWN
        || order.timeInForce() == TimeInForce.UNKNOWN) {
      return Verdict.reject(Reason.UNSUPPORTED, "unknown enum value");
    }
    if (order.qty <= 0) {
      return Verdict.reject(Reason.INVALID_QTY, "qty=" + Decimal8.format(order.qty));
    }
    Verdict phase = session.check(judged.order());
    if (phase != null) {
      return phase;
    }
    if (order.waits() && isForAuction(order.timeInForce())) {
      return Verdict.reject(
          Reason.UNSUPPORTED, "orderType=" + order.orderType() + ", tif=" + order.timeInForce());
    }
    Verdict priced = priced(judged);
    if (!priced.accepted()) {
      return priced;
    }
    if (orders.hasAnother(order)) {
      return Verdict.reject(Reason.DUPLICATE_ORDER, "orderId=" + order.orderId());
    }
    if (order.conditions().postOnly() && takes(order.side(), order.price)) {
      return wouldTake(order.price);
    }
    if (order.waits()) {
      return fits(order, order.conditions().stopPx(), order.qty, 0);
    }
    boolean comesIn = order.rests() || (Auction.has(order) && session.collects(order));
    return comesIn ? fits(order, limit(judged), order.qty, 0) : Verdict.ACCEPTED;
  }

  private static Verdict priced(Judged judged) {
    if (limit(judged) != Decimal8.NONE) {
      return Verdict.ACCEPTED;
    }
    return isMarket(judged.order())
        ? Verdict.reject(Reason.NO_REFERENCE_PRICE, "protectionLimit=none")
        : Verdict.reject(Reason.INVALID_PRICE, "price=none");
  }

  private boolean takes(Side side, long price) {
    return orders.book.against(side, price) != null;
  }

  private static Verdict wouldTake(long price) {
    return Verdict.reject(Reason.POST_ONLY_WOULD_TAKE, "price=" + Decimal8.format(price));
  }

  /**
   * @param target null when it does not work
   */
  Verdict cancel(Judged judged, BookOrder target) {
    if (!judged.verdict().accepted()) {
      return judged.verdict();
    }
    if (target != null) {
      return Verdict.ACCEPTED;
    }
    return Verdict.reject(
        judged.targetKnown() ? Reason.TOO_LATE : Reason.UNKNOWN_ORDER,
        "origOrderId=" + judged.order().origOrderId());
  }

  /**
   * @param target null when it does not work
   * @param restates whether the command says all of the order, its time in force too
   */
  Verdict replace(Judged judged, BookOrder target, boolean restates) {
    Verdict verdict = cancel(judged, target);
    if (!verdict.accepted()) {
      return verdict;
    }
    OrderCommand to = judged.order();
    if (to.side() != target.side()) {
      return Verdict.reject(Reason.UNSUPPORTED, "side=" + to.side() + ", order=" + target.side());
    }
    if (to.orderType() != target.orderType()) {
      return Verdict.reject(
          Reason.UNSUPPORTED, "orderType=" + to.orderType() + ", order=" + target.orderType());
    }
    Verdict phase = session.check(to);
    if (phase != null) {
      return phase;
    }
    Verdict priced = priced(judged);
    if (!priced.accepted()) {
      return priced;
    }
    if (restates && !mayBecome(to.timeInForce(), target)) {
      return Verdict.reject(
          Reason.UNSUPPORTED, "tif=" + to.timeInForce() + ", order=" + target.timeInForce());
    }
    Conditions conditions = to.conditions();
    if (target.triggered && conditions.stopPx() != target.conditions().stopPx()) {
      return Verdict.reject(Reason.UNSUPPORTED, "the stop price was reached");
    }
    if (conditions.postOnly()
        && !Amendments.keepsPriority(to, target)
        && takes(target.side(), to.price())) {
      return wouldTake(to.price());
    }
    long leavesQty = to.qty() - target.cumQty;
    if (target.waits()) {
      boolean stays = conditions.stopPx() == target.conditions().stopPx();
      return fits(target, conditions.stopPx(), leavesQty, stays ? target.leavesQty() : 0);
    }
    boolean stays = to.price() == target.price;
    return fits(target, to.price(), leavesQty, stays ? target.leavesQty() : 0);
  }

  /** What rests may be good for longer or shorter, and does not become what never rests. */
  private static boolean mayBecome(TimeInForce timeInForce, BookOrder target) {
    return switch (timeInForce) {
      case DAY, GTC, GTD -> !isForAuction(target.timeInForce());
      case IOC, FOK, AT_THE_OPEN, AT_THE_CLOSE, UNKNOWN -> timeInForce == target.timeInForce();
    };
  }

  private static boolean isForAuction(TimeInForce timeInForce) {
    return timeInForce == TimeInForce.AT_THE_OPEN || timeInForce == TimeInForce.AT_THE_CLOSE;
  }

  /** How far an incoming order may go: one without a limit of its own has a protection limit. */
  static long limit(Judged judged) {
    return isMarket(judged.order()) ? judged.protectionLimit() : judged.order().price();
  }

  private static boolean isMarket(OrderCommand order) {
    return order.orderType() == OrderType.MARKET || order.orderType() == OrderType.STOP;
  }

  private Verdict fits(BookOrder order, long price, long leavesQty, long leaving) {
    return fit(order, price, leavesQty, leaving)
        ? Verdict.ACCEPTED
        : Verdict.reject(
            Reason.OVERFLOW,
            "leavesQty=" + Decimal8.format(leavesQty) + ", price=" + Decimal8.format(price));
  }

  private boolean fit(BookOrder order, long price, long leavesQty, long leaving) {
    if (order.waits()) {
      return orders.stops.fits(order.side(), price, leavesQty, leaving);
    }
    return Auction.has(order)
        ? orders.auction.fits(order, price, leavesQty, leaving)
        : orders.book.fits(order.side(), price, leavesQty, leaving);
  }
}
