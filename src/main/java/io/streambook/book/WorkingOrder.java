package io.streambook.book;

/**
 * A working order as it is kept in state: one that rests in the book, or a stop that waits for its
 * trigger. Quantities and prices in 10⁻⁸.
 *
 * @param venueOrderId FIX OrderID (37): log sequence of the NEW
 * @param priority the smaller, the earlier it came to its place: orders of one price stand in this
 *     order
 * @param price limit; of a STOP the protection limit that it has once it is triggered
 * @param qty FIX OrderQty (38): the total, fills included
 * @param cumQty FIX CumQty (14), less than qty
 * @param hiddenQty of an iceberg: what of it is not shown, less than what it has left
 * @param triggered whether the stop price of a STOP or STOP_LIMIT order was reached
 */
public record WorkingOrder(
    long venueOrderId,
    long priority,
    Side side,
    OrderType orderType,
    long price,
    long qty,
    long cumQty,
    long hiddenQty,
    boolean triggered,
    TimeInForce timeInForce,
    Conditions conditions,
    String account,
    String orderId,
    String currency) {

  /** A limit order with nothing special. */
  public WorkingOrder(
      long venueOrderId,
      long priority,
      Side side,
      long price,
      long qty,
      long cumQty,
      TimeInForce timeInForce,
      String account,
      String orderId,
      String currency) {
    this(
        venueOrderId,
        priority,
        side,
        OrderType.LIMIT,
        price,
        qty,
        cumQty,
        0,
        false,
        timeInForce,
        Conditions.NONE,
        account,
        orderId,
        currency);
  }
}
