package io.streambook.orderservice.desk;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;

/**
 * An order as its executions tell it. Quantities, prices and money in 10⁻⁸, times in microseconds
 * since 1970.
 *
 * @param venueOrderId FIX OrderID (37), unique per symbol
 * @param orderId orderId of the NEW: what commands about it name
 * @param clientOrderId what its sender calls it now: the id of the NEW, or of the last amend
 * @param formerOrderId what its sender called it before the last amend; empty when there was none
 * @param enteredType as the NEW had it: a stop that was triggered is another type
 * @param triggered whether it was a stop that has been triggered
 * @param price limit, or {@link Decimal8#NONE}
 * @param enteredQty as the NEW had it
 * @param enteredPrice as the NEW had it
 * @param enteredConditions as the NEW had them
 * @param cumQuote executed notional
 * @param reason of a reject or of a cancel that was not asked for, or null
 * @param text reason with limit and measured value, or null
 * @param sequence log sequence of the last step
 */
public record OrderView(
    String account,
    String symbol,
    long venueOrderId,
    String orderId,
    String clientOrderId,
    String formerOrderId,
    Side side,
    OrderType enteredType,
    OrderType orderType,
    TimeInForce timeInForce,
    Conditions conditions,
    boolean triggered,
    long qty,
    long price,
    long enteredQty,
    long enteredPrice,
    Conditions enteredConditions,
    OrdStatus status,
    long cumQty,
    long cumQuote,
    Reason reason,
    String text,
    long createdTime,
    long updatedTime,
    long sequence) {

  /** The order as its first execution tells it. */
  static OrderView of(Execution first) {
    return new OrderView(
        first.account(),
        first.symbol(),
        first.venueOrderId(),
        first.orderId(),
        first.orderId(),
        "",
        first.side(),
        first.orderType(),
        first.orderType(),
        first.timeInForce(),
        first.conditions(),
        first.execType() == ExecType.TRIGGERED,
        first.qty(),
        first.price(),
        first.qty(),
        first.price(),
        first.conditions(),
        first.ordStatus(),
        first.cumQty(),
        cost(first),
        first.reason(),
        first.text(),
        first.time(),
        first.time(),
        first.sequence());
  }

  /** After its next execution. */
  OrderView after(Execution next) {
    boolean amended =
        next.execType() == ExecType.REPLACED && ClientOrderIds.isShown(next.requestId());
    return new OrderView(
        account,
        symbol,
        venueOrderId,
        orderId,
        amended ? next.requestId() : clientOrderId,
        amended ? clientOrderId : formerOrderId,
        side,
        enteredType,
        next.orderType(),
        timeInForce,
        next.conditions(),
        triggered || next.execType() == ExecType.TRIGGERED,
        next.qty(),
        next.price(),
        enteredQty,
        enteredPrice,
        enteredConditions,
        next.ordStatus(),
        next.cumQty(),
        cumQuote + cost(next),
        next.execType() == ExecType.CANCEL_REJECT ? reason : next.reason(),
        next.execType() == ExecType.CANCEL_REJECT ? text : next.text(),
        createdTime,
        next.time(),
        next.sequence());
  }

  private static long cost(Execution execution) {
    return execution.execType() == ExecType.TRADE
        ? Decimal8.notional(execution.lastQty(), execution.lastPx())
        : 0;
  }

  /** Whether it works. */
  public boolean isOpen() {
    return status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
  }

  /** Whether it is in the book: a stop is not before it is triggered. */
  public boolean isWorking() {
    return triggered || (enteredType != OrderType.STOP && enteredType != OrderType.STOP_LIMIT);
  }

  /** What still works. */
  public long leavesQty() {
    return isOpen() ? qty - cumQty : 0;
  }

  /** Whether its sender calls it so, or called it so when it was new. */
  public boolean isCalled(String name) {
    return clientOrderId.equals(name) || orderId.equals(name);
  }

  /** Whether this is a state of the same order. */
  boolean isOrder(OrderView other) {
    return venueOrderId == other.venueOrderId && symbol.equals(other.symbol);
  }

  /** Whether this NEW asks for the same: then it is a repetition of this order's own. */
  boolean isSameAs(OrderCommand order) {
    return symbol.equals(order.symbol())
        && side == order.side()
        && enteredType == order.orderType()
        && timeInForce == order.timeInForce()
        && enteredQty == order.qty()
        && enteredPrice == order.price()
        && enteredConditions.equals(order.conditions());
  }
}
