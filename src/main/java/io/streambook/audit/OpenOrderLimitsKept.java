package io.streambook.audit;

import io.streambook.book.Execution;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many orders of an account work at once, over all its symbols, in the order in which their
 * executions were published. Risk counts an order from before its first execution until after its
 * last one is published: so it never counts less.
 */
final class OpenOrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account had more orders working than its limit";
  }

  @Override
  public String subject() {
    return "orders that rested";
  }

  /** An order came to rest (+1), or came off (-1). */
  private record Change(Found<Execution> by, int orders) {}

  /** Within a millisecond the order across symbols is unknown: what came off counts first. */
  private static final Comparator<Change> AS_PUBLISHED =
      Comparator.<Change>comparingLong(change -> change.by.timestamp())
          .thenComparingInt(Change::orders);

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    Map<String, List<Change>> accounts = new HashMap<>();
    tape.symbols().forEach(symbol -> collect(symbol, accounts));
    for (Map.Entry<String, List<Change>> account : accounts.entrySet()) {
      check(account.getKey(), account.getValue(), limits, finding);
    }
    limits.remark(finding);
  }

  private static void collect(SymbolTape symbol, Map<String, List<Change>> accounts) {
    LongSet resting = new LongOpenHashSet();
    List<Found<Execution>> executions = symbol.executions();
    Map<Long, Found<Execution>> touched = new HashMap<>();
    for (int i = 0; i < executions.size(); i++) {
      Execution execution = executions.get(i).value();
      if (execution.changesOrder()) {
        touched.put(execution.venueOrderId(), executions.get(i));
      }
      boolean endOfEntry =
          i + 1 == executions.size()
              || executions.get(i + 1).value().sequence() != execution.sequence();
      if (endOfEntry) {
        touched.forEach((id, last) -> change(id, last, resting, accounts));
        touched.clear();
      }
    }
  }

  private static void change(
      long id, Found<Execution> last, LongSet resting, Map<String, List<Change>> accounts) {
    boolean rests = last.value().leavesQty() > 0;
    boolean changed = rests ? resting.add(id) : resting.remove(id);
    if (changed) {
      accounts
          .computeIfAbsent(last.value().account(), account -> new ArrayList<>())
          .add(new Change(last, rests ? 1 : -1));
    }
  }

  private static void check(
      String account, List<Change> changes, LoosestLimits all, Finding finding) {
    changes.sort(AS_PUBLISHED);
    int working = 0;
    for (Change change : changes) {
      working += change.orders;
      if (change.orders > 0) {
        finding.checked();
        LoosestLimits.Limits limits = all.at(account, change.by.value().time());
        if (limits != null && working > limits.maxOpenOrders()) {
          finding.broken(
              change.by,
              String.format(
                  "%d orders of %s work, its limit is %d",
                  working, account, limits.maxOpenOrders()));
        }
      }
    }
  }
}
