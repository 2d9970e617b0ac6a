package io.streambook.book;

/** Writes the executions and trades of one log entry and numbers them. */
final class Reports {
  private static final String BY_NO_COMMAND = "";

  private LogEntry entry;
  private Judged command;
  private MatchListener out;
  private int executions;
  private int trades;

  /** All that is reported from here on follows from this entry. */
  void begin(LogEntry entry, MatchListener out) {
    this.entry = entry;
    this.command = entry instanceof LogEntry.Order order ? order.judged() : null;
    this.out = out;
    executions = 0;
    trades = 0;
  }

  /**
   * The answer to the command: the one execution that carries the command's partition and offset.
   */
  void answer(BookOrder order, ExecType type, OrdStatus status) {
    answer(order, type, status, Verdict.ACCEPTED);
  }

  /** An answer that says no, or that the order as a whole is off. */
  void answer(BookOrder order, ExecType type, OrdStatus status, Verdict why) {
    execution(
        order,
        entry.partition(),
        entry.offset(),
        command.order().orderId(),
        command.reference(),
        type,
        status,
        0,
        Decimal8.NONE,
        -1,
        why);
  }

  /** What an IOC, FOK or market order could not fill is taken off. */
  void unfilled(BookOrder order) {
    String details = "leavesQty=" + Decimal8.format(order.leavesQty());
    execution(
        order,
        -1,
        -1,
        command.order().orderId(),
        command.reference(),
        ExecType.CANCELED,
        OrdStatus.CANCELED,
        0,
        Decimal8.NONE,
        -1,
        Verdict.reject(Reason.UNFILLED, details));
  }

  /** The venue itself takes the order off. */
  void off(BookOrder order, ExecType type, OrdStatus status, Verdict why) {
    execution(order, -1, -1, BY_NO_COMMAND, Decimal8.NONE, type, status, 0, Decimal8.NONE, -1, why);
  }

  /** The two met at the maker's price; both already count the fill. */
  void trade(BookOrder maker, BookOrder taker, long qty) {
    BookOrder buy = taker.side == Side.BUY ? taker : maker;
    BookOrder sell = taker.side == Side.BUY ? maker : taker;
    out.onTrade(
        new Trade(
            entry.symbol(),
            entry.sequence(),
            trades,
            buy.orderId,
            sell.orderId,
            buy.account,
            sell.account,
            buy.venueOrderId,
            sell.venueOrderId,
            qty,
            maker.price,
            taker.side,
            entry.tradingDay(),
            entry.time()));
    fill(maker, BY_NO_COMMAND, Decimal8.NONE, qty, maker.price);
    fill(taker, command.order().orderId(), command.reference(), qty, maker.price);
    trades++;
  }

  private void fill(BookOrder order, String requestId, long reference, long qty, long price) {
    execution(
        order,
        -1,
        -1,
        requestId,
        reference,
        ExecType.TRADE,
        order.status(),
        qty,
        price,
        trades,
        Verdict.ACCEPTED);
  }

  private void execution(
      BookOrder order,
      int partition,
      long offset,
      String requestId,
      long reference,
      ExecType type,
      OrdStatus status,
      long lastQty,
      long lastPx,
      int tradeIndex,
      Verdict why) {
    out.onExecution(
        new Execution(
            entry.symbol(),
            entry.sequence(),
            executions++,
            partition,
            offset,
            order.venueOrderId,
            order.orderId,
            requestId,
            order.account,
            order.side,
            order.orderType,
            order.timeInForce,
            order.qty,
            order.price,
            type,
            status,
            lastQty,
            lastPx,
            order.cumQty,
            works(status) ? order.leavesQty() : 0,
            tradeIndex,
            why.reason(),
            why.text(),
            reference,
            order.currency,
            entry.tradingDay(),
            entry.time()));
  }

  private static boolean works(OrdStatus status) {
    return status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
  }
}
