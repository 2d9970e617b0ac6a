package io.streambook.book;

/** An {@link Execution} as it is told: valid during the call only. */
public final class ExecutionReport {
  private final Reports reports;
  int index;
  BookOrder order;

  /** Whether it is the answer to the command of the entry. */
  boolean answers;

  /** Whether the command of the entry is of this order's account and caused it. */
  boolean byCommand;

  ExecType execType;
  OrdStatus ordStatus;
  long lastQty;
  long lastPx;
  int tradeIndex;
  Verdict why = Verdict.ACCEPTED;
  Correction correction = Correction.NONE;

  ExecutionReport(Reports reports) {
    this.reports = reports;
  }

  public int index() {
    return index;
  }

  /** FIX OrderID (37): log sequence of the NEW; 0 when the order is unknown. */
  public long venueOrderId() {
    return order.venueOrderId;
  }

  public Side side() {
    return order.side();
  }

  /** FIX OrderQty (38): the total, fills included. */
  public long qty() {
    return order.qty;
  }

  /** Limit, or {@link Decimal8#NONE}. */
  public long price() {
    return order.reportedPrice();
  }

  public ExecType execType() {
    return execType;
  }

  public OrdStatus ordStatus() {
    return ordStatus;
  }

  public long lastQty() {
    return lastQty;
  }

  public long lastPx() {
    return lastPx;
  }

  public long cumQty() {
    return order.cumQty;
  }

  /** FIX LeavesQty (151): what still works; 0 once the order has ended. */
  public long leavesQty() {
    boolean works = ordStatus == OrdStatus.NEW || ordStatus == OrdStatus.PARTIALLY_FILLED;
    return works ? order.leavesQty() : 0;
  }

  /** Why, or null. */
  public Reason reason() {
    return why.reason();
  }

  /** As a record. */
  public Execution toExecution() {
    LogEntry entry = reports.entry();
    Judged by = byCommand ? reports.command() : null;
    return new Execution(
        entry.symbol(),
        entry.sequence(),
        index,
        answers ? entry.partition() : -1,
        answers ? entry.offset() : -1,
        order.venueOrderId,
        order.orderId(),
        by == null ? "" : by.order().orderId(),
        order.account,
        order.side(),
        order.orderType(),
        order.timeInForce(),
        order.qty,
        order.reportedPrice(),
        order.conditions(),
        execType,
        ordStatus,
        lastQty,
        lastPx,
        order.cumQty,
        leavesQty(),
        tradeIndex,
        why.reason(),
        text(),
        by == null ? Decimal8.NONE : by.reference(),
        order.terms.currency,
        correction,
        entry.tradingDay(),
        entry.time());
  }

  /** Made only when somebody keeps it. */
  private String text() {
    return why.reason() == Reason.UNFILLED
        ? why.text() + "leavesQty=" + Decimal8.format(order.leavesQty())
        : why.text();
  }
}
