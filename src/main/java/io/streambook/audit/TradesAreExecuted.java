package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.util.HashMap;
import java.util.Map;

final class TradesAreExecuted implements Check {
  @Override
  public String rule() {
    return "every trade has its two executions, and every fill its trade";
  }

  @Override
  public String subject() {
    return "fills";
  }

  private record Id(long sequence, int index) {}

  /** A trade, and what is still missing of it. */
  private static final class Sides {
    private final Found<Trade> trade;
    private boolean buyer;
    private boolean seller;

    Sides(Found<Trade> trade) {
      this.trade = trade;
    }
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Map<Id, Sides> trades = new HashMap<>();
      for (Found<Trade> trade : symbol.trades()) {
        trades.putIfAbsent(
            new Id(trade.value().sequence(), trade.value().index()), new Sides(trade));
      }
      for (Found<Execution> execution : symbol.executions()) {
        Execution value = execution.value();
        if (value.execType() == ExecType.TRADE) {
          finding.checked();
          take(execution, trades.get(new Id(value.sequence(), value.tradeIndex())), finding);
        }
      }
      for (Sides sides : trades.values()) {
        if (!sides.buyer || !sides.seller) {
          finding.broken(sides.trade, "has no fill for its " + (sides.buyer ? "seller" : "buyer"));
        }
      }
    }
  }

  private static void take(Found<Execution> found, Sides sides, Finding finding) {
    if (sides == null) {
      finding.broken(found, "its trade is missing");
      return;
    }
    Execution execution = found.value();
    Trade trade = sides.trade.value();
    boolean buys = execution.side() == Side.BUY;
    boolean same =
        execution.lastQty() == trade.qty()
            && execution.lastPx() == trade.price()
            && execution.venueOrderId()
                == (buys ? trade.buyVenueOrderId() : trade.sellVenueOrderId())
            && execution.account().equals(buys ? trade.buyAccount() : trade.sellAccount());
    if (!same) {
      finding.broken(found, "differs from " + sides.trade.where());
    } else if (buys ? sides.buyer : sides.seller) {
      finding.broken(found, "a second fill for " + sides.trade.where());
    }
    sides.buyer |= buys;
    sides.seller |= !buys;
  }
}
