package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** An operator's cancel of a trade takes back what the trade was, once, on both sides. */
final class CancelledTrades implements Check {
  @Override
  public String rule() {
    return "every trade that was cancelled was made, and is cancelled once for both sides";
  }

  @Override
  public String subject() {
    return "cancels of trades";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Map<String, Trade> trades = new HashMap<>();
      symbol.trades().forEach(trade -> trades.put(trade.value().tradeId(), trade.value()));
      Map<String, Found<Execution>> buyers = new HashMap<>();
      Set<String> sellers = new HashSet<>();
      for (Found<Execution> execution : symbol.executions()) {
        Execution value = execution.value();
        if (value.execType() != ExecType.TRADE_CANCEL) {
          continue;
        }
        finding.checked();
        String id = value.correction().tradeId();
        check(execution, trades.get(id), finding);
        boolean first =
            value.side() == Side.BUY ? buyers.putIfAbsent(id, execution) == null : sellers.add(id);
        if (!first) {
          finding.broken(execution, "cancels " + id + " a second time");
        }
      }
      buyers.forEach(
          (id, buyer) -> {
            if (!sellers.remove(id)) {
              finding.broken(buyer, "cancels " + id + " for the buyer alone");
            }
          });
      sellers.forEach(id -> finding.broken(id + " is cancelled for the seller alone"));
    }
  }

  private static void check(Found<Execution> found, Trade trade, Finding finding) {
    Execution execution = found.value();
    if (trade == null || trade.sequence() >= execution.sequence()) {
      finding.broken(found, "there was no trade " + execution.correction().tradeId());
      return;
    }
    boolean buys = execution.side() == Side.BUY;
    boolean same =
        execution.lastQty() == trade.qty()
            && execution.lastPx() == trade.price()
            && execution.venueOrderId()
                == (buys ? trade.buyVenueOrderId() : trade.sellVenueOrderId())
            && execution.account().equals(buys ? trade.buyAccount() : trade.sellAccount());
    if (!same) {
      finding.broken(found, "differs from trade " + trade.tradeId());
    }
  }
}
