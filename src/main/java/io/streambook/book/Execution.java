package io.streambook.book;

/**
 * One step in the life of an order: FIX's ExecutionReport (8), or OrderCancelReject (9) when the
 * type is CANCEL_REJECT. Quantities and prices in 10⁻⁸.
 *
 * @param sequence log sequence of the entry that caused it
 * @param index position among the executions of that entry, from 0
 * @param partition partition of the {@code orders} record that this is the answer to; -1 for what
 *     follows from an answer (trades, the cancel of a remainder) and for the venue's own (expiry,
 *     kill)
 * @param offset offset of that record, or -1
 * @param venueOrderId FIX OrderID (37): log sequence of the NEW; 0 when the order is unknown
 * @param orderId orderId of the NEW
 * @param requestId orderId of the command of the same account that caused it; empty when the other
 *     side of a trade or the venue itself did
 * @param qty FIX OrderQty (38): the total, fills included
 * @param price limit, or {@link Decimal8#NONE}
 * @param conditions what only few orders say
 * @param lastQty FIX LastQty (32) of a trade or the one that is cancelled, or by how much a
 *     position is adjusted; else 0
 * @param lastPx FIX LastPx (31) of a trade or the one that is cancelled; else {@link Decimal8#NONE}
 * @param tradeIndex index of the {@link Trade} of the same entry; -1 unless a trade
 * @param leavesQty FIX LeavesQty (151): what still works; 0 once the order has ended
 * @param reason of a reject or of a cancel that was not asked for, or null
 * @param text reason with limit and measured value, or null
 * @param reference reference price that the command in requestId was judged against, or {@link
 *     Decimal8#NONE}
 * @param correction of a trade cancel or position report
 * @param tradingDay days since 1970
 * @param time of the log entry, in microseconds since 1970
 */
public record Execution(
    String symbol,
    long sequence,
    int index,
    int partition,
    long offset,
    long venueOrderId,
    String orderId,
    String requestId,
    String account,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    long qty,
    long price,
    Conditions conditions,
    ExecType execType,
    OrdStatus ordStatus,
    long lastQty,
    long lastPx,
    long cumQty,
    long leavesQty,
    int tradeIndex,
    Reason reason,
    String text,
    long reference,
    String currency,
    Correction correction,
    int tradingDay,
    long time) {

  /** One that corrects nothing. */
  public Execution(
      String symbol,
      long sequence,
      int index,
      int partition,
      long offset,
      long venueOrderId,
      String orderId,
      String requestId,
      String account,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long qty,
      long price,
      Conditions conditions,
      ExecType execType,
      OrdStatus ordStatus,
      long lastQty,
      long lastPx,
      long cumQty,
      long leavesQty,
      int tradeIndex,
      Reason reason,
      String text,
      long reference,
      String currency,
      int tradingDay,
      long time) {
    this(
        symbol,
        sequence,
        index,
        partition,
        offset,
        venueOrderId,
        orderId,
        requestId,
        account,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        conditions,
        execType,
        ordStatus,
        lastQty,
        lastPx,
        cumQty,
        leavesQty,
        tradeIndex,
        reason,
        text,
        reference,
        currency,
        Correction.NONE,
        tradingDay,
        time);
  }

  /** Whether it tells of a step of its order; else the order stays as it is, or there is none. */
  public boolean changesOrder() {
    return switch (execType) {
      case CANCEL_REJECT, MASS_CANCEL_REPORT, TRADE_CANCEL, POSITION_REPORT -> false;
      default -> true;
    };
  }

  /** FIX ExecID (17): unique for ever. */
  public String execId() {
    return symbol + "-" + sequence + "-" + index;
  }
}
