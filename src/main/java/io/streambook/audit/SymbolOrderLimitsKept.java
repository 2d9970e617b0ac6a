package io.streambook.audit;

import io.streambook.book.Execution;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many orders of an account or firm rest in a symbol after each log entry. Risk counts an order
 * from before its first execution until after its last one: so it never counts less.
 */
final class SymbolOrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account or firm had more orders working in a symbol than its limit";
  }

  @Override
  public String subject() {
    return "executions";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      List<Found<Execution>> changes =
          symbol.executions().stream().filter(found -> found.value().changesOrder()).toList();
      finding.checked(changes.size());
      for (Scope scope : Scope.values()) {
        check(scope, changes, limits, finding);
      }
    }
    limits.remark(finding);
  }

  private static void check(
      Scope scope, List<Found<Execution>> changes, LoosestLimits limits, Finding finding) {
    Map<String, LongSet> resting = new HashMap<>();
    for (Found<Execution> found : changes) {
      Execution execution = found.value();
      LongSet orders =
          resting.computeIfAbsent(scope.of(execution.account()), name -> new LongOpenHashSet());
      if (execution.leavesQty() == 0) {
        orders.remove(execution.venueOrderId());
      } else if (orders.add(execution.venueOrderId())) {
        check(scope, found, orders.size(), limits, finding);
      }
    }
  }

  private static void check(
      Scope scope, Found<Execution> found, int working, LoosestLimits all, Finding finding) {
    Execution execution = found.value();
    LoosestLimits.Limits limits = all.at(scope, execution.account(), execution.time());
    if (limits != null && working > limits.maxOpenOrdersPerSymbol()) {
      finding.broken(
          found,
          String.format(
              "%d orders of %s work in %s, its limit is %d",
              working,
              scope.of(execution.account()),
              execution.symbol(),
              limits.maxOpenOrdersPerSymbol()));
    }
  }
}
