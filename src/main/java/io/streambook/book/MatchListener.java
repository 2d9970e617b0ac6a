package io.streambook.book;

/** Hears what follows from a log entry as records, which may be kept. */
public interface MatchListener extends ReportListener {
  void onExecution(Execution execution);

  void onTrade(Trade trade);

  @Override
  default void onExecution(ExecutionReport report) {
    onExecution(report.toExecution());
  }

  @Override
  default void onTrade(TradeReport report) {
    onTrade(report.toTrade());
  }
}
