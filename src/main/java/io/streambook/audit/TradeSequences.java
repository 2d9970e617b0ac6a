package io.streambook.audit;

import io.streambook.book.Trade;

final class TradeSequences implements Check {
  @Override
  public String rule() {
    return "trade ids are unique, and gap-free within each log entry";
  }

  @Override
  public String subject() {
    return "trades";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      IdSequence ids = new IdSequence(symbol);
      for (Found<Trade> trade : symbol.trades()) {
        ids.next(trade, trade.value().sequence(), trade.value().index(), finding);
      }
    }
  }
}
