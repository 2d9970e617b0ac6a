package io.streambook.audit;

import io.streambook.book.Side;
import io.streambook.book.Trade;

final class TradesCouldHappen implements Check {
  @Override
  public String rule() {
    return "every trade names two accepted orders that could trade, at the maker's price unless an"
        + " auction made it";
  }

  @Override
  public String subject() {
    return "trades";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      OrderTerms terms = new OrderTerms(symbol);
      for (Found<Trade> trade : symbol.trades()) {
        finding.checked();
        terms.advanceTo(trade.value().sequence());
        check(trade, terms, finding);
      }
    }
  }

  private static void check(Found<Trade> found, OrderTerms orders, Finding finding) {
    Trade trade = found.value();
    OrderTerms.Terms buy = orders.get(trade.buyVenueOrderId());
    OrderTerms.Terms sell = orders.get(trade.sellVenueOrderId());
    String trouble = trouble(buy, Side.BUY, trade.buyOrderId(), trade.buyAccount(), trade.price());
    if (trouble == null) {
      trouble = trouble(sell, Side.SELL, trade.sellOrderId(), trade.sellAccount(), trade.price());
    }
    if (trouble == null) {
      boolean auction = trade.aggressor() == Side.UNKNOWN && !orders.isOfAnOrder(trade.sequence());
      trouble =
          auction
              ? quantity(trade)
              : makersPrice(trade, trade.aggressor() == Side.BUY ? sell : buy);
    }
    if (trouble != null) {
      finding.broken(found, trouble);
    }
  }

  private static String trouble(
      OrderTerms.Terms terms, Side side, String orderId, String account, long price) {
    if (terms == null) {
      return "no " + side + " order " + orderId + " was accepted under that venueOrderId";
    }
    if (terms.side() != side
        || !terms.orderId().equals(orderId)
        || !terms.account().equals(account)) {
      return "order " + orderId + " of " + account + " is not what was accepted";
    }
    return terms.allows(price) ? null : "price is beyond the limit of " + orderId;
  }

  private static String quantity(Trade trade) {
    return trade.qty() > 0 ? null : "quantity is not positive";
  }

  private static String makersPrice(Trade trade, OrderTerms.Terms maker) {
    if (quantity(trade) != null) {
      return quantity(trade);
    }
    if (trade.aggressor() == Side.UNKNOWN || maker.market()) {
      return "no resting order in it";
    }
    return trade.price() == maker.limit() ? null : "price is not that of " + maker.orderId();
  }
}
