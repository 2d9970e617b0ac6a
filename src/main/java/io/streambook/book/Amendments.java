package io.streambook.book;

/**
 * Replaces, by CME's list: another limit or stop price, more quantity or more of it shown goes to
 * the back of the queue; less of them and all else keeps its place.
 */
final class Amendments {
  private final WorkingOrders orders;
  private final ContinuousTrading trading;
  private final Reports reports;

  Amendments(WorkingOrders orders, ContinuousTrading trading, Reports reports) {
    this.orders = orders;
    this.trading = trading;
    this.reports = reports;
  }

  static boolean keepsPriority(OrderCommand to, BookOrder target) {
    Conditions now = target.conditions();
    return (target.orderType() == OrderType.STOP || to.price() == target.price)
        && to.qty() <= target.qty
        && to.conditions().stopPx() == now.stopPx()
        && shown(to.conditions()) <= shown(now);
  }

  private static long shown(Conditions conditions) {
    return conditions.displayQty() == 0 ? Long.MAX_VALUE : conditions.displayQty();
  }

  /**
   * Gives the order what the command says.
   *
   * @param restates whether the command says all of the order, its time in force too
   */
  void apply(Judged judged, BookOrder order, boolean restates) {
    OrderCommand to = judged.order();
    boolean keeps = keepsPriority(to, order);
    if (keeps) {
      orders.reduce(order, to.qty());
    } else {
      orders.takeOut(order);
      order.qty = to.qty();
      order.hide(0);
    }
    order.price = BookChecks.limit(judged);
    orders.say(order, restates ? to.timeInForce() : order.timeInForce(), to.conditions());
    if (keeps) {
      if (!order.waits()) {
        orders.showAtMost(order, order.conditions().displayQty());
      }
      reports.answer(order, ExecType.REPLACED, order.status());
    } else {
      reports.answer(order, ExecType.REPLACED, order.status());
      comeAgain(order);
    }
  }

  private void comeAgain(BookOrder order) {
    if (order.waits()) {
      trading.await(order);
    } else {
      trading.takeIn(order, order.price);
    }
  }
}
