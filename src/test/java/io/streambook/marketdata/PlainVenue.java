package io.streambook.marketdata;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.Phase;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Matching of one symbol, without risk unless a verdict is given. */
final class PlainVenue implements MatchListener {
  static final int DAY = 20_000;

  final List<Execution> executions = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();
  private final Matching matching;
  private long sequence;

  PlainVenue(String symbol) {
    matching = new Matching(symbol);
    matching.apply(new LogEntry.Rules(symbol, ++sequence, 0, DAY, Matching.RULES_VERSION), this);
    matching.apply(
        new LogEntry.Symbol(
            ++sequence, new SymbolCommand.PhaseChange(symbol, 0, 0, 0, 0, DAY, Phase.CONTINUOUS)),
        this);
  }

  /** Accepted by risk. */
  void apply(OrderCommand order) {
    apply(
        new Judged(
            order,
            sequence,
            order.timestamp(),
            DAY,
            Decimal8.NONE,
            Decimal8.NONE,
            "USD",
            Verdict.ACCEPTED));
  }

  void apply(Judged judged) {
    matching.apply(new LogEntry.Order(++sequence, judged), this);
  }

  @Override
  public void onExecution(Execution execution) {
    executions.add(execution);
  }

  @Override
  public void onTrade(Trade trade) {
    trades.add(trade);
  }
}
