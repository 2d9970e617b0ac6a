package io.streambook.orderservice.desk;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Orders and fills of one account. All orders that work are here; of those that have ended, and of
 * fills, the newest. Safe for use by many threads.
 */
public final class AccountOrders {
  private final Map<String, OrderView> byClientOrderId = new HashMap<>();
  private final Map<String, NavigableMap<Long, OrderView>> bySymbol = new HashMap<>();
  private final Map<String, NavigableMap<FillKey, Fill>> fills = new HashMap<>();
  private final Deque<OrderView> ended = new ArrayDeque<>();
  private final Deque<Fill> fillsByAge = new ArrayDeque<>();

  /** Both orders of a trade may be this account's. */
  private record FillKey(long tradeId, long venueOrderId) implements Comparable<FillKey> {
    static FillKey of(Fill fill) {
      return new FillKey(fill.tradeId(), fill.venueOrderId());
    }

    /** Before all fills of this trade. */
    static FillKey first(long tradeId) {
      return new FillKey(tradeId, 0);
    }

    @Override
    public int compareTo(FillKey other) {
      int byTrade = Long.compare(tradeId, other.tradeId);
      return byTrade != 0 ? byTrade : Long.compare(venueOrderId, other.venueOrderId);
    }
  }

  /**
   * Takes the next execution; those of a symbol come in the order of its log.
   *
   * @return the order after it, or null when it is about no order that is known
   */
  synchronized OrderView apply(Execution execution) {
    if (execution.venueOrderId() == 0) {
      return null;
    }
    NavigableMap<Long, OrderView> orders =
        bySymbol.computeIfAbsent(execution.symbol(), symbol -> new TreeMap<>());
    OrderView before = orders.get(execution.venueOrderId());
    if (execution.execType() == ExecType.TRADE_CANCEL) {
      return before; // The order stays as it is.
    }
    OrderView now = before == null ? OrderView.of(execution) : before.after(execution);
    orders.put(now.venueOrderId(), now);
    name(now.orderId(), now);
    name(now.clientOrderId(), now);
    if (execution.execType() == ExecType.TRADE) {
      add(Fill.of(execution));
    }
    if (!now.isOpen() && (before == null || before.isOpen())) {
      ended.add(now);
    }
    return now;
  }

  /** A refused repetition does not take the name of what it repeats. */
  private void name(String id, OrderView order) {
    OrderView named = byClientOrderId.get(id);
    if (named == null || named.isOrder(order) || order.status() != OrdStatus.REJECTED) {
      byClientOrderId.put(id, order);
    }
  }

  private void add(Fill fill) {
    fills.computeIfAbsent(fill.symbol(), symbol -> new TreeMap<>()).put(FillKey.of(fill), fill);
    fillsByAge.add(fill);
  }

  /** Forgets what ended first, until at most so many ended orders and fills are left. */
  synchronized int forget(int keep) {
    int forgotten = 0;
    for (; ended.size() > keep; forgotten++) {
      OrderView old = ended.remove();
      bySymbol.get(old.symbol()).remove(old.venueOrderId());
      unname(old.orderId(), old);
      unname(old.clientOrderId(), old);
    }
    for (; fillsByAge.size() > keep; forgotten++) {
      Fill old = fillsByAge.remove();
      fills.get(old.symbol()).remove(FillKey.of(old));
    }
    return forgotten;
  }

  private void unname(String id, OrderView order) {
    OrderView named = byClientOrderId.get(id);
    if (named != null && named.isOrder(order)) {
      byClientOrderId.remove(id);
    }
  }

  /** Ended orders and fills that are kept. */
  synchronized int kept() {
    return ended.size() + fillsByAge.size();
  }

  /** The order that its sender calls so, or called so when it was new. */
  public synchronized Optional<OrderView> find(String clientOrderId) {
    return Optional.ofNullable(byClientOrderId.get(clientOrderId));
  }

  public synchronized Optional<OrderView> find(String symbol, long venueOrderId) {
    NavigableMap<Long, OrderView> orders = bySymbol.get(symbol);
    return Optional.ofNullable(orders == null ? null : orders.get(venueOrderId));
  }

  /**
   * Orders that work, oldest first per symbol.
   *
   * @param symbol null for all
   */
  public synchronized List<OrderView> open(String symbol) {
    List<OrderView> open = new ArrayList<>();
    for (NavigableMap<Long, OrderView> orders : symbols(symbol)) {
      orders.values().stream().filter(OrderView::isOpen).forEach(open::add);
    }
    return open;
  }

  private Collection<NavigableMap<Long, OrderView>> symbols(String symbol) {
    if (symbol == null) {
      return bySymbol.values();
    }
    return bySymbol.containsKey(symbol) ? List.of(bySymbol.get(symbol)) : List.of();
  }

  /** Of the orders that have ended the newest, the last to end first. */
  public synchronized List<OrderView> newestEnded(int limit, Predicate<OrderView> of) {
    List<OrderView> newest = new ArrayList<>();
    for (Iterator<OrderView> each = ended.descendingIterator();
        each.hasNext() && newest.size() < limit; ) {
      OrderView order = each.next();
      if (of.test(order)) {
        newest.add(order);
      }
    }
    return newest;
  }

  /** The newest fills, newest first. */
  public synchronized List<Fill> newestFills(int limit) {
    List<Fill> newest = new ArrayList<>();
    for (Iterator<Fill> each = fillsByAge.descendingIterator();
        each.hasNext() && newest.size() < limit; ) {
      newest.add(each.next());
    }
    return newest;
  }

  /** Orders of a symbol from this number on, oldest first. */
  public synchronized List<OrderView> history(String symbol, long fromVenueOrderId) {
    NavigableMap<Long, OrderView> orders = bySymbol.get(symbol);
    return orders == null
        ? List.of()
        : List.copyOf(orders.tailMap(fromVenueOrderId, true).values());
  }

  /** Fills in a symbol from this trade on, oldest first. */
  public synchronized List<Fill> fills(String symbol, long fromTradeId) {
    NavigableMap<FillKey, Fill> known = fills.get(symbol);
    return known == null
        ? List.of()
        : List.copyOf(known.tailMap(FillKey.first(fromTradeId), true).values());
  }

  /** What a cancelled trade was to the side that this execution is told to. */
  public synchronized Optional<Fill> cancelled(Execution cancel) {
    NavigableMap<FillKey, Fill> known = fills.get(cancel.symbol());
    long tradeId = TradeIds.parse(cancel.correction().tradeId());
    return known == null
        ? Optional.empty()
        : known.subMap(FillKey.first(tradeId), FillKey.first(tradeId + 1)).values().stream()
            .filter(fill -> fill.side() == cancel.side())
            .findFirst();
  }
}
