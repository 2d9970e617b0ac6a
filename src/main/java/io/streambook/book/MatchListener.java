package io.streambook.book;

/**
 * Hears what follows from a log entry, in order: the answer to the command, then for each trade the
 * trade, the maker's and the taker's execution, then the cancel of a remainder.
 */
public interface MatchListener {
  void onExecution(Execution execution);

  void onTrade(Trade trade);
}
