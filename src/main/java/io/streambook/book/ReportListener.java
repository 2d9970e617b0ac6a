package io.streambook.book;

/**
 * Hears what follows from a log entry, in order: the answer to the command, then for each trade the
 * trade, the maker's and the taker's execution, then the cancel of a remainder.
 *
 * <p>Reports are reused: they hold during the call only, and nothing is allocated for them. Who
 * wants to keep them is a {@link MatchListener}.
 */
public interface ReportListener {
  void onExecution(ExecutionReport report);

  void onTrade(TradeReport report);
}
