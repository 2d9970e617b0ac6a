package io.streambook.audit;

import io.streambook.book.Execution;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many orders of an account rest in a symbol after each log entry. Risk counts an order from
 * before its first execution until after its last one: so it never counts less.
 */
final class SymbolOrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account had more orders working in a symbol than its limit";
  }

  @Override
  public String subject() {
    return "executions";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      check(symbol.executions(), limits, finding);
    }
    limits.remark(finding);
  }

  private static void check(
      List<Found<Execution>> executions, LoosestLimits limits, Finding finding) {
    Map<String, LongSet> resting = new HashMap<>();
    for (int i = 0; i < executions.size(); i++) {
      Execution execution = executions.get(i).value();
      if (!execution.changesOrder()) {
        continue;
      }
      finding.checked();
      LongSet orders =
          resting.computeIfAbsent(execution.account(), account -> new LongOpenHashSet());
      if (execution.leavesQty() == 0) {
        orders.remove(execution.venueOrderId());
      } else if (orders.add(execution.venueOrderId())) {
        check(executions.get(i), orders.size(), limits, finding);
      }
    }
  }

  private static void check(
      Found<Execution> found, int working, LoosestLimits all, Finding finding) {
    Execution execution = found.value();
    LoosestLimits.Limits limits = all.at(execution.account(), execution.time());
    if (limits != null && working > limits.maxOpenOrdersPerSymbol()) {
      finding.broken(
          found,
          String.format(
              "%d orders of %s work in %s, its limit is %d",
              working, execution.account(), execution.symbol(), limits.maxOpenOrdersPerSymbol()));
    }
  }
}
