package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.LogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    Map<Id, List<Found<LogEntry>>> accepted = new HashMap<>();
    for (SymbolTape symbol : tape.symbols()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (!(entry.value() instanceof LogEntry.Order order)
            || !order.judged().verdict().accepted()
            || order.judged().order().action() != Action.NEW) {
          continue;
        }
        finding.checked();
        Id id = new Id(order.judged().order().account(), order.judged().order().orderId());
        List<Found<LogEntry>> others = accepted.getOrDefault(id, List.of());
        others.stream()
            .filter(other -> days(other, entry) < DAYS_REMEMBERED)
            .findFirst()
            .ifPresent(
                other ->
                    finding.broken(entry, id.orderId() + " was accepted before: " + other.where()));
        // Symbol by symbol, so the days do not rise.
        accepted.put(id, Stream.concat(others.stream(), Stream.of(entry)).toList());
      }
    }
  }

  private static int days(Found<LogEntry> one, Found<LogEntry> other) {
    return Math.abs(one.value().tradingDay() - other.value().tradingDay());
  }
}
