package io.streambook.book;

/** A {@link Trade} as it is told: valid during the call only. */
public final class TradeReport {
  private final Reports reports;
  int index;
  BookOrder maker;
  BookOrder taker;
  long qty;
  long price;

  /** UNKNOWN in an auction, where nobody is it. */
  Side aggressor;

  TradeReport(Reports reports) {
    this.reports = reports;
  }

  public int index() {
    return index;
  }

  /** FIX OrderID (37) of the order that rested. */
  public long makerVenueOrderId() {
    return maker.venueOrderId;
  }

  /** FIX OrderID (37) of the order that came in. */
  public long takerVenueOrderId() {
    return taker.venueOrderId;
  }

  public long qty() {
    return qty;
  }

  public long price() {
    return price;
  }

  public Side aggressor() {
    return aggressor;
  }

  /** As a record. */
  public Trade toTrade() {
    LogEntry entry = reports.entry();
    BookOrder buy = taker.side() == Side.BUY ? taker : maker;
    BookOrder sell = taker.side() == Side.BUY ? maker : taker;
    return new Trade(
        entry.symbol(),
        entry.sequence(),
        index,
        buy.orderId(),
        sell.orderId(),
        buy.account,
        sell.account,
        buy.venueOrderId,
        sell.venueOrderId,
        qty,
        price,
        aggressor,
        entry.tradingDay(),
        entry.time());
  }
}
