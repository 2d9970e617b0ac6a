package io.streambook.book;

/** What a change of phase does to the orders that were collected. */
final class AuctionTrading {
  private final WorkingOrders orders;
  private final ContinuousTrading trading;
  private final Session session;
  private final Reports reports;

  AuctionTrading(
      WorkingOrders orders, ContinuousTrading trading, Session session, Reports reports) {
    this.orders = orders;
    this.trading = trading;
    this.session = session;
    this.reports = reports;
  }

  /**
   * Changes the phase. Leaving a phase that collects for one that does not, but for a halt,
   * uncrosses; so does a return to continuous trading, since a halt keeps what was collected.
   */
  void change(SymbolCommand.PhaseChange change) {
    if (session.isLate(change)) {
      return;
    }
    Phase from = session.phase();
    session.see(change.reference());
    session.change(change);
    Phase to = session.phase();
    if (to == Phase.CONTINUOUS || (to == Phase.CLOSED && from.collects())) {
      orders.auction.uncross(from == Phase.PRE_CLOSE, session.referenceOnTick(), this::trade);
    }
    if (to == Phase.CONTINUOUS) {
      end(session.rulesVersion() >= 3 && from == Phase.PRE_CLOSE);
      trading.moveToBand();
      trading.electReached();
    } else if (to == Phase.CLOSED) {
      end(true);
    }
  }

  private void trade(BookOrder buy, BookOrder sell, long qty, long price) {
    orders.fillInAuction(buy, qty);
    orders.fillInAuction(sell, qty);
    reports.auctionTrade(buy, sell, qty, price);
    trading.lastTrade(price);
    if (buy.leavesQty() == 0) {
      orders.end(buy);
    }
    if (sell.leavesQty() == 0) {
      orders.end(sell);
    }
  }

  /**
   * What trades in auctions only is taken off, but for what waits for the closing auction.
   *
   * @param closes whether that one has been too
   */
  private void end(boolean closes) {
    for (BookOrder order :
        orders.all(
            order ->
                Auction.has(order)
                    && (closes || order.timeInForce() != TimeInForce.AT_THE_CLOSE))) {
      if (order.timeInForce() == TimeInForce.AT_THE_OPEN
          || order.timeInForce() == TimeInForce.AT_THE_CLOSE) {
        reports.expired(order);
      } else {
        reports.unfilled(order);
      }
      orders.takeOut(order);
      orders.end(order);
    }
  }
}
