package io.streambook.book;

/**
 * What an order says beside its owner, price and quantity, and what follows from it. Orders that
 * say the same share one: see {@link SharedTerms}.
 */
final class OrderTerms {
  final Side side;
  final OrderType orderType;
  final TimeInForce timeInForce;
  final Conditions conditions;
  final String currency;

  /** STOP and STOP_LIMIT. */
  final boolean isStop;

  /** It trades in auctions only, and never stands in the book. */
  final boolean isForAuction;

  /** Whether a remainder of it stays in the book. */
  final boolean rests;

  OrderTerms(
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      Conditions conditions,
      String currency) {
    this.side = side;
    this.orderType = orderType;
    this.timeInForce = timeInForce;
    this.conditions = conditions;
    this.currency = currency;
    isStop = orderType == OrderType.STOP || orderType == OrderType.STOP_LIMIT;
    isForAuction =
        orderType == OrderType.MARKET
            || timeInForce == TimeInForce.AT_THE_OPEN
            || timeInForce == TimeInForce.AT_THE_CLOSE;
    rests =
        (orderType == OrderType.LIMIT || orderType == OrderType.STOP_LIMIT)
            && (timeInForce == TimeInForce.DAY
                || timeInForce == TimeInForce.GTC
                || timeInForce == TimeInForce.GTD);
  }

  boolean say(
      Side otherSide,
      OrderType otherType,
      TimeInForce otherTime,
      Conditions otherConditions,
      String otherCurrency) {
    return side == otherSide
        && orderType == otherType
        && timeInForce == otherTime
        && conditions.equals(otherConditions)
        && currency.equals(otherCurrency);
  }
}
