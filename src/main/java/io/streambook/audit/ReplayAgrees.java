package io.streambook.audit;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.NaiveBook;
import io.streambook.book.Trade;
import java.util.List;

/** The log through the naive book, which is the specification of matching. */
final class ReplayAgrees implements Check {
  @Override
  public String rule() {
    return "the log replayed through the naive book gives exactly these trades and executions";
  }

  @Override
  public String subject() {
    return "trades and executions";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Published published = new Published(symbol, finding);
      NaiveBook book = new NaiveBook();
      for (Found<LogEntry> entry : symbol.log()) {
        published.entry = entry;
        book.apply(entry.value(), published);
      }
      published.end();
    }
  }

  /**
   * Compares what the book tells with what was published, one after the other. After a difference
   * the rest of the symbol is not compared: it would only repeat the first.
   */
  private static final class Published implements MatchListener {
    private final List<Found<Trade>> trades;
    private final List<Found<Execution>> executions;
    private final Finding finding;
    private Found<LogEntry> entry;
    private int nextTrade;
    private int nextExecution;
    private boolean differs;

    Published(SymbolTape symbol, Finding finding) {
      trades = symbol.trades();
      executions = symbol.executions();
      this.finding = finding;
    }

    @Override
    public void onTrade(Trade trade) {
      compare(trade, "trade " + trade.tradeId(), trades, nextTrade++);
    }

    @Override
    public void onExecution(Execution execution) {
      compare(execution, "execution " + execution.execId(), executions, nextExecution++);
    }

    private void compare(Object expected, String id, List<? extends Found<?>> published, int next) {
      if (differs) {
        return;
      }
      finding.checked();
      if (next >= published.size()) {
        differs = true;
        finding.broken(entry, "should give " + id + ", which was not published");
      } else if (!published.get(next).value().equals(expected)) {
        differs = true;
        finding.broken(published.get(next), "differs from what the replay gives as " + id);
      }
    }

    void end() {
      if (!differs && nextTrade < trades.size()) {
        finding.broken(trades.get(nextTrade), "the replay gives no such trade");
      }
      if (!differs && nextExecution < executions.size()) {
        finding.broken(executions.get(nextExecution), "the replay gives no such execution");
      }
    }
  }
}
