package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.LogEntry;
import java.util.HashMap;
import java.util.Map;

/** Ids are remembered over all symbols of an account, until two trading days later. */
final class NoOrderTwice implements Check {
  private static final int DAYS_REMEMBERED = 2;

  @Override
  public String rule() {
    return "no account had an order id accepted twice";
  }

  @Override
  public String subject() {
    return "accepted orders";
  }

  private record Id(String account, String orderId) {}

  @Override
  public void run(Tape tape, Finding finding) {
    Map<Id, Found<LogEntry>> accepted = new HashMap<>();
    for (SymbolTape symbol : tape.symbols()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (!(entry.value() instanceof LogEntry.Order order)
            || !order.judged().verdict().accepted()
            || order.judged().order().action() != Action.NEW) {
          continue;
        }
        finding.checked();
        Id id = new Id(order.judged().order().account(), order.judged().order().orderId());
        Found<LogEntry> first = accepted.put(id, entry);
        if (first != null && days(first, entry) < DAYS_REMEMBERED) {
          finding.broken(entry, id.orderId() + " was accepted before: " + first.where());
        }
      }
    }
  }

  private static int days(Found<LogEntry> one, Found<LogEntry> other) {
    return Math.abs(one.value().tradingDay() - other.value().tradingDay());
  }
}
