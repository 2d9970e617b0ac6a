package io.streambook.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The working orders of one symbol, wherever they are: in the queues of the book or waiting for
 * their stop price. Knows which of them have changed since they were saved.
 */
final class WorkingOrders {
  final OrderBook book = new OrderBook();
  final StopOrders stops = new StopOrders();
  final Auction auction = new Auction(book);
  private final LiveOrders live = new LiveOrders();
  private final SharedTerms terms = new SharedTerms();
  private final UnsavedOrders unsaved = new UnsavedOrders();

  /** Rises with each place that is given. */
  private long lastPriority;

  /** All of them as they were saved, in any order. */
  void restore(List<WorkingOrder> rows) {
    List<WorkingOrder> byPriority = new ArrayList<>(rows);
    byPriority.sort(Comparator.comparingLong(WorkingOrder::priority));
    for (WorkingOrder row : byPriority) {
      BookOrder order = blank(row);
      put(order);
      live.add(order);
      lastPriority = Math.max(lastPriority, order.priority);
    }
  }

  /** An order from the pool that is as the row says, and is nowhere yet. */
  BookOrder blank(WorkingOrder row) {
    BookOrder order = book.blank();
    order.set(
        row,
        terms.of(row.side(), row.orderType(), row.timeInForce(), row.conditions(), row.currency()));
    return order;
  }

  /** An order from the pool that says what the command says, and is nowhere yet. */
  BookOrder blank(Judged judged) {
    OrderCommand command = judged.order();
    BookOrder order = book.blank();
    order.set(
        command,
        terms.of(
            command.side(),
            command.orderType(),
            command.timeInForce(),
            command.conditions(),
            judged.currency()));
    return order;
  }

  /** Gives an order other conditions. */
  void say(BookOrder order, TimeInForce timeInForce, Conditions conditions) {
    OrderTerms now = order.terms;
    if (!now.say(now.side, now.orderType, timeInForce, conditions, now.currency)) {
      order.terms = terms.of(now.side, now.orderType, timeInForce, conditions, now.currency);
    }
  }

  /** Whether one of the same account and orderId works. */
  boolean hasAnother(BookOrder order) {
    return live.hasAnother(order);
  }

  /** Null when no such order works. */
  BookOrder find(String account, String orderId) {
    return live.find(account, orderId);
  }

  /** Oldest first. Scans all orders: for what is rare. */
  List<BookOrder> all(Predicate<BookOrder> which) {
    return live.all(which);
  }

  int size() {
    return live.size();
  }

  /** Whether it has had a place here, or was promised one. */
  static boolean isLive(BookOrder order) {
    return order.priority > 0;
  }

  /** Gives the order the last place there is, without putting it there. */
  void giveLastPlace(BookOrder order) {
    if (!isLive(order)) {
      live.add(order);
    }
    order.priority = ++lastPriority;
  }

  /** Puts the order where it works: into the book, or among the stops that wait. */
  void add(BookOrder order) {
    giveLastPlace(order);
    put(order);
    unsaved.add(order);
  }

  private void put(BookOrder order) {
    if (order.waits()) {
      stops.add(order);
    } else if (Auction.has(order)) {
      auction.add(order);
    } else {
      book.add(order);
    }
  }

  /** Takes an order out of its place; it is live all the same. */
  void takeOut(BookOrder order) {
    if (order.waits()) {
      stops.remove(order);
    } else if (Auction.has(order)) {
      auction.remove(order);
    } else {
      book.remove(order);
    }
  }

  /**
   * Gives an order a smaller total, and leaves it in its place; it hides less before it shows less.
   */
  void reduce(BookOrder order, long qty) {
    long less = order.qty - qty;
    long unhidden = Math.min(less, order.hiddenQty());
    order.level.qty -= less;
    order.level.hiddenQty -= unhidden;
    order.hide(order.hiddenQty() - unhidden);
    order.qty = qty;
    unsaved.add(order);
  }

  /** Gives a resting order less to show, and leaves it in its place. */
  void showAtMost(BookOrder order, long displayQty) {
    long more = displayQty == 0 ? 0 : Math.max(0, order.shownQty() - displayQty);
    order.hide(order.hiddenQty() + more);
    order.level.hiddenQty += more;
    unsaved.add(order);
  }

  /** Fills a resting order; one that is filled ends, an iceberg may go to the back of its queue. */
  void fill(BookOrder order, long qty) {
    if (book.fill(order, qty)) {
      order.priority = ++lastPriority;
      book.refresh(order);
    }
    if (order.leavesQty() > 0) {
      unsaved.add(order);
    }
  }

  /**
   * Fills an order of an auction, hidden quantity included; one that is filled leaves its queue. An
   * iceberg that has traded all that it showed goes to the back of its queue.
   */
  void fillInAuction(BookOrder order, long qty) {
    if (qty == order.leavesQty()) {
      takeOut(order);
      order.cumQty += qty;
      return;
    }
    long unhidden = Math.min(order.hiddenQty(), Math.max(0, qty - order.shownQty()));
    boolean refreshes = order.hiddenQty() > 0 && qty >= order.shownQty();
    order.level.qty -= qty;
    order.cumQty += qty;
    order.hide(order.hiddenQty() - unhidden);
    order.level.hiddenQty -= unhidden;
    if (refreshes) {
      order.priority = ++lastPriority;
      book.refresh(order);
    }
    unsaved.add(order);
  }

  /** An elected stop waits again. */
  void putBack(BookOrder stop) {
    stops.add(stop);
    unsaved.add(stop);
  }

  /** Forgets an order that is in no queue any more. */
  void end(BookOrder order) {
    if (isLive(order)) {
      live.remove(order);
    }
    if (order.saved) {
      unsaved.add(order);
    } else {
      // It came and went between two saves: the state outside never hears of it.
      unsaved.remove(order);
      book.release(order);
    }
  }

  /** How many have come, changed or ended since they were saved. */
  int unsaved() {
    return unsaved.size();
  }

  /** Hands out the rows of up to so many orders that are not saved, longest waiting first. */
  void saveChanges(Matching.Sink sink, int max) throws Exception {
    for (int left = Math.min(max, unsaved.size()); left > 0; left--) {
      BookOrder order = unsaved.first();
      unsaved.remove(order);
      if (order.level == null) {
        sink.remove(order.venueOrderId);
        book.release(order);
      } else {
        sink.put(order.row());
        order.saved = true;
      }
    }
  }
}
