package io.streambook.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The specification of {@link Matching} as a second, shortest possible book: a sorted list per
 * side. It shares nothing with the fast one but the value types, and is the oracle of tests and
 * audit.
 */
public final class NaiveBook {
  private static final class Order {
    final OrderCommand sent;
    final String currency;
    final long venueOrderId;
    long qty;
    long price;
    long cum;

    Order(Judged judged, long venueOrderId) {
      this.sent = judged.order();
      this.currency = judged.currency();
      this.venueOrderId = venueOrderId;
      this.qty = sent.qty();
      this.price = sent.price();
    }

    boolean buys() {
      return sent.side() == Side.BUY;
    }

    long leaves() {
      return qty - cum;
    }

    OrdStatus status() {
      return cum == 0
          ? OrdStatus.NEW
          : leaves() > 0 ? OrdStatus.PARTIALLY_FILLED : OrdStatus.FILLED;
    }

    /** Whether its limit lets it trade at a maker's price. */
    boolean reaches(long limit, long price) {
      return buys() ? price <= limit : price >= limit;
    }

    boolean beats(Order sameSide) {
      return buys() ? price > sameSide.price : price < sameSide.price;
    }
  }

  /** Both best price first, then in the order of arrival at the price. */
  private final List<Order> bids = new ArrayList<>();

  private final List<Order> asks = new ArrayList<>();
  private int day;
  private LogEntry entry;
  private MatchListener out;
  private int executions;
  private int trades;

  /** Applies the next entry of one symbol's log. */
  public void apply(LogEntry next, MatchListener listener) {
    entry = next;
    out = listener;
    executions = 0;
    trades = 0;
    if (next.tradingDay() > day) {
      day = next.tradingDay();
      takeOff(
          order -> order.sent.timeInForce() == TimeInForce.DAY,
          ExecType.EXPIRED,
          OrdStatus.EXPIRED,
          Verdict.ACCEPTED);
    }
    if (next instanceof LogEntry.Order order) {
      apply(order.judged(), order.judged().order());
    } else if (next instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.KillCancel kill) {
      takeOff(
          order -> order.sent.account().equals(kill.account()),
          ExecType.CANCELED,
          OrdStatus.CANCELED,
          Verdict.reject(Reason.KILL_SWITCH, "account=" + kill.account()));
    }
  }

  private void apply(Judged judged, OrderCommand sent) {
    if (sent.action() == Action.NEW || sent.action() == Action.UNKNOWN) {
      enter(judged, new Order(judged, entry.sequence()));
      return;
    }
    Order target = find(sent.account(), sent.origOrderId());
    Verdict verdict = judged.verdict().accepted() ? mayChange(target, sent) : judged.verdict();
    if (!verdict.accepted()) {
      OrdStatus status = target == null ? OrdStatus.REJECTED : target.status();
      Order about = target == null ? new Order(judged, 0) : target;
      tell(about, judged, true, ExecType.CANCEL_REJECT, status, null, verdict);
    } else if (sent.action() == Action.CANCEL || sent.qty() <= target.cum) {
      own(target).remove(target);
      tell(target, judged, true, ExecType.CANCELED, OrdStatus.CANCELED, null, Verdict.ACCEPTED);
    } else {
      replace(judged, target);
    }
  }

  private void enter(Judged judged, Order order) {
    Verdict verdict = judged.verdict().accepted() ? mayEnter(judged) : judged.verdict();
    if (!verdict.accepted()) {
      tell(order, judged, true, ExecType.REJECTED, OrdStatus.REJECTED, null, verdict);
      return;
    }
    tell(order, judged, true, ExecType.NEW, OrdStatus.NEW, null, Verdict.ACCEPTED);
    if (order.sent.timeInForce() != TimeInForce.FOK || canFill(order, limit(judged))) {
      match(judged, order, limit(judged));
    }
    if (order.leaves() > 0 && mayRest(order.sent)) {
      rest(order);
    } else if (order.leaves() > 0) {
      String left = "leavesQty=" + Decimal8.format(order.leaves());
      Verdict why = Verdict.reject(Reason.UNFILLED, left);
      tell(order, judged, false, ExecType.CANCELED, OrdStatus.CANCELED, null, why);
    }
  }

  private void replace(Judged judged, Order order) {
    OrderCommand to = judged.order();
    boolean keepsPriority = to.price() == order.price && to.qty() <= order.qty;
    order.qty = to.qty();
    order.price = to.price();
    tell(order, judged, true, ExecType.REPLACED, order.status(), null, Verdict.ACCEPTED);
    if (!keepsPriority) {
      own(order).remove(order);
      match(judged, order, order.price);
      if (order.leaves() > 0) {
        rest(order);
      }
    }
  }

  private void match(Judged judged, Order taker, long limit) {
    List<Order> makers = other(taker);
    while (taker.leaves() > 0 && !makers.isEmpty() && taker.reaches(limit, makers.get(0).price)) {
      Order maker = makers.get(0);
      long qty = Math.min(maker.leaves(), taker.leaves());
      maker.cum += qty;
      taker.cum += qty;
      Trade trade = trade(maker, taker, qty);
      out.onTrade(trade);
      tell(maker, null, false, ExecType.TRADE, maker.status(), trade, Verdict.ACCEPTED);
      tell(taker, judged, false, ExecType.TRADE, taker.status(), trade, Verdict.ACCEPTED);
      if (maker.leaves() == 0) {
        makers.remove(0);
      }
    }
  }

  private Trade trade(Order maker, Order taker, long qty) {
    Order buyer = taker.buys() ? taker : maker;
    Order seller = taker.buys() ? maker : taker;
    return new Trade(
        entry.symbol(),
        entry.sequence(),
        trades++,
        buyer.sent.orderId(),
        seller.sent.orderId(),
        buyer.sent.account(),
        seller.sent.account(),
        buyer.venueOrderId,
        seller.venueOrderId,
        qty,
        maker.price,
        taker.sent.side(),
        entry.tradingDay(),
        entry.time());
  }

  /** Behind all that are better, and all of the same price. */
  private void rest(Order order) {
    List<Order> queue = own(order);
    int place = 0;
    while (place < queue.size() && !order.beats(queue.get(place))) {
      place++;
    }
    queue.add(place, order);
  }

  private void takeOff(Predicate<Order> which, ExecType type, OrdStatus status, Verdict why) {
    Stream.concat(bids.stream(), asks.stream())
        .filter(which)
        .sorted(Comparator.comparingLong(order -> order.venueOrderId))
        .forEach(order -> tell(order, null, false, type, status, null, why));
    bids.removeIf(which);
    asks.removeIf(which);
  }

  private boolean canFill(Order taker, long limit) {
    long missing = taker.qty;
    for (Order maker : other(taker)) {
      if (missing <= 0 || !taker.reaches(limit, maker.price)) {
        break;
      }
      missing -= maker.leaves();
    }
    return missing <= 0;
  }

  private static long limit(Judged judged) {
    boolean market = judged.order().orderType() == OrderType.MARKET;
    return market ? judged.protectionLimit() : judged.order().price();
  }

  private static boolean mayRest(OrderCommand sent) {
    return sent.orderType() == OrderType.LIMIT
        && (sent.timeInForce() == TimeInForce.DAY || sent.timeInForce() == TimeInForce.GTC);
  }

  private Verdict mayEnter(Judged judged) {
    OrderCommand sent = judged.order();
    if (sent.action() == Action.UNKNOWN
        || sent.side() == Side.UNKNOWN
        || sent.orderType() == OrderType.UNKNOWN
        || sent.timeInForce() == TimeInForce.UNKNOWN) {
      return Verdict.reject(Reason.UNSUPPORTED, "unknown enum value");
    }
    if (sent.qty() <= 0) {
      return Verdict.reject(Reason.INVALID_QTY, "qty=" + Decimal8.format(sent.qty()));
    }
    if (limit(judged) == Decimal8.NONE) {
      return sent.orderType() == OrderType.MARKET
          ? Verdict.reject(Reason.NO_REFERENCE_PRICE, "protectionLimit=none")
          : Verdict.reject(Reason.INVALID_PRICE, "price=none");
    }
    if (find(sent.account(), sent.orderId()) != null) {
      return Verdict.reject(Reason.DUPLICATE_ORDER, "orderId=" + sent.orderId());
    }
    return mayRest(sent) ? inRange(null, sent, sent.qty()) : Verdict.ACCEPTED;
  }

  private Verdict mayChange(Order target, OrderCommand sent) {
    if (target == null) {
      return Verdict.reject(Reason.UNKNOWN_ORDER, "origOrderId=" + sent.origOrderId());
    }
    if (sent.action() == Action.CANCEL) {
      return Verdict.ACCEPTED;
    }
    if (sent.side() != target.sent.side()) {
      String sides = "side=" + sent.side() + ", order=" + target.sent.side();
      return Verdict.reject(Reason.UNSUPPORTED, sides);
    }
    if (sent.orderType() != OrderType.LIMIT) {
      String types = "orderType=" + sent.orderType() + ", order=LIMIT";
      return Verdict.reject(Reason.UNSUPPORTED, types);
    }
    if (sent.price() == Decimal8.NONE) {
      return Verdict.reject(Reason.INVALID_PRICE, "price=none");
    }
    return inRange(target, sent, sent.qty() - target.cum);
  }

  /** What rests at one price must stay a number that the contracts can carry. */
  private Verdict inRange(Order replaced, OrderCommand sent, long leaves) {
    long others =
        (sent.side() == Side.BUY ? bids : asks)
            .stream()
                .filter(order -> order != replaced && order.price == sent.price())
                .mapToLong(Order::leaves)
                .sum();
    if (leaves <= Decimal8.MAX - others) {
      return Verdict.ACCEPTED;
    }
    String sum =
        "leavesQty=" + Decimal8.format(leaves) + ", price=" + Decimal8.format(sent.price());
    return Verdict.reject(Reason.OVERFLOW, sum);
  }

  private Order find(String account, String orderId) {
    return Stream.concat(bids.stream(), asks.stream())
        .filter(o -> o.sent.account().equals(account) && o.sent.orderId().equals(orderId))
        .findAny()
        .orElse(null);
  }

  private List<Order> own(Order order) {
    return order.buys() ? bids : asks;
  }

  private List<Order> other(Order order) {
    return order.buys() ? asks : bids;
  }

  /**
   * @param by the command of this order's account that caused it, or null
   * @param answer whether it is the answer to that command
   */
  private void tell(
      Order order,
      Judged by,
      boolean answer,
      ExecType type,
      OrdStatus status,
      Trade trade,
      Verdict why) {
    boolean unknown = type == ExecType.CANCEL_REJECT && order.venueOrderId == 0;
    boolean works = status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
    out.onExecution(
        new Execution(
            entry.symbol(),
            entry.sequence(),
            executions++,
            answer ? entry.partition() : -1,
            answer ? entry.offset() : -1,
            order.venueOrderId,
            unknown ? order.sent.origOrderId() : order.sent.orderId(),
            by == null ? "" : by.order().orderId(),
            order.sent.account(),
            order.sent.side(),
            order.sent.orderType(),
            order.sent.timeInForce(),
            order.qty,
            order.price,
            type,
            status,
            trade == null ? 0 : trade.qty(),
            trade == null ? Decimal8.NONE : trade.price(),
            order.cum,
            works ? order.leaves() : 0,
            trade == null ? -1 : trade.index(),
            why.reason(),
            why.text(),
            by == null ? Decimal8.NONE : by.reference(),
            order.currency,
            entry.tradingDay(),
            entry.time()));
  }
}
