package io.streambook.book;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The specification of {@link Matching} as a second, shortest possible book: a sorted list per
 * side, and one of the stops that wait. It shares nothing with the fast one but the value types,
 * and is the oracle of tests and audit. Its rules are those of {@code RULES.md}.
 */
public final class NaiveBook {
  private static final class Order {
    final OrderCommand sent;
    final String currency;
    final long venueOrderId;
    Conditions conditions;
    TimeInForce tif;
    long qty;
    long price;
    long limit;
    long cum;
    long shown;
    long arrival;
    boolean triggered;

    Order(Judged judged, long venueOrderId) {
      this.sent = judged.order();
      this.currency = judged.currency();
      this.venueOrderId = venueOrderId;
      this.conditions = sent.conditions();
      this.tif = sent.timeInForce();
      this.qty = sent.qty();
      this.price = sent.orderType() == OrderType.STOP ? Decimal8.NONE : sent.price();
      this.limit = limit(judged);
    }

    Order(Order other) {
      this.sent = other.sent;
      this.currency = other.currency;
      this.venueOrderId = other.venueOrderId;
      this.conditions = other.conditions;
      this.tif = other.tif;
      this.qty = other.qty;
      this.price = other.price;
      this.limit = other.limit;
      this.cum = other.cum;
      this.shown = other.shown;
      this.arrival = other.arrival;
      this.triggered = other.triggered;
    }

    boolean buys() {
      return sent.side() == Side.BUY;
    }

    long leaves() {
      return qty - cum;
    }

    boolean waits() {
      return !triggered
          && (sent.orderType() == OrderType.STOP || sent.orderType() == OrderType.STOP_LIMIT);
    }

    boolean mayRest() {
      return (sent.orderType() == OrderType.LIMIT || sent.orderType() == OrderType.STOP_LIMIT)
          && (tif == TimeInForce.DAY || tif == TimeInForce.GTC || tif == TimeInForce.GTD);
    }

    boolean isMarket() {
      return sent.orderType() == OrderType.MARKET;
    }

    boolean isAtClose() {
      return tif == TimeInForce.AT_THE_CLOSE;
    }

    boolean isForAuctionOnly() {
      return isMarket() || tif == TimeInForce.AT_THE_OPEN || isAtClose();
    }

    OrdStatus status() {
      return cum == 0
          ? OrdStatus.NEW
          : leaves() > 0 ? OrdStatus.PARTIALLY_FILLED : OrdStatus.FILLED;
    }

    /** Whether its limit lets it trade at a maker's price. */
    boolean reaches(long price) {
      return buys() ? price <= limit : price >= limit;
    }

    boolean beats(Order sameSide) {
      return buys() ? limit > sameSide.limit : limit < sameSide.limit;
    }

    boolean isReachedBy(long lastPx) {
      return lastPx != Decimal8.NONE
          && (buys() ? lastPx >= conditions.stopPx() : lastPx <= conditions.stopPx());
    }

    boolean isOfOwnerOf(Order other) {
      String group = conditions.selfTradeGroup();
      return sent.account().equals(other.sent.account())
          || (!group.isEmpty()
              && group.equals(other.conditions.selfTradeGroup())
              && sent.account().split("/", 2)[0].equals(other.sent.account().split("/", 2)[0]));
    }

    void show(long atMost) {
      shown = conditions.displayQty() == 0 ? leaves() : Math.min(leaves(), atMost);
    }
  }

  private static final class Made {
    final Trade trade;
    final String currency;
    boolean cancelled;

    Made(Trade trade, String currency) {
      this.trade = trade;
      this.currency = currency;
    }
  }

  /** Both best price first, then in the order of arrival at the price. */
  private final List<Order> bids = new ArrayList<>();

  private final List<Order> asks = new ArrayList<>();

  /** Those that wait for their stop price, in the order of their entry. */
  private final List<Order> stops = new ArrayList<>();

  /** Those that trade in auctions only. */
  private final List<Order> collected = new ArrayList<>();

  /** Of the trading day. */
  private final List<Made> made = new ArrayList<>();

  private final Deque<Order> elected = new ArrayDeque<>();
  private Phase phase = Phase.UNKNOWN;
  private TradingTerms terms = TradingTerms.NONE;
  private long reference = Decimal8.NONE;
  private long pause;
  private long arrivals;
  private int day;
  private int rules;
  private long lastPx = Decimal8.NONE;
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
      made.clear();
      takeOff(
          order ->
              order.tif == TimeInForce.DAY
                  || order.tif == TimeInForce.AT_THE_OPEN
                  || order.isAtClose(),
          this::expired);
    }
    if (next instanceof LogEntry.Order order) {
      see(order.judged().reference());
      moveToBand();
      apply(order.judged(), order.judged().order());
    } else if (next instanceof LogEntry.Symbol symbol) {
      apply(symbol.command());
    } else if (next instanceof LogEntry.Rules change) {
      rules = change.version();
    }
    while (!elected.isEmpty()) {
      Order stop = elected.remove();
      if (phase.collects()) {
        stops.add(stop);
        stops.sort(Comparator.comparingLong(order -> order.arrival));
        continue;
      }
      stop.triggered = true;
      tell(stop, null, false, ExecType.TRIGGERED, stop.status(), null, Verdict.ACCEPTED);
      takeIn(null, stop);
    }
  }

  private void see(long stamped) {
    reference = stamped > 0 ? stamped : reference;
  }

  private void apply(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange change) {
      if (!change.endsPause() || change.offset() == pause) {
        apply(change);
      }
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      Verdict why = Verdict.reject(Reason.KILL_SWITCH, "account=" + kill.account());
      takeOff(
          order -> order.sent.account().equals(kill.account()),
          order -> canceled(order, null, why));
    } else if (command instanceof SymbolCommand.Expire expire) {
      takeOff(
          order -> order.tif == TimeInForce.GTD && order.conditions.expireTime() <= expire.upTo(),
          this::expired);
    }
  }

  private void apply(SymbolCommand.PhaseChange change) {
    see(change.reference());
    Phase from = phase;
    phase = change.phase();
    terms = change.terms();
    pause = 0;
    boolean closes = phase == Phase.CLOSED;
    if (phase == Phase.CONTINUOUS || (closes && from.collects())) {
      uncross(from == Phase.PRE_CLOSE);
    }
    boolean closed = rules >= 3 && from == Phase.PRE_CLOSE;
    if (phase == Phase.CONTINUOUS || closes) {
      takeOff(
          order -> order.isForAuctionOnly() && (closes || closed || !order.isAtClose()),
          order -> {
            if (order.tif == TimeInForce.AT_THE_OPEN || order.isAtClose()) {
              expired(order);
            } else {
              canceled(order, null, unfilled(order));
            }
          });
    }
    if (phase == Phase.CONTINUOUS) {
      moveToBand();
      elect();
    }
  }

  private static Verdict unfilled(Order order) {
    return Verdict.reject(Reason.UNFILLED, "leavesQty=" + Decimal8.format(order.leaves()));
  }

  private void elect() {
    stops.stream().filter(stop -> stop.isReachedBy(lastPx)).forEach(elected::add);
    stops.removeAll(elected);
  }

  private Stream<Order> inAuction(boolean closing) {
    return Stream.of(bids, asks, collected)
        .flatMap(List::stream)
        .filter(order -> closing || !order.isAtClose());
  }

  private NaiveAuction.Outcome auction(boolean closing) {
    List<NaiveAuction.Interest> interests =
        inAuction(closing)
            .map(
                order ->
                    new NaiveAuction.Interest(
                        order.sent.side(), order.isMarket(), order.limit, order.leaves()))
            .toList();
    return NaiveAuction.price(interests, terms.onTick(reference));
  }

  private void uncross(boolean closing) {
    NaiveAuction.Outcome outcome = auction(closing);
    if (outcome == null) {
      return;
    }
    Deque<Order> buyers = inPriority(closing, true, outcome.price());
    Deque<Order> sellers = inPriority(closing, false, outcome.price());
    while (!buyers.isEmpty() && !sellers.isEmpty()) {
      Order buy = buyers.peek();
      Order sell = sellers.peek();
      long qty = Math.min(buy.leaves(), sell.leaves());
      buy.cum += qty;
      sell.cum += qty;
      lastPx = outcome.price();
      Trade trade = trade(buy, sell, qty, lastPx, Side.UNKNOWN);
      out.onTrade(trade);
      for (Order order : List.of(buy, sell)) {
        tell(order, null, false, ExecType.TRADE, order.status(), trade, Verdict.ACCEPTED);
        filledInAuction(order, qty);
      }
      buyers.removeIf(order -> order.leaves() == 0);
      sellers.removeIf(order -> order.leaves() == 0);
    }
  }

  private void filledInAuction(Order order, long qty) {
    boolean hides = order.leaves() + qty > order.shown;
    if (order.leaves() == 0) {
      place(order).remove(order);
    } else if (hides && qty >= order.shown) {
      place(order).remove(order);
      rest(order);
    } else {
      order.shown -= qty;
    }
  }

  private Deque<Order> inPriority(boolean closing, boolean buys, long price) {
    Comparator<Order> byLimit = Comparator.comparingLong(order -> order.limit);
    return inAuction(closing)
        .filter(order -> order.buys() == buys && order.reaches(price))
        .sorted(
            (buys ? byLimit.reversed() : byLimit)
                .thenComparing(order -> !order.isMarket())
                .thenComparingLong(order -> order.arrival))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** What an auction would trade now. */
  public BookSnapshot.Indicative indicative() {
    NaiveAuction.Outcome outcome = phase.collects() ? auction(phase == Phase.PRE_CLOSE) : null;
    return outcome == null
        ? BookSnapshot.Indicative.NONE
        : new BookSnapshot.Indicative(
            outcome.price(), capped(outcome.volume()), capped(outcome.left()));
  }

  private static long capped(BigInteger value) {
    BigInteger max = BigInteger.valueOf(Decimal8.MAX);
    return value.min(max).max(max.negate()).longValueExact();
  }

  private void apply(Judged judged, OrderCommand sent) {
    if (sent.action() == Action.NEW || sent.action() == Action.UNKNOWN) {
      enter(judged, new Order(judged, entry.sequence()));
      return;
    }
    if (sent.action() == Action.MASS_CANCEL) {
      massCancel(judged, sent);
      return;
    }
    if (sent.action() == Action.TRADE_CANCEL) {
      cancelTrade(judged, sent.correction());
      return;
    }
    if (sent.action() == Action.ADJUST) {
      adjust(judged, sent);
      return;
    }
    Order target = find(sent.account(), sent.origOrderId());
    Verdict verdict = judged.verdict().accepted() ? mayChange(target, judged) : judged.verdict();
    if (!verdict.accepted()) {
      OrdStatus status = target == null ? OrdStatus.REJECTED : target.status();
      Order about = target == null ? new Order(judged, 0) : target;
      tell(about, judged, true, ExecType.CANCEL_REJECT, status, null, verdict);
    } else if (sent.action() == Action.CANCEL || sent.qty() <= target.cum) {
      place(target).remove(target);
      tell(target, judged, true, ExecType.CANCELED, OrdStatus.CANCELED, null, Verdict.ACCEPTED);
    } else {
      replace(judged, target);
    }
  }

  private void massCancel(Judged judged, OrderCommand sent) {
    Predicate<Order> which =
        order ->
            judged.verdict().accepted()
                && (sent.isOperators() || order.sent.account().equals(sent.account()))
                && (sent.side() == Side.BOTH || sent.side() == order.sent.side());
    Verdict counted = new Verdict(null, "orders=" + all().filter(which).count());
    boolean accepted = judged.verdict().accepted();
    tell(
        new Order(judged, 0),
        judged,
        true,
        ExecType.MASS_CANCEL_REPORT,
        accepted ? OrdStatus.CANCELED : OrdStatus.REJECTED,
        null,
        accepted ? counted : judged.verdict());
    takeOff(
        which,
        order ->
            canceled(
                order,
                order.sent.account().equals(sent.account()) ? judged : null,
                Verdict.ACCEPTED));
  }

  private void cancelTrade(Judged judged, Correction correction) {
    List<Made> remembered = made.subList(Math.max(0, made.size() - 4096), made.size());
    Made found =
        remembered.stream()
            .filter(any -> any.trade.tradeId().equals(correction.tradeId()))
            .findAny()
            .orElse(null);
    Verdict verdict = judged.verdict();
    if (verdict.accepted()) {
      verdict = mayCancel(correction.tradeId(), found, remembered);
    }
    if (!verdict.accepted()) {
      Order unknown = new Order(judged, 0);
      tell(unknown, judged, true, ExecType.CANCEL_REJECT, OrdStatus.REJECTED, null, verdict);
      return;
    }
    found.cancelled = true;
    for (Side side : List.of(Side.BUY, Side.SELL)) {
      tell(
          party(found, side),
          null,
          side == Side.BUY,
          ExecType.TRADE_CANCEL,
          OrdStatus.CANCELED,
          found.trade.qty(),
          found.trade.price(),
          -1,
          Verdict.ACCEPTED,
          correction);
    }
  }

  private static Order party(Made made, Side side) {
    Trade trade = made.trade;
    boolean buys = side == Side.BUY;
    OrderCommand sent =
        new OrderCommand(
            -1,
            -1,
            trade.symbol(),
            buys ? trade.buyAccount() : trade.sellAccount(),
            buys ? trade.buyOrderId() : trade.sellOrderId(),
            "",
            Action.NEW,
            side,
            OrderType.UNKNOWN,
            TimeInForce.UNKNOWN,
            trade.qty(),
            Decimal8.NONE,
            0,
            null);
    return new Order(
        new Judged(sent, 0, 0, 0, Decimal8.NONE, Decimal8.NONE, made.currency, Verdict.ACCEPTED),
        buys ? trade.buyVenueOrderId() : trade.sellVenueOrderId());
  }

  private Verdict mayCancel(String tradeId, Made found, List<Made> remembered) {
    String named = "tradeId=" + tradeId;
    if (found != null) {
      return found.cancelled ? Verdict.reject(Reason.TRADE_CANCELLED, named) : Verdict.ACCEPTED;
    }
    TradeId id = TradeId.parse(entry.symbol(), tradeId);
    boolean forgotten =
        id != null
            && remembered.size() == 4096
            && (id.sequence() < remembered.get(0).trade.sequence()
                || (rules >= 3
                    && id.sequence() == remembered.get(0).trade.sequence()
                    && id.index() < remembered.get(0).trade.index()));
    return forgotten
        ? Verdict.reject(Reason.TOO_LATE, named + ", limit=the last 4096 trades of the day")
        : Verdict.reject(Reason.UNKNOWN_TRADE, named + ", tradingDay=" + day);
  }

  private void adjust(Judged judged, OrderCommand sent) {
    boolean accepted = judged.verdict().accepted();
    Order adjustment = new Order(judged, 0);
    tell(
        adjustment,
        judged,
        true,
        ExecType.POSITION_REPORT,
        accepted ? OrdStatus.FILLED : OrdStatus.REJECTED,
        accepted ? sent.qty() : 0,
        Decimal8.NONE,
        -1,
        judged.verdict(),
        sent.correction());
  }

  private void enter(Judged judged, Order order) {
    Verdict verdict = judged.verdict().accepted() ? mayEnter(judged, order) : judged.verdict();
    if (!verdict.accepted()) {
      tell(order, judged, true, ExecType.REJECTED, OrdStatus.REJECTED, null, verdict);
      return;
    }
    tell(order, judged, true, ExecType.NEW, OrdStatus.NEW, null, Verdict.ACCEPTED);
    comeIn(judged, order);
  }

  private void replace(Judged judged, Order order) {
    OrderCommand to = judged.order();
    boolean keepsPriority = keepsPriority(order, to);
    order.qty = to.qty();
    order.price = order.sent.orderType() == OrderType.STOP ? Decimal8.NONE : to.price();
    order.limit = limit(judged);
    order.conditions = to.conditions();
    order.tif = rules <= 1 ? order.tif : to.timeInForce();
    tell(order, judged, true, ExecType.REPLACED, order.status(), null, Verdict.ACCEPTED);
    if (keepsPriority) {
      order.show(Math.min(order.shown, order.conditions.displayQty()));
    } else {
      place(order).remove(order);
      comeIn(judged, order);
    }
  }

  private static boolean keepsPriority(Order order, OrderCommand to) {
    long display = order.conditions.displayQty();
    long newDisplay = to.conditions().displayQty();
    return (order.sent.orderType() == OrderType.STOP || to.price() == order.price)
        && to.qty() <= order.qty
        && to.conditions().stopPx() == order.conditions.stopPx()
        && (display == 0 || (newDisplay != 0 && newDisplay <= display));
  }

  private void comeIn(Judged judged, Order order) {
    if (!order.waits()) {
      takeIn(judged, order);
      return;
    }
    order.arrival = ++arrivals;
    if (order.isReachedBy(lastPx) && !phase.collects()) {
      elected.add(order);
    } else {
      stops.add(order);
    }
  }

  /**
   * @param judged the command when the order is its own, else null
   */
  private void takeIn(Judged judged, Order order) {
    if (isCollected(order)) {
      rest(order);
      return;
    }
    long ownLimit = order.limit;
    order.limit = inBand(order);
    boolean anyLeft;
    try {
      long needed = order.tif == TimeInForce.FOK ? order.leaves() : order.conditions.minQty();
      boolean pauses = terms.bandAction() == BandAction.PAUSE;
      boolean tries =
          !(bandHasBothEdges() && pauses && meetsBeyondBand(order))
              && (needed == 0 || tradable(order) >= needed);
      boolean goesOn = !tries || match(judged, order);
      anyLeft = goesOn && order.leaves() > 0;
      boolean leavesBand;
      if (!bandHasBothEdges()) {
        leavesBand = !canReach(order, order.limit) && canReach(order, ownLimit);
      } else if (!pauses) {
        leavesBand = order.limit != ownLimit;
      } else if (tries || needed == 0) {
        leavesBand = canReach(order, ownLimit);
      } else {
        Order unbound = new Order(order);
        unbound.limit = ownLimit;
        leavesBand = tradable(unbound) >= needed;
      }
      if (anyLeft && leavesBand) {
        ownLimit = stopAtBand(order, ownLimit);
      }
    } finally {
      order.limit = ownLimit;
    }
    if (!anyLeft) {
      return;
    }
    if (!order.mayRest()) {
      canceled(order, judged, unfilled(order));
    } else if (!inRange(order, place(order), order.price, order.leaves()).accepted()) {
      String price = "price=" + Decimal8.format(order.price);
      canceled(order, judged, Verdict.reject(Reason.OVERFLOW, price));
    } else {
      rest(order);
    }
  }

  private boolean isCollected(Order order) {
    return phase.collects() || order.tif == TimeInForce.AT_THE_OPEN || order.isAtClose();
  }

  private boolean bandHasBothEdges() {
    return rules >= 3 && terms.bandBps() != 0 && reference != Decimal8.NONE;
  }

  private boolean meetsBeyondBand(Order order) {
    List<Order> makers = other(order);
    return !makers.isEmpty()
        && order.reaches(makers.get(0).limit)
        && inBand(makers.get(0)) != makers.get(0).limit;
  }

  /** What rests beyond the band, since it has moved, rests at its edge. */
  private void moveToBand() {
    if (!bandHasBothEdges()
        || phase != Phase.CONTINUOUS
        || terms.bandAction() == BandAction.PAUSE) {
      return;
    }
    Stream.of(asks, bids)
        .flatMap(List::stream)
        .filter(order -> inBand(order) != order.limit)
        .toList()
        .forEach(this::moveToEdge);
  }

  private void moveToEdge(Order order) {
    place(order).remove(order);
    order.limit = inBand(order);
    restateAtEdge(order);
    if (inRange(order, place(order), order.limit, order.leaves()).accepted()) {
      rest(order);
    } else {
      String price = "price=" + Decimal8.format(order.price);
      canceled(order, null, Verdict.reject(Reason.OVERFLOW, price));
    }
  }

  private void restateAtEdge(Order order) {
    order.price = order.limit;
    String limit = "limit=" + Decimal8.format(order.limit);
    Verdict why = Verdict.reject(Reason.PRICE_BAND, limit);
    tell(order, null, false, ExecType.RESTATED, order.status(), null, why);
  }

  private long inBand(Order order) {
    if (terms.bandBps() == 0 || reference == Decimal8.NONE) {
      return order.limit;
    }
    long edge = terms.bandLimit(order.sent.side(), reference);
    return order.buys() ? Math.min(edge, order.limit) : Math.max(edge, order.limit);
  }

  private boolean canReach(Order order, long limit) {
    return other(order).stream()
        .anyMatch(maker -> order.buys() ? maker.limit <= limit : maker.limit >= limit);
  }

  /** The limit that it has from here on. */
  private long stopAtBand(Order order, long ownLimit) {
    if (terms.bandAction() == BandAction.PAUSE) {
      phase = Phase.AUCTION;
      pause = entry.sequence();
      return ownLimit;
    } else if (!order.mayRest()) {
      return ownLimit;
    }
    restateAtEdge(order);
    return order.limit;
  }

  /** What the order would trade: tried out in another book. */
  private long tradable(Order order) {
    long[] traded = {0};
    NaiveBook trial = new NaiveBook();
    trial.entry = entry;
    trial.out =
        new MatchListener() {
          @Override
          public void onExecution(Execution execution) {}

          @Override
          public void onTrade(Trade trade) {
            traded[0] += trade.qty();
          }
        };
    bids.forEach(bid -> trial.bids.add(new Order(bid)));
    asks.forEach(ask -> trial.asks.add(new Order(ask)));
    Order tried = new Order(order);
    tried.conditions = stoppedByItsOwner(order.conditions);
    boolean ignored = trial.match(null, tried);
    return traded[0];
  }

  /** Whoever would be made smaller can trade only with those in front of its owner's. */
  private static Conditions stoppedByItsOwner(Conditions conditions) {
    return conditions.selfTradePrevention() != SelfTradePrevention.DECREMENT
        ? conditions
        : Conditions.of(
            Decimal8.NONE,
            0,
            0,
            false,
            0,
            SelfTradePrevention.CANCEL_NEWEST,
            conditions.selfTradeGroup());
  }

  /** False when the taker was taken off because it met an order of its owner. */
  private boolean match(Judged judged, Order taker) {
    List<Order> makers = other(taker);
    while (taker.leaves() > 0 && !makers.isEmpty() && taker.reaches(makers.get(0).limit)) {
      Order maker = makers.get(0);
      boolean prevented =
          taker.conditions.selfTradePrevention() != SelfTradePrevention.NONE
              && taker.isOfOwnerOf(maker);
      if (!prevented) {
        trade(judged, maker, taker);
      } else if (!preventSelfTrade(judged, maker, taker)) {
        return false;
      }
    }
    return true;
  }

  private void trade(Judged judged, Order maker, Order taker) {
    List<Order> makers = other(taker);
    long qty = Math.min(maker.shown, taker.leaves());
    maker.cum += qty;
    maker.shown -= qty;
    taker.cum += qty;
    Order buyer = taker.buys() ? taker : maker;
    Order seller = taker.buys() ? maker : taker;
    Trade trade = trade(buyer, seller, qty, maker.price, taker.sent.side());
    out.onTrade(trade);
    tell(maker, null, false, ExecType.TRADE, maker.status(), trade, Verdict.ACCEPTED);
    tell(taker, judged, false, ExecType.TRADE, taker.status(), trade, Verdict.ACCEPTED);
    if (maker.shown == 0) {
      makers.remove(0);
      if (maker.leaves() > 0) {
        rest(maker);
      }
    }
    lastPx = maker.price;
    elect();
  }

  /** Whether the taker goes on. */
  private boolean preventSelfTrade(Judged judged, Order maker, Order taker) {
    SelfTradePrevention mode = taker.conditions.selfTradePrevention();
    Verdict makersWhy = Verdict.reject(Reason.SELF_TRADE, "orderId=" + taker.sent.orderId());
    Verdict takersWhy = Verdict.reject(Reason.SELF_TRADE, "orderId=" + maker.sent.orderId());
    boolean both = mode == SelfTradePrevention.CANCEL_BOTH;
    boolean decrement = mode == SelfTradePrevention.DECREMENT;
    long qty = Math.min(maker.leaves(), taker.leaves());
    long takersLeaves = taker.leaves();
    if (mode == SelfTradePrevention.CANCEL_OLDEST || both || (decrement && qty == maker.leaves())) {
      other(taker).remove(maker);
      canceled(maker, null, makersWhy);
    } else if (decrement) {
      maker.qty -= qty;
      maker.shown = Math.min(maker.shown, maker.leaves());
      tell(maker, null, false, ExecType.RESTATED, maker.status(), null, makersWhy);
    }
    if (mode == SelfTradePrevention.CANCEL_OLDEST) {
      return true;
    }
    if (decrement && qty < takersLeaves) {
      taker.qty -= qty;
      tell(taker, null, false, ExecType.RESTATED, taker.status(), null, takersWhy);
      return true;
    }
    canceled(taker, judged, takersWhy);
    return false;
  }

  private Trade trade(Order buyer, Order seller, long qty, long price, Side aggressor) {
    Trade trade =
        new Trade(
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
            price,
            aggressor,
            entry.tradingDay(),
            entry.time());
    made.add(new Made(trade, buyer.currency));
    return trade;
  }

  /** Behind all that are better, and all of the same price. */
  private void rest(Order order) {
    order.show(order.conditions.displayQty());
    order.arrival = ++arrivals;
    if (order.isForAuctionOnly()) {
      collected.add(order);
      return;
    }
    List<Order> queue = order.buys() ? bids : asks;
    int place = 0;
    while (place < queue.size() && !order.beats(queue.get(place))) {
      place++;
    }
    queue.add(place, order);
  }

  private void takeOff(Predicate<Order> which, Consumer<Order> report) {
    all()
        .filter(which)
        .sorted(Comparator.comparingLong(order -> order.venueOrderId))
        .forEach(report);
    bids.removeIf(which);
    asks.removeIf(which);
    stops.removeIf(which);
    collected.removeIf(which);
  }

  private static long limit(Judged judged) {
    OrderType type = judged.order().orderType();
    boolean market = type == OrderType.MARKET || type == OrderType.STOP;
    return market ? judged.protectionLimit() : judged.order().price();
  }

  private Verdict mayEnter(Judged judged, Order order) {
    OrderCommand sent = judged.order();
    if (sent.action() != Action.NEW
        || (sent.side() != Side.BUY && sent.side() != Side.SELL)
        || sent.orderType() == OrderType.UNKNOWN
        || sent.timeInForce() == TimeInForce.UNKNOWN) {
      return Verdict.reject(Reason.UNSUPPORTED, "unknown enum value");
    }
    if (sent.qty() <= 0) {
      return Verdict.reject(Reason.INVALID_QTY, "qty=" + Decimal8.format(sent.qty()));
    }
    if (refused(sent) != null) {
      return refused(sent);
    }
    if (order.waits() && (order.isAtClose() || order.tif == TimeInForce.AT_THE_OPEN)) {
      String both = "orderType=" + sent.orderType() + ", tif=" + order.tif;
      return Verdict.reject(Reason.UNSUPPORTED, both);
    }
    if (order.limit == Decimal8.NONE) {
      return noPrice(sent);
    }
    if (find(sent.account(), sent.orderId()) != null) {
      return Verdict.reject(Reason.DUPLICATE_ORDER, "orderId=" + sent.orderId());
    }
    if (sent.conditions().postOnly() && takes(order, order.price)) {
      String price = "price=" + Decimal8.format(order.price);
      return Verdict.reject(Reason.POST_ONLY_WOULD_TAKE, price);
    }
    if (order.waits()) {
      return inRange(order, stops, sent.conditions().stopPx(), sent.qty());
    }
    return order.mayRest() || isCollected(order)
        ? inRange(order, place(order), order.limit, sent.qty())
        : Verdict.ACCEPTED;
  }

  /** Null when the phase takes it. */
  private Verdict refused(OrderCommand sent) {
    boolean atOpen = sent.timeInForce() == TimeInForce.AT_THE_OPEN;
    if (phase == Phase.HALTED || phase == Phase.UNKNOWN || phase == Phase.CLOSED) {
      Reason reason = phase == Phase.CLOSED ? Reason.CLOSED : Reason.HALTED;
      return atOpen ? Verdict.reject(reason, "phase=" + phase + ", limit=CONTINUOUS") : null;
    }
    if (phase.collects() && sent.conditions().postOnly()) {
      return Verdict.reject(Reason.WRONG_PHASE, "phase=" + phase + ", postOnly=true");
    }
    boolean atOnce = sent.timeInForce() == TimeInForce.IOC || sent.timeInForce() == TimeInForce.FOK;
    return (phase.collects() && atOnce) || (atOpen && phase != Phase.PRE_OPEN)
        ? Verdict.reject(Reason.WRONG_PHASE, "phase=" + phase + ", tif=" + sent.timeInForce())
        : null;
  }

  private static Verdict noPrice(OrderCommand sent) {
    return sent.orderType() == OrderType.MARKET || sent.orderType() == OrderType.STOP
        ? Verdict.reject(Reason.NO_REFERENCE_PRICE, "protectionLimit=none")
        : Verdict.reject(Reason.INVALID_PRICE, "price=none");
  }

  private boolean takes(Order order, long price) {
    BiPredicate<Long, Long> reaches = order.buys() ? (a, b) -> a <= b : (a, b) -> a >= b;
    return other(order).stream().anyMatch(maker -> reaches.test(maker.limit, price));
  }

  private Verdict mayChange(Order target, Judged judged) {
    OrderCommand sent = judged.order();
    if (target == null) {
      Reason reason = judged.targetKnown() ? Reason.TOO_LATE : Reason.UNKNOWN_ORDER;
      return Verdict.reject(reason, "origOrderId=" + sent.origOrderId());
    }
    if (sent.action() == Action.CANCEL) {
      return Verdict.ACCEPTED;
    }
    if (sent.side() != target.sent.side()) {
      String sides = "side=" + sent.side() + ", order=" + target.sent.side();
      return Verdict.reject(Reason.UNSUPPORTED, sides);
    }
    if (sent.orderType() != target.sent.orderType()) {
      String types = "orderType=" + sent.orderType() + ", order=" + target.sent.orderType();
      return Verdict.reject(Reason.UNSUPPORTED, types);
    }
    if (refused(sent) != null) {
      return refused(sent);
    }
    if (limit(judged) == Decimal8.NONE) {
      return noPrice(sent);
    }
    TimeInForce tif = sent.timeInForce();
    if (rules > 1
        && tif != target.tif
        && (target.tif == TimeInForce.AT_THE_OPEN
            || target.isAtClose()
            || !Set.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.GTD).contains(tif))) {
      return Verdict.reject(Reason.UNSUPPORTED, "tif=" + tif + ", order=" + target.tif);
    }
    long stopPx = sent.conditions().stopPx();
    if (target.triggered && stopPx != target.conditions.stopPx()) {
      return Verdict.reject(Reason.UNSUPPORTED, "the stop price was reached");
    }
    if (sent.conditions().postOnly()
        && !keepsPriority(target, sent)
        && takes(target, sent.price())) {
      String price = "price=" + Decimal8.format(sent.price());
      return Verdict.reject(Reason.POST_ONLY_WOULD_TAKE, price);
    }
    long price = target.waits() ? stopPx : sent.price();
    return inRange(target, place(target), price, sent.qty() - target.cum);
  }

  /** What works at one price must stay a number that the contracts can carry. */
  private Verdict inRange(Order order, List<Order> there, long price, long leaves) {
    long others =
        there.stream()
            .filter(other -> other != order && other.buys() == order.buys())
            .filter(other -> other.isAtClose() == order.isAtClose())
            .filter(other -> (other.waits() ? other.conditions.stopPx() : other.limit) == price)
            .mapToLong(Order::leaves)
            .sum();
    if (leaves <= Decimal8.MAX - others) {
      return Verdict.ACCEPTED;
    }
    String sum = "leavesQty=" + Decimal8.format(leaves) + ", price=" + Decimal8.format(price);
    return Verdict.reject(Reason.OVERFLOW, sum);
  }

  private Order find(String account, String orderId) {
    return all()
        .filter(o -> o.sent.account().equals(account) && o.sent.orderId().equals(orderId))
        .findAny()
        .orElse(null);
  }

  private Stream<Order> all() {
    return Stream.of(bids, asks, stops, collected).flatMap(List::stream);
  }

  private List<Order> place(Order order) {
    if (order.waits()) {
      return stops;
    }
    return order.isForAuctionOnly() ? collected : order.buys() ? bids : asks;
  }

  private List<Order> other(Order order) {
    return order.buys() ? asks : bids;
  }

  /** The resting orders of a side by their venueOrderIds, the one that trades first in front. */
  public List<Long> queue(Side side) {
    return (side == Side.BUY ? bids : asks).stream().map(order -> order.venueOrderId).toList();
  }

  /** What a side shows of all orders that rest there, in 10⁻⁸. */
  public long shownQty(Side side) {
    return (side == Side.BUY ? bids : asks).stream().mapToLong(order -> order.shown).sum();
  }

  /** How many orders trade in auctions only. */
  public int waitingForAuctions() {
    return collected.size();
  }

  /** How many orders wait for their stop price. */
  public int waitingStops() {
    return stops.size();
  }

  private void expired(Order order) {
    tell(order, null, false, ExecType.EXPIRED, OrdStatus.EXPIRED, null, Verdict.ACCEPTED);
  }

  private void canceled(Order order, Judged by, Verdict why) {
    tell(order, by, false, ExecType.CANCELED, OrdStatus.CANCELED, null, why);
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
    tell(
        order,
        by,
        answer,
        type,
        status,
        trade == null ? 0 : trade.qty(),
        trade == null ? Decimal8.NONE : trade.price(),
        trade == null ? -1 : trade.index(),
        why,
        Correction.NONE);
  }

  private void tell(
      Order order,
      Judged by,
      boolean answer,
      ExecType type,
      OrdStatus status,
      long lastQty,
      long lastPx,
      int tradeIndex,
      Verdict why,
      Correction correction) {
    boolean unknown = type == ExecType.CANCEL_REJECT && order.venueOrderId == 0;
    boolean ofTrade = order.sent.action() == Action.TRADE_CANCEL;
    String target = ofTrade ? order.sent.correction().tradeId() : order.sent.origOrderId();
    boolean works = status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
    out.onExecution(
        new Execution(
            entry.symbol(),
            entry.sequence(),
            executions++,
            answer ? entry.partition() : -1,
            answer ? entry.offset() : -1,
            order.venueOrderId,
            unknown ? target : order.sent.orderId(),
            by == null ? "" : by.order().orderId(),
            order.sent.account(),
            order.sent.side(),
            order.sent.orderType(),
            order.tif,
            order.qty,
            order.price,
            order.conditions,
            type,
            status,
            lastQty,
            lastPx,
            order.cum,
            works ? order.leaves() : 0,
            tradeIndex,
            why.reason(),
            why.text(),
            by == null ? Decimal8.NONE : by.reference(),
            order.currency,
            correction,
            entry.tradingDay(),
            entry.time()));
  }
}
