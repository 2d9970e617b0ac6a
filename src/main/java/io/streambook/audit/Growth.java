package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Which orders and replaces of a symbol surely asked for more. Risk may not have heard yet that an
 * order became smaller, or that a replace was refused: so only what is above all that was ever
 * asked for an order grows.
 */
final class Growth {
  /** The most that was asked for an order. */
  private record Asked(long qty, BigInteger notional) {}

  private final LongSet ofQty = new LongOpenHashSet();
  private final LongSet ofNotional = new LongOpenHashSet();
  private final Map<String, Asked> orders = new HashMap<>();

  Growth(SymbolTape symbol) {
    for (Found<LogEntry> entry : symbol.log()) {
      if (entry.value() instanceof LogEntry.Order order && order.judged().verdict().accepted()) {
        switch (order.judged().order().action()) {
          case NEW, REPLACE -> add(order.sequence(), order.judged());
          default -> {}
        }
      }
    }
  }

  private void add(long sequence, Judged judged) {
    OrderCommand order = judged.order();
    boolean isNew = order.action() == Action.NEW;
    String id = order.account() + ' ' + (isNew ? order.orderId() : order.origOrderId());
    // An id may be used again once its order has ended.
    Asked before = isNew ? null : orders.get(id);
    Asked now = new Asked(order.qty(), Reserve.of(order.qty(), Reserve.price(judged)));
    if (before == null || now.qty > before.qty) {
      ofQty.add(sequence);
    }
    if (before == null || now.notional.compareTo(before.notional) > 0) {
      ofNotional.add(sequence);
    }
    orders.put(
        id,
        before == null
            ? now
            : new Asked(Math.max(before.qty, now.qty), before.notional.max(now.notional)));
  }

  /** Whether this entry of the log asks for a larger quantity. */
  boolean ofQty(long sequence) {
    return ofQty.contains(sequence);
  }

  /** Whether this entry of the log asks for more money. */
  boolean ofNotional(long sequence) {
    return ofNotional.contains(sequence);
  }
}
