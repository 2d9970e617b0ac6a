package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;

/** A copy of an execution with some fields changed. */
final class Copy {
  private final Execution of;
  private long offset;
  private ExecType type;
  private OrdStatus status;
  private long price;
  private long lastPx;
  private long cumQty;

  Copy(Execution of) {
    this.of = of;
    offset = of.offset();
    type = of.execType();
    status = of.ordStatus();
    price = of.price();
    lastPx = of.lastPx();
    cumQty = of.cumQty();
  }

  Copy offset(long value) {
    offset = value;
    return this;
  }

  Copy type(ExecType value) {
    type = value;
    return this;
  }

  Copy status(OrdStatus value) {
    status = value;
    return this;
  }

  Copy price(long value) {
    price = value;
    return this;
  }

  Copy lastPx(long value) {
    lastPx = value;
    return this;
  }

  Copy cumQty(long value) {
    cumQty = value;
    return this;
  }

  Execution execution() {
    return new Execution(
        of.symbol(),
        of.sequence(),
        of.index(),
        of.partition(),
        offset,
        of.venueOrderId(),
        of.orderId(),
        of.requestId(),
        of.account(),
        of.side(),
        of.orderType(),
        of.timeInForce(),
        of.qty(),
        price,
        of.conditions(),
        type,
        status,
        of.lastQty(),
        lastPx,
        cumQty,
        of.leavesQty(),
        of.tradeIndex(),
        of.reason(),
        of.text(),
        of.reference(),
        of.currency(),
        of.tradingDay(),
        of.time());
  }
}
