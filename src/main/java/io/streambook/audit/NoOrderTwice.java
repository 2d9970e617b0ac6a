package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order, replace or adjustment that risk accepts takes its id. It comes free on the account's
 * second trading day after its order has ended, that of a replace with the order that it changes.
 * Those days count that a command or execution of the account has carried.
 *
 * <p>What happened first in different symbols is known by clocks only: what may have been lawful
 * passes. Ids that refused commands have taken are not looked at.
 */
final class NoOrderTwice implements Check {
  private static final int DAYS_REMEMBERED = 2;

  @Override
  public String rule() {
    return "no account had an order id accepted twice";
  }

  @Override
  public String subject() {
    return "accepted orders, replaces and adjustments";
  }

  private record Id(String account, String orderId) {}

  /**
   * An id was taken.
   *
   * @param order venueOrderId of the order that keeps it taken while it works; 0 for none
   */
  private record Use(String symbol, Found<LogEntry> entry, long order) {
    long sequence() {
      return entry.value().sequence();
    }

    /** Risk had judged it by then, in microseconds since 1970, by the clock of another. */
    long latest() {
      return entry.timestamp() * Tape.MICROS_PER_MILLI + Tape.CLOCKS_DIFFER_MICROS;
    }
  }

  /**
   * From when on an id was no longer in use.
   *
   * @param time the earliest, in microseconds since 1970
   */
  private record End(long sequence, long time, int tradingDay) {}

  @Override
  public void run(Tape tape, Finding finding) {
    Map<Id, List<Use>> uses = new LinkedHashMap<>();
    for (SymbolTape symbol : tape.symbols()) {
      addUses(symbol, uses, finding);
    }
    uses.values().removeIf(ofId -> ofId.size() == 1);
    if (!uses.isEmpty()) {
      Walk walk = new Walk(tape);
      uses.forEach((id, ofId) -> walk.check(id, ofId, finding));
    }
  }

  private static void addUses(SymbolTape symbol, Map<Id, List<Use>> uses, Finding finding) {
    Map<Id, Long> orders = new HashMap<>();
    for (Found<LogEntry> entry : symbol.log()) {
      if (!(entry.value() instanceof LogEntry.Order order)
          || !order.judged().verdict().accepted()) {
        continue;
      }
      OrderCommand command = order.judged().order();
      Id id = new Id(command.account(), command.orderId());
      if (command.action() == Action.NEW) {
        orders.put(id, order.sequence());
      }
      Long kept =
          switch (command.action()) {
            case NEW -> Long.valueOf(order.sequence());
            case REPLACE ->
                orders.getOrDefault(new Id(command.account(), command.origOrderId()), 0L);
            case ADJUST -> Long.valueOf(0);
            default -> null;
          };
      if (kept != null) {
        finding.checked();
        uses.computeIfAbsent(id, first -> new ArrayList<>(1))
            .add(new Use(symbol.symbol(), entry, kept));
      }
    }
  }

  /** What is needed only when an id was used more than once. */
  private static final class Walk {
    /** The last step of each order that has ended, by symbol and venueOrderId. */
    private final Map<String, Long2ObjectMap<Found<Execution>>> ends = new HashMap<>();

    /** When an account may have come to a trading day, in microseconds since 1970. */
    private final Map<String, TreeMap<Integer, Long>> days = new HashMap<>();

    Walk(Tape tape) {
      for (SymbolTape symbol : tape.symbols()) {
        Long2ObjectMap<Found<Execution>> ofSymbol = new Long2ObjectOpenHashMap<>();
        ends.put(symbol.symbol(), ofSymbol);
        for (Found<Execution> found : symbol.executions()) {
          Execution execution = found.value();
          carries(execution.account(), execution.tradingDay(), execution.time());
          if (execution.changesOrder() && execution.leavesQty() == 0) {
            ofSymbol.put(execution.venueOrderId(), found);
          }
        }
        for (Found<LogEntry> entry : symbol.log()) {
          if (entry.value() instanceof LogEntry.Order order) {
            carries(order.judged().order().account(), order.tradingDay(), order.judged().time());
          }
        }
      }
    }

    private void carries(String account, int tradingDay, long time) {
      days.computeIfAbsent(account, name -> new TreeMap<>()).merge(tradingDay, time, Math::min);
    }

    void check(Id id, List<Use> uses, Finding finding) {
      for (int i = 1; i < uses.size(); i++) {
        Use use = uses.get(i);
        uses.subList(0, i).stream()
            .filter(other -> !isFree(id, other, use) && !isFree(id, use, other))
            .findFirst()
            .ifPresent(
                other ->
                    finding.broken(
                        use.entry, id.orderId + " was accepted before: " + other.entry.where()));
      }
    }

    /** Whether the id may have been free again after the one use when the other took it. */
    private boolean isFree(Id id, Use one, Use other) {
      End end = end(one);
      if (end == null) {
        return false;
      }
      boolean before =
          one.symbol.equals(other.symbol)
              ? end.sequence < other.sequence()
              : end.time <= other.latest();
      return before
          && days.get(id.account).tailMap(end.tradingDay, false).values().stream()
                  .filter(since -> since <= other.latest())
                  .count()
              >= DAYS_REMEMBERED;
    }

    /** Null while the order works. */
    private End end(Use use) {
      long taken = ((LogEntry.Order) use.entry.value()).judged().time();
      End atOnce = new End(use.sequence(), taken, use.entry.value().tradingDay());
      if (use.order == 0) {
        return atOnce;
      }
      Found<Execution> last = ends.get(use.symbol).get(use.order);
      if (last == null) {
        return null;
      }
      Execution execution = last.value();
      return execution.sequence() < use.sequence()
          ? atOnce
          : new End(
              execution.sequence(),
              last.timestamp() * Tape.MICROS_PER_MILLI,
              execution.tradingDay());
    }
  }
}
