package io.streambook.book;

/**
 * A resting order as it is kept in state. It is always a limit order, DAY or GTC. Quantities and
 * prices in 10⁻⁸.
 *
 * @param venueOrderId FIX OrderID (37): log sequence of the NEW
 * @param priority log sequence of the command that gave it its place in the queue of its price
 * @param qty FIX OrderQty (38): the total, fills included
 * @param cumQty FIX CumQty (14), less than qty
 */
public record WorkingOrder(
    long venueOrderId,
    long priority,
    Side side,
    long price,
    long qty,
    long cumQty,
    TimeInForce timeInForce,
    String account,
    String orderId,
    String currency) {}
