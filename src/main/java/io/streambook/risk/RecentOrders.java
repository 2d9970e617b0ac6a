package io.streambook.risk;

import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * New orders of an account that were accepted lately, by what they ask for. It is not stored: after
 * a restart it begins with those of the log's tail.
 */
final class RecentOrders {
  /** More than these, and the oldest is forgotten. */
  static final int MAX = 10_000;

  private record Content(
      String symbol, Side side, OrderType type, long qty, long price, long stopPx) {
    static Content of(OrderCommand order) {
      return new Content(
          order.symbol(),
          order.side(),
          order.orderType(),
          order.qty(),
          order.price(),
          order.conditions().stopPx());
    }
  }

  /**
   * The last one of its content.
   *
   * @param time when it was judged, in microseconds since 1970
   */
  record Order(String orderId, long time) {}

  private final Map<Content, Order> orders = new LinkedHashMap<>();

  /** The last one that asked for the same, or null. */
  Order find(Judged judged) {
    return orders.get(Content.of(judged.order()));
  }

  /**
   * Remembers an order and forgets those that are older than this.
   *
   * @param millis how long they matter
   */
  void add(Judged judged, long millis) {
    Content content = Content.of(judged.order());
    orders.remove(content);
    orders.put(content, new Order(judged.order().orderId(), judged.time()));
    for (Iterator<Order> eldest = orders.values().iterator(); eldest.hasNext(); ) {
      boolean old = judged.time() - eldest.next().time() >= millis * 1000;
      if (!old && orders.size() <= MAX) {
        return;
      }
      eldest.remove();
    }
  }
}
