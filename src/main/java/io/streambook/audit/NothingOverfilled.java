package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.Trade;
import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

final class NothingOverfilled implements Check {
  @Override
  public String rule() {
    return "no order traded more than was accepted of it";
  }

  @Override
  public String subject() {
    return "orders that traded";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      OrderTerms terms = new OrderTerms(symbol);
      Long2LongMap traded = new Long2LongOpenHashMap();
      for (Found<Trade> trade : symbol.trades()) {
        terms.advanceTo(trade.value().sequence());
        add(trade, trade.value().buyVenueOrderId(), terms, traded, finding);
        add(trade, trade.value().sellVenueOrderId(), terms, traded, finding);
      }
      finding.checked(traded.size());
    }
  }

  private static void add(
      Found<Trade> trade, long id, OrderTerms orders, Long2LongMap traded, Finding finding) {
    long sum = Math.addExact(traded.get(id), trade.value().qty());
    traded.put(id, sum);
    OrderTerms.Terms terms = orders.get(id);
    if (terms != null && sum > terms.qty()) {
      finding.broken(
          trade,
          String.format(
              "order %s traded %s of %s",
              terms.orderId(), Decimal8.format(sum), Decimal8.format(terms.qty())));
    }
  }
}
