package io.streambook.audit;

import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the working orders of accounts or firms change over all symbols, in the order in which their
 * executions were published. Risk counts an order from before its first execution until after its
 * last one is published: so it never counts less.
 */
final class WorkingOrders {
  /**
   * What an entry of the log changed.
   *
   * @param orders 1 for an order that came to rest, −1 for one that came off, else 0
   * @param reserved what risk must have reserved for it, more or less than before, in 10⁻⁸
   */
  record Change(Found<Execution> by, int orders, BigInteger reserved) {}

  /** Within a millisecond the order across symbols is unknown: what came off counts first. */
  private static final Comparator<Change> AS_PUBLISHED =
      Comparator.<Change>comparingLong(change -> change.by.timestamp())
          .thenComparingInt(Change::orders)
          .thenComparing(Change::reserved);

  private final List<Change> changes = new ArrayList<>();

  WorkingOrders(Tape tape) {
    tape.symbols().forEach(symbol -> new Walk(symbol).run());
    changes.sort(AS_PUBLISHED);
  }

  /** Of each account or firm, as published. */
  Map<String, List<Change>> by(Scope scope) {
    return changes.stream()
        .collect(Collectors.groupingBy(change -> scope.of(change.by.value().account())));
  }

  /** How many orders came to rest. */
  long rested() {
    return changes.stream().filter(change -> change.orders > 0).count();
  }

  /** Through one symbol. */
  private final class Walk {
    private final SymbolTape symbol;
    private final Map<Long, Judged> judged = new HashMap<>();

    /** Reserved per unit, by order. */
    private final Map<Long, Long> prices = new HashMap<>();

    /** By order that rests. */
    private final Map<Long, BigInteger> reserved = new HashMap<>();

    Walk(SymbolTape symbol) {
      this.symbol = symbol;
    }

    void run() {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          judged.put(order.sequence(), order.judged());
        }
      }
      List<Found<Execution>> executions = symbol.executions();
      Long2ObjectMap<Found<Execution>> touched = new Long2ObjectOpenHashMap<>();
      for (int i = 0; i < executions.size(); i++) {
        Execution execution = executions.get(i).value();
        if (execution.changesOrder()) {
          value(execution);
          touched.put(execution.venueOrderId(), executions.get(i));
        }
        boolean endOfEntry =
            i + 1 == executions.size()
                || executions.get(i + 1).value().sequence() != execution.sequence();
        if (endOfEntry) {
          touched.forEach(this::change);
          touched.clear();
        }
      }
    }

    private void value(Execution execution) {
      switch (execution.execType()) {
        case NEW, REPLACED -> {
          Judged terms = judged.get(execution.sequence());
          if (terms != null) {
            prices.put(execution.venueOrderId(), Reserve.price(terms));
          }
        }
        default -> {}
      }
    }

    private void change(Long id, Found<Execution> last) {
      long leaves = last.value().leavesQty();
      BigInteger now = leaves > 0 ? Reserve.of(leaves, prices.getOrDefault(id, 0L)) : null;
      BigInteger before = now == null ? reserved.remove(id) : reserved.put(id, now);
      if (now != null || before != null) {
        int orders = before == null ? 1 : now == null ? -1 : 0;
        changes.add(new Change(last, orders, money(now).subtract(money(before))));
      }
    }

    private static BigInteger money(BigInteger ofOrder) {
      return ofOrder == null ? BigInteger.ZERO : ofOrder;
    }
  }
}
