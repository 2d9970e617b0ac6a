package io.streambook.audit;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Trade;
import java.util.List;

/**
 * One symbol's log and all that was published of it, each in the order of its topic.
 *
 * @param log from the topic {@code validated-orders}
 */
record SymbolTape(
    String symbol,
    List<Found<LogEntry>> log,
    List<Found<Execution>> executions,
    List<Found<Trade>> trades) {

  /** Where its log ends; 0 when there is none. */
  long lastSequence() {
    return log.isEmpty() ? 0 : log.get(log.size() - 1).value().sequence();
  }
}
