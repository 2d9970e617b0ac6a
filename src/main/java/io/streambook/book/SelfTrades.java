package io.streambook.book;

/** What happens instead of a trade between two orders of one owner: the taker's mode decides. */
final class SelfTrades {
  private final WorkingOrders orders;
  private final Reports reports;

  SelfTrades(WorkingOrders orders, Reports reports) {
    this.orders = orders;
    this.reports = reports;
  }

  /** Whether the order minds trading with its owner. */
  static boolean prevents(BookOrder taker) {
    return taker.conditions().selfTradePrevention() != SelfTradePrevention.NONE;
  }

  /** Whether they are of one account, or of one firm and the same group. */
  static boolean sameOwner(BookOrder a, BookOrder b) {
    if (a.account.equals(b.account)) {
      return true;
    }
    String group = a.conditions().selfTradeGroup();
    return !group.isEmpty()
        && group.equals(b.conditions().selfTradeGroup())
        && sameFirm(a.account, b.account);
  }

  /** The firm is what stands before the first slash, or the whole account. */
  private static boolean sameFirm(String a, String b) {
    int length = firmLength(a);
    return length == firmLength(b) && a.regionMatches(0, b, 0, length);
  }

  private static int firmLength(String account) {
    int slash = account.indexOf('/');
    return slash < 0 ? account.length() : slash;
  }

  /**
   * What the order can trade of a price, hidden quantity included. A mode that takes the order
   * itself off lets it trade only with those in front of the first of its owner, as far as they
   * show: what they hide comes after that one.
   */
  static long tradable(Level level, BookOrder taker) {
    boolean skips = skips(taker);
    boolean stops = !skips && stopsAt(level, taker);
    long qty = 0;
    for (BookOrder maker = level.first; maker != null; maker = maker.next) {
      if (!sameOwner(maker, taker)) {
        qty += stops ? maker.shownQty() : maker.leavesQty();
      } else if (!skips) {
        return qty;
      }
    }
    return qty;
  }

  /** Whether the order can't go beyond this price, since one of its owner stands there. */
  static boolean stopsAt(Level level, BookOrder taker) {
    if (skips(taker)) {
      return false;
    }
    for (BookOrder maker = level.first; maker != null; maker = maker.next) {
      if (sameOwner(maker, taker)) {
        return true;
      }
    }
    return false;
  }

  private static boolean skips(BookOrder taker) {
    return taker.conditions().selfTradePrevention() == SelfTradePrevention.CANCEL_OLDEST;
  }

  /**
   * Two orders of one owner have met.
   *
   * @return whether the taker goes on
   */
  boolean prevent(BookOrder maker, BookOrder taker) {
    Verdict makersWhy = Verdict.reject(Reason.SELF_TRADE, "orderId=" + taker.orderId());
    Verdict takersWhy = Verdict.reject(Reason.SELF_TRADE, "orderId=" + maker.orderId());
    return switch (taker.conditions().selfTradePrevention()) {
      case CANCEL_OLDEST -> {
        cancel(maker, makersWhy);
        yield true;
      }
      case CANCEL_BOTH -> {
        cancel(maker, makersWhy);
        reports.off(taker, takersWhy);
        yield false;
      }
      case DECREMENT -> decrement(maker, taker, makersWhy, takersWhy);
      case CANCEL_NEWEST, NONE, UNKNOWN -> {
        reports.off(taker, takersWhy);
        yield false;
      }
    };
  }

  private boolean decrement(
      BookOrder maker, BookOrder taker, Verdict makersWhy, Verdict takersWhy) {
    long left = taker.leavesQty();
    long qty = Math.min(left, maker.leavesQty());
    if (qty == maker.leavesQty()) {
      cancel(maker, makersWhy);
    } else {
      orders.reduce(maker, maker.qty - qty);
      reports.restated(maker, makersWhy);
    }
    if (qty == left) {
      reports.off(taker, takersWhy);
      return false;
    }
    taker.qty -= qty;
    reports.restated(taker, takersWhy);
    return true;
  }

  private void cancel(BookOrder maker, Verdict why) {
    reports.cancelled(maker, why);
    orders.takeOut(maker);
    orders.end(maker);
  }
}
