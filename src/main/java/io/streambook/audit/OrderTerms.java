package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.List;

/**
 * Quantity and limit of a symbol's accepted orders as of a place in the log: from the log what was
 * asked for, from the executions only that it was granted.
 */
final class OrderTerms {
  /**
   * What an order may do.
   *
   * @param limit worst price; for a market order its protection limit
   * @param market whether the limit is a protection limit
   */
  record Terms(String account, String orderId, Side side, long qty, long limit, boolean market) {

    /** Whether the order may trade at this price. */
    boolean allows(long price) {
      return side == Side.BUY ? price <= limit : price >= limit;
    }
  }

  private final Long2ObjectMap<LogEntry.Order> asked = new Long2ObjectOpenHashMap<>();
  private final Long2ObjectMap<Terms> granted = new Long2ObjectOpenHashMap<>();
  private final List<Found<Execution>> executions;
  private int next;

  OrderTerms(SymbolTape symbol) {
    executions = symbol.executions();
    for (Found<LogEntry> entry : symbol.log()) {
      if (entry.value() instanceof LogEntry.Order order && order.judged().verdict().accepted()) {
        asked.put(order.sequence(), order);
      }
    }
  }

  /** Takes in all executions of log entries up to this one. */
  void advanceTo(long sequence) {
    while (next < executions.size() && executions.get(next).value().sequence() <= sequence) {
      Execution execution = executions.get(next++).value();
      if (execution.execType() == ExecType.RESTATED) {
        granted.computeIfPresent(
            execution.venueOrderId(), (id, terms) -> restated(terms, execution));
      }
      LogEntry.Order order = asked.get(execution.sequence());
      if (order == null) {
        continue;
      }
      if (execution.execType() == ExecType.NEW) {
        granted.put(order.sequence(), terms(order));
      } else if (execution.execType() == ExecType.REPLACED) {
        granted.computeIfPresent(execution.venueOrderId(), (id, terms) -> replaced(terms, order));
      }
    }
  }

  /** Whether this entry of the log is an accepted order, and not the venue's own. */
  boolean isOfAnOrder(long sequence) {
    return asked.containsKey(sequence);
  }

  /** The order with this FIX OrderID, or null when none was accepted. */
  Terms get(long venueOrderId) {
    return granted.get(venueOrderId);
  }

  private static Terms terms(LogEntry.Order entry) {
    return new Terms(
        entry.judged().order().account(),
        entry.judged().order().orderId(),
        entry.judged().order().side(),
        entry.judged().order().qty(),
        limit(entry),
        isMarket(entry));
  }

  private static boolean isMarket(LogEntry.Order entry) {
    OrderType type = entry.judged().order().orderType();
    return type == OrderType.MARKET || type == OrderType.STOP;
  }

  private static long limit(LogEntry.Order entry) {
    return isMarket(entry) ? entry.judged().protectionLimit() : entry.judged().order().price();
  }

  /** Another quantity, or the edge of the band as the limit. */
  private static Terms restated(Terms terms, Execution execution) {
    return new Terms(
        terms.account(),
        terms.orderId(),
        terms.side(),
        execution.qty(),
        terms.market() ? terms.limit() : execution.price(),
        terms.market());
  }

  private static Terms replaced(Terms terms, LogEntry.Order by) {
    return new Terms(
        terms.account(),
        terms.orderId(),
        terms.side(),
        by.judged().order().qty(),
        limit(by),
        terms.market());
  }
}
