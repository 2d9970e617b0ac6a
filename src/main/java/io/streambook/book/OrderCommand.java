package io.streambook.book;

/**
 * One record of the {@code orders} topic.
 *
 * @param partition partition of the record; with the offset its lasting identity
 * @param offset offset of the record
 * @param account FIRM/NAME, never null: a sender without an account is the house
 * @param orderId FIX ClOrdID (11) of this command
 * @param origOrderId orderId of the NEW that a cancel or replace is about; empty on a NEW
 * @param qty FIX OrderQty (38) in 10⁻⁸: the total, fills included
 * @param price FIX Price (44) in 10⁻⁸, or {@link Decimal8#NONE}
 * @param conditions what only few orders say
 * @param timestamp the sender's, in microseconds since 1970
 * @param validUntil in microseconds since 1970: one that is read later is refused; 0 for none
 * @param correction what an operator's command corrects
 * @param defect what made a field unreadable as a number of this venue, or null; such a field is 0
 *     or NONE here
 */
public record OrderCommand(
    int partition,
    long offset,
    String symbol,
    String account,
    String orderId,
    String origOrderId,
    Action action,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    long qty,
    long price,
    Conditions conditions,
    long timestamp,
    long validUntil,
    Correction correction,
    Verdict defect) {

  /** A command that is no operator's. */
  public OrderCommand(
      int partition,
      long offset,
      String symbol,
      String account,
      String orderId,
      String origOrderId,
      Action action,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long qty,
      long price,
      Conditions conditions,
      long timestamp,
      long validUntil,
      Verdict defect) {
    this(
        partition,
        offset,
        symbol,
        account,
        orderId,
        origOrderId,
        action,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        conditions,
        timestamp,
        validUntil,
        Correction.NONE,
        defect);
  }

  /** A command that says nothing special and is valid for ever. */
  public OrderCommand(
      int partition,
      long offset,
      String symbol,
      String account,
      String orderId,
      String origOrderId,
      Action action,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long qty,
      long price,
      long timestamp,
      Verdict defect) {
    this(
        partition,
        offset,
        symbol,
        account,
        orderId,
        origOrderId,
        action,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        Conditions.NONE,
        timestamp,
        0,
        defect);
  }

  /** Whether an operator sent it: a mass cancel is of all accounts then. */
  public boolean isOperators() {
    return !correction.operator().isEmpty();
  }
}
