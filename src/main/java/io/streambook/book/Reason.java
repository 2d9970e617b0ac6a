package io.streambook.book;

/**
 * Why an order was refused, or taken off without being asked. The name is the reason code that goes
 * out; the numbers are FIX 4.4's OrdRejReason (103) and CxlRejReason (102).
 */
public enum Reason {
  /** An enum value, or a combination of type and time in force, that this version does not know. */
  UNSUPPORTED(11, 99),
  INVALID_ORDER_ID(99, 99),
  INVALID_ACCOUNT(15, 99),
  INVALID_QTY(13, 99),
  INVALID_PRICE(99, 99),
  INVALID_STOP_PRICE(99, 99),
  INVALID_DISPLAY_QTY(13, 99),
  INVALID_MIN_QTY(13, 99),
  INVALID_EXPIRE_TIME(99, 99),
  INVALID_TIMESTAMP(99, 99),
  UNKNOWN_SYMBOL(1, 99),
  RESTRICTED_SYMBOL(99, 99),
  HALTED(2, 99),
  CLOSED(2, 99),
  /** The phase takes orders, and not with this type or time in force. */
  WRONG_PHASE(2, 99),
  TICK_SIZE(99, 99),
  LOT_SIZE(13, 99),
  /** Below the smallest quantity of an order. */
  MIN_QTY(13, 99),
  MAX_QTY(13, 99),
  NO_REFERENCE_PRICE(99, 99),
  STALE_QUOTE(99, 99),
  PRICE_COLLAR(99, 99),
  UNKNOWN_ACCOUNT(15, 99),
  KILL_SWITCH(99, 99),
  DUPLICATE_ORDER(6, 6),
  ORDER_RATE(99, 99),
  MAX_ORDER_QTY(3, 99),
  NOTIONAL_OVERFLOW(3, 99),
  MAX_NOTIONAL(3, 99),
  MAX_OPEN_ORDERS(3, 99),
  POSITION_LIMIT(3, 99),
  GROSS_EXPOSURE(3, 99),
  CREDIT_LIMIT(3, 99),
  /** It was read after its validUntil. */
  STALE_ORDER(8, 99),
  /** Orders that work in one symbol. */
  MAX_OPEN_ORDERS_PER_SYMBOL(3, 99),
  /** Net of the trading day's executed notional, and of what works. */
  NET_NOTIONAL(3, 99),
  /** What the trading day has lost at the marks. */
  DAILY_LOSS(99, 99),
  /** Too many executions in a while: a person has to lift it. */
  EXECUTION_RATE(99, 99),
  /** The same side, price and quantity as an order shortly before. */
  DUPLICATE_CONTENT(99, 99),
  /** Trading is halted for the account or its firm. */
  TRADING_HALTED(99, 99),
  /** Only orders that bring the position nearer to zero. */
  REDUCE_ONLY(99, 99),
  /** A sell beyond what is held. */
  NO_SHORT(99, 99),
  /** A sum would leave the range of a long. */
  OVERFLOW(13, 99),
  /** The target of a cancel or replace was never accepted for this account and symbol. */
  UNKNOWN_ORDER(5, 1),
  /** The target of a cancel or replace was accepted, and works no more. */
  TOO_LATE(4, 0),
  /** A post-only order that would have traded at once. */
  POST_ONLY_WOULD_TAKE(99, 99),
  /** What an IOC, FOK or market order could not fill at once. */
  UNFILLED(99, 99),
  /** It rests at the edge of the dynamic band, not at its limit. */
  PRICE_BAND(99, 99),
  /** Two orders of one owner met. */
  SELF_TRADE(99, 99),
  /** An operator's command without its operator or comment. */
  INVALID_OPERATOR(99, 99),
  /** An adjustment that changes nothing, or leaves the range of the venue. */
  INVALID_ADJUSTMENT(99, 99),
  /** No such trade is among those that can be cancelled. */
  UNKNOWN_TRADE(99, 1),
  /** The trade was cancelled before. */
  TRADE_CANCELLED(99, 0);

  private final int ordRejReason;
  private final int cxlRejReason;

  Reason(int ordRejReason, int cxlRejReason) {
    this.ordRejReason = ordRejReason;
    this.cxlRejReason = cxlRejReason;
  }

  /** FIX OrdRejReason (103). */
  public int ordRejReason() {
    return ordRejReason;
  }

  /** FIX CxlRejReason (102). */
  public int cxlRejReason() {
    return cxlRejReason;
  }
}
