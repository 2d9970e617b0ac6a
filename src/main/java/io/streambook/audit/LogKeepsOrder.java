package io.streambook.audit;

import io.streambook.book.LogEntry;
import io.streambook.book.SymbolCommand;

final class LogKeepsOrder implements Check {
  @Override
  public String rule() {
    return "log sequences are gap-free, and orders stand in the order of their topic";
  }

  @Override
  public String subject() {
    return "log entries";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      long sequence = 0;
      long number = 0;
      long offset = -1;
      for (Found<LogEntry> entry : symbol.log()) {
        finding.checked();
        LogEntry value = entry.value();
        if (value.sequence() != sequence + 1) {
          finding.broken(entry, "sequence " + value.sequence() + " after " + sequence);
        }
        sequence = value.sequence();
        if (sequence == 1 && !(value instanceof LogEntry.Rules)) {
          finding.broken(entry, "the log does not begin with its rules");
        }
        if (value instanceof LogEntry.Order order) {
          if (order.judged().number() != number + 1) {
            finding.broken(entry, "order " + order.judged().number() + " after " + number);
          } else if (order.offset() <= offset) {
            finding.broken(entry, "offset " + order.offset() + " after " + offset);
          }
          number = order.judged().number();
          offset = order.offset();
        } else if (value instanceof LogEntry.Symbol own && own.command().after() > number) {
          finding.broken(entry, "overtakes order " + own.command().after());
        } else if (value instanceof LogEntry.Symbol own
            && own.command() instanceof SymbolCommand.PhaseChange phase) {
          number = phase.number();
        }
      }
    }
  }
}
