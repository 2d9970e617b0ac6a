package io.streambook.book;

/**
 * What the book refuses although risk did not: what only the book can tell, and what no log that
 * risk wrote holds. A refusal of risk is passed on.
 */
final class BookChecks {
  private final OrderBook book;
  private final LiveOrders live;

  BookChecks(OrderBook book, LiveOrders live) {
    this.book = book;
    this.live = live;
  }

  Verdict enter(Judged judged, BookOrder order) {
    if (!judged.verdict().accepted()) {
      return judged.verdict();
    }
    if (judged.order().action() != Action.NEW
        || order.side == Side.UNKNOWN
        || order.orderType == OrderType.UNKNOWN
        || order.timeInForce == TimeInForce.UNKNOWN) {
      return Verdict.reject(Reason.UNSUPPORTED, "unknown enum value");
    }
    if (order.qty <= 0) {
      return Verdict.reject(Reason.INVALID_QTY, "qty=" + Decimal8.format(order.qty));
    }
    if (limit(judged) == Decimal8.NONE) {
      return order.orderType == OrderType.MARKET
          ? Verdict.reject(Reason.NO_REFERENCE_PRICE, "protectionLimit=none")
          : Verdict.reject(Reason.INVALID_PRICE, "price=none");
    }
    if (live.find(order.account, order.orderId) != null) {
      return Verdict.reject(Reason.DUPLICATE_ORDER, "orderId=" + order.orderId);
    }
    return order.rests() ? fits(order.side, order.price, order.qty, 0) : Verdict.ACCEPTED;
  }

  /**
   * @param target null when it does not work
   */
  Verdict cancel(Judged judged, BookOrder target) {
    if (!judged.verdict().accepted()) {
      return judged.verdict();
    }
    return target != null
        ? Verdict.ACCEPTED
        : Verdict.reject(Reason.UNKNOWN_ORDER, "origOrderId=" + judged.order().origOrderId());
  }

  /**
   * @param target null when it does not work
   */
  Verdict replace(Judged judged, BookOrder target) {
    Verdict verdict = cancel(judged, target);
    if (!verdict.accepted()) {
      return verdict;
    }
    OrderCommand to = judged.order();
    if (to.side() != target.side) {
      return Verdict.reject(Reason.UNSUPPORTED, "side=" + to.side() + ", order=" + target.side);
    }
    if (to.orderType() != target.orderType) {
      return Verdict.reject(
          Reason.UNSUPPORTED, "orderType=" + to.orderType() + ", order=" + target.orderType);
    }
    if (to.price() == Decimal8.NONE) {
      return Verdict.reject(Reason.INVALID_PRICE, "price=none");
    }
    long leaving = to.price() == target.price ? target.leavesQty() : 0;
    return fits(target.side, to.price(), to.qty() - target.cumQty, leaving);
  }

  /** How far an incoming order may go: a market order has its protection limit. */
  static long limit(Judged judged) {
    return judged.order().orderType() == OrderType.MARKET
        ? judged.protectionLimit()
        : judged.order().price();
  }

  private Verdict fits(Side side, long price, long leavesQty, long leaving) {
    if (book.fits(side, price, leavesQty, leaving)) {
      return Verdict.ACCEPTED;
    }
    return Verdict.reject(
        Reason.OVERFLOW,
        "leavesQty=" + Decimal8.format(leavesQty) + ", price=" + Decimal8.format(price));
  }
}
