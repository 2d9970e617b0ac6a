package io.streambook.book;

/** What an operator corrects: a trade that shall not have been, or what an account holds. */
final class Corrections {
  private final WorkingOrders orders;
  private final RecentTrades recent;
  private final Session session;
  private final Reports reports;

  Corrections(WorkingOrders orders, RecentTrades recent, Session session, Reports reports) {
    this.orders = orders;
    this.recent = recent;
    this.session = session;
    this.reports = reports;
  }

  /** Both sides are told; their orders stay as they are. */
  void cancelTrade(Judged judged, int tradingDay) {
    Correction correction = judged.order().correction();
    String symbol = judged.order().symbol();
    TradeId id = TradeId.parse(symbol, correction.tradeId());
    RecentTrade trade = id == null ? null : recent.find(id.sequence(), id.index());
    Verdict verdict = judged.verdict();
    if (verdict.accepted()) {
      verdict = check(correction, id, trade, tradingDay);
    }
    if (!verdict.accepted()) {
      BookOrder unknown = orders.blank(judged);
      unknown.name(correction.tradeId());
      reports.answer(unknown, ExecType.CANCEL_REJECT, OrdStatus.REJECTED, verdict);
      orders.book.release(unknown);
      return;
    }
    recent.cancel(trade);
    tell(trade, Side.BUY, correction);
    tell(trade, Side.SELL, correction);
  }

  private Verdict check(Correction correction, TradeId id, RecentTrade trade, int tradingDay) {
    String named = "tradeId=" + correction.tradeId();
    if (trade == null) {
      // Before version 3 those of the entry of the oldest one that is remembered do not count.
      int index = id == null || session.rulesVersion() < 3 ? Integer.MAX_VALUE : id.index();
      boolean forgotten = id != null && recent.isBefore(id.sequence(), index);
      return forgotten
          ? Verdict.reject(
              Reason.TOO_LATE,
              named + ", limit=the last " + RecentTrades.MAX + " trades of the day")
          : Verdict.reject(Reason.UNKNOWN_TRADE, named + ", tradingDay=" + tradingDay);
    }
    return trade.cancelled() ? Verdict.reject(Reason.TRADE_CANCELLED, named) : Verdict.ACCEPTED;
  }

  private void tell(RecentTrade trade, Side side, Correction correction) {
    RecentTrade.Party party = side == Side.BUY ? trade.buyer() : trade.seller();
    BookOrder order =
        orders.blank(
            new WorkingOrder(
                party.venueOrderId(),
                0,
                side,
                OrderType.UNKNOWN,
                Decimal8.NONE,
                trade.qty(),
                0,
                0,
                false,
                TimeInForce.UNKNOWN,
                Conditions.NONE,
                party.account(),
                party.orderId(),
                trade.currency()));
    reports.tradeCancelled(order, side == Side.BUY, trade, correction);
    orders.book.release(order);
  }

  /** Matching holds no positions: whoever does hears of it. */
  void adjust(Judged judged) {
    BookOrder adjustment = orders.blank(judged);
    reports.position(adjustment, judged);
    orders.book.release(adjustment);
  }
}
