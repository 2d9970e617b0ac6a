package io.streambook.marketdata;

import io.streambook.book.Action;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;

/** An order in the making; one that is sent has neither partition nor offset yet. */
final class OrderDraft {
  String symbol;
  String account;
  String orderId;
  String origOrderId = "";
  Action action = Action.NEW;
  Side side;
  OrderType orderType = OrderType.LIMIT;
  TimeInForce timeInForce = TimeInForce.DAY;
  long qty;
  long price;
  long timestamp;

  static OrderDraft copyOf(OrderCommand order) {
    OrderDraft draft = new OrderDraft();
    draft.symbol = order.symbol();
    draft.account = order.account();
    draft.orderId = order.orderId();
    draft.origOrderId = order.origOrderId();
    draft.action = order.action();
    draft.side = order.side();
    draft.orderType = order.orderType();
    draft.timeInForce = order.timeInForce();
    draft.qty = order.qty();
    draft.price = order.price();
    draft.timestamp = order.timestamp();
    return draft;
  }

  /** A cancel or replace of a NEW, which carries what the NEW carried. */
  static OrderDraft request(Action action, OrderCommand target, String orderId, long timestamp) {
    OrderDraft draft = copyOf(target);
    draft.action = action;
    draft.origOrderId = target.orderId();
    draft.orderId = orderId;
    draft.timestamp = timestamp;
    return draft;
  }

  OrderCommand command() {
    return new OrderCommand(
        -1,
        -1,
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
        timestamp,
        null);
  }
}
