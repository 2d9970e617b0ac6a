package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.Reason;

/** A copy of an execution with some fields changed. */
final class Copy {
  private final Execution of;
  private long sequence;
  private int index;
  private int partition;
  private long offset;
  private ExecType type;
  private OrdStatus status;
  private long price;
  private long lastQty;
  private long lastPx;
  private long cumQty;
  private Reason reason;

  Copy(Execution of) {
    this.of = of;
    sequence = of.sequence();
    index = of.index();
    partition = of.partition();
    offset = of.offset();
    type = of.execType();
    status = of.ordStatus();
    price = of.price();
    lastQty = of.lastQty();
    lastPx = of.lastPx();
    cumQty = of.cumQty();
    reason = of.reason();
  }

  Copy sequence(long value) {
    sequence = value;
    return this;
  }

  Copy index(int value) {
    index = value;
    return this;
  }

  Copy partition(int value) {
    partition = value;
    return this;
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

  Copy lastQty(long value) {
    lastQty = value;
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

  Copy reason(Reason value) {
    reason = value;
    return this;
  }

  Execution execution() {
    return new Execution(
        of.symbol(),
        sequence,
        index,
        partition,
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
        lastQty,
        lastPx,
        cumQty,
        of.leavesQty(),
        of.tradeIndex(),
        reason,
        of.text(),
        of.reference(),
        of.currency(),
        of.correction(),
        of.tradingDay(),
        of.time());
  }
}
