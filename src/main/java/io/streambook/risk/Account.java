package io.streambook.risk;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.SymbolCommand;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** One account: its limits and kill switch, its ids, what it holds and works. */
final class Account extends Changed.Row {
  private static final long WINDOW_MICROS = 1_000_000;

  /** An id may be used again on the second trading day after its order ended. */
  private static final int ID_DAYS = 2;

  private final String name;
  private final Changed changed;
  private final KnownIds ids = new KnownIds();
  private final Object2ObjectOpenHashMap<String, Holding> holdings =
      new Object2ObjectOpenHashMap<>();
  private final Object2ObjectOpenHashMap<String, CurrencyTotals> totals =
      new Object2ObjectOpenHashMap<>();
  private final Object2ObjectOpenHashMap<String, ParkedOrder> parked =
      new Object2ObjectOpenHashMap<>();

  private RiskLimits limits;
  private KillState killState = KillState.ACTIVE;
  private long killGeneration;
  private int day;
  private int dayCount;
  private long windowStart;
  private int windowOrders;
  private int openOrders;

  Account(String name, Changed changed) {
    this.name = name;
    this.changed = changed;
  }

  String name() {
    return name;
  }

  /** Null when there never was a record. */
  RiskLimits limits() {
    return limits;
  }

  KillState killState() {
    return killState;
  }

  long killGeneration() {
    return killGeneration;
  }

  int openOrders() {
    return openOrders;
  }

  /** Null when the id is free. */
  KnownId known(String id) {
    return ids.get(id);
  }

  /** Null when no order of this id works in this symbol. */
  WorkingOrder working(String orderId, String symbol) {
    KnownId known = ids.get(orderId);
    WorkingOrder working = known == null ? null : known.working();
    return working != null && working.holding.symbol.equals(symbol) ? working : null;
  }

  /** What the account holds in the order's symbol; empty, and kept by no one, when nothing. */
  Holding holdingFor(Judged judged) {
    return holding(judged.order().symbol(), judged.currency());
  }

  private Holding holding(String symbol, String currency) {
    Holding known = holdings.get(symbol);
    return known != null ? known : new Holding(name, symbol, currency, totals(currency));
  }

  private CurrencyTotals totals(String currency) {
    return totals.computeIfAbsent(currency, c -> new CurrencyTotals());
  }

  /** Orders that passed in the second of this instant. */
  int ordersInWindow(long now) {
    if (now - windowStart >= WINDOW_MICROS) {
      windowStart = now;
      windowOrders = 0;
    }
    return windowOrders;
  }

  /** Counts an order of this instant that passed. */
  void countOrder(long now) {
    windowOrders = ordersInWindow(now);
    countOrder();
  }

  void countOrder() {
    windowOrders++;
    changed.add(this);
  }

  /** A new trading day frees ids. */
  void day(int tradingDay) {
    if (tradingDay <= day) {
      return;
    }
    day = tradingDay;
    dayCount++;
    changed.add(this);
    for (KnownId id : ids.ended(ID_DAYS, dayCount)) {
      ids.remove(id);
      id.forget();
      changed.add(id);
    }
    for (Iterator<ParkedOrder> all = parked.values().iterator(); all.hasNext(); ) {
      ParkedOrder order = all.next();
      if (dayCount - order.since >= ID_DAYS) {
        order.forget();
        changed.add(order);
        all.remove();
      }
    }
  }

  /** The id is taken from now on, whatever becomes of its order. */
  KnownId remember(OrderCommand order, String target) {
    KnownId known = ids.get(order.orderId());
    if (known == null) {
      known =
          new KnownId(name, order.orderId(), order.partition(), order.offset(), target, dayCount);
      ids.add(known);
      changed.add(known);
    }
    return known;
  }

  /** The id may be taken by another order; null does nothing. */
  void free(KnownId known) {
    if (known != null) {
      ids.remove(known);
    }
  }

  void accept(Proposal proposal) {
    OrderCommand order = proposal.order();
    if (proposal.isForeign()) {
      remember(order, null);
      return;
    }
    Holding holding = proposal.holding;
    holdings.putIfAbsent(holding.symbol, holding);
    holding.accepted = proposal.judged.number();
    holding.tradingDay = Math.max(holding.tradingDay, proposal.judged.tradingDay());
    holding.mark(proposal.mark);
    changed.add(holding);
    if (proposal.isNew()) {
      acceptNew(proposal);
    } else {
      acceptReplace(proposal);
    }
  }

  private void acceptNew(Proposal proposal) {
    OrderCommand order = proposal.order();
    Holding holding = proposal.holding;
    KnownId known = remember(order, null);
    ParkedOrder early = parked.remove(order.orderId());
    if (early == null && holding.isDecided(order.offset())) {
      // What is decided and has no execution was refused.
      return;
    }
    WorkingOrder working =
        new WorkingOrder(holding, proposal.side, order.qty(), 0, proposal.reservePrice);
    known.work(working);
    working.begin();
    openOrders++;
    if (early != null) {
      early.forget();
      changed.add(early);
      for (AccountRow.Feedback feedback : early.executions) {
        apply(known, feedback);
      }
    }
  }

  private void acceptReplace(Proposal proposal) {
    OrderCommand order = proposal.order();
    remember(order, order.origOrderId());
    if (proposal.holding.isDecided(order.offset())) {
      return;
    }
    proposal.target.ask(new AccountRow.Terms(order.offset(), order.qty(), proposal.reservePrice));
    proposal.target.resize();
    changed.add(ids.get(order.origOrderId()));
  }

  /** An execution; one that was seen before changes nothing, one that is early is parked. */
  void apply(Execution execution) {
    boolean alive = tellsOfAcceptedOrder(execution);
    if (!alive && !holdings.containsKey(execution.symbol())) {
      return;
    }
    Holding holding = holding(execution.symbol(), execution.currency());
    holdings.putIfAbsent(holding.symbol, holding);
    if (!holding.firstSight(execution.sequence(), execution.index())) {
      return;
    }
    changed.add(holding);
    if (!execution.requestId().isEmpty()) {
      // Else it is the offset of an instrument or a kill.
      holding.decided(execution.offset());
    }
    KnownId known = ids.get(execution.orderId());
    if (known == null) {
      if (alive) {
        park(execution);
      }
    } else if (known.working() != null && known.working().holding == holding) {
      apply(known, AccountRow.Feedback.of(execution));
    }
  }

  private static boolean tellsOfAcceptedOrder(Execution execution) {
    return execution.execType() != ExecType.REJECTED && execution.venueOrderId() > 0;
  }

  private void park(Execution execution) {
    ParkedOrder order =
        parked.computeIfAbsent(
            execution.orderId(),
            id -> new ParkedOrder(name, execution.orderId(), dayCount, List.of()));
    order.executions.add(AccountRow.Feedback.of(execution));
    changed.add(order);
  }

  private void apply(KnownId known, AccountRow.Feedback feedback) {
    WorkingOrder working = known.working();
    if (working == null) {
      return;
    }
    changed.add(known);
    switch (feedback.type()) {
      case NEW, UNKNOWN -> {}
      case TRADE -> {
        working.progress(feedback.qty(), feedback.cumQty());
        working.resize();
        working.holding.fill(working.side, feedback.lastQty(), feedback.lastPx());
        endIfDone(known, feedback);
      }
      case REPLACED -> {
        replaced(working, feedback);
        endIfDone(known, feedback);
      }
      case CANCEL_REJECT -> {
        working.answer(feedback.offset());
        working.resize();
      }
      case CANCELED, EXPIRED -> end(known);
      case REJECTED -> {
        // That of a duplicate names the same id, and another offset.
        if (feedback.offset() == known.offset) {
          end(known);
        }
      }
    }
  }

  private static void replaced(WorkingOrder working, AccountRow.Feedback feedback) {
    AccountRow.Terms terms = working.answer(feedback.offset());
    working.progress(feedback.qty(), feedback.cumQty());
    working.value(
        terms != null
            ? terms.reservePrice()
            : Notional.reservePrice(
                working.side, OrderType.LIMIT, feedback.price(), feedback.reference(), 0));
    working.resize();
  }

  private void endIfDone(KnownId known, AccountRow.Feedback feedback) {
    if (feedback.leavesQty() == 0) {
      end(known);
    }
  }

  private void end(KnownId known) {
    known.working().end();
    known.end(dayCount);
    openOrders--;
    changed.add(known);
    if (killState == KillState.KILLING && openOrders == 0) {
      killState = KillState.KILLED;
      changed.add(this);
    }
  }

  /** Takes limits; an older record changes nothing. Answers what a kill cancels. */
  List<SymbolCommand.KillCancel> apply(RiskLimits newest, long now) {
    if (limits != null && newest.offset() <= limits.offset()) {
      return List.of();
    }
    limits = newest;
    changed.add(this);
    if (newest.deleted()) {
      return List.of();
    }
    if (newest.killed()) {
      return kill(newest, now);
    }
    if (newest.killGeneration() == killGeneration && !newest.operator().isEmpty()) {
      killState = KillState.ACTIVE;
    }
    return List.of();
  }

  private List<SymbolCommand.KillCancel> kill(RiskLimits cause, long now) {
    killGeneration =
        killState == KillState.ACTIVE
            ? cause.killGeneration()
            : Math.max(killGeneration, cause.killGeneration());
    killState = openOrders == 0 ? KillState.KILLED : KillState.KILLING;
    List<SymbolCommand.KillCancel> cancels = new ArrayList<>();
    for (Holding holding : bySymbol()) {
      if (holding.openOrders() > 0) {
        cancels.add(
            new SymbolCommand.KillCancel(
                holding.symbol,
                holding.accepted,
                cause.partition(),
                cause.offset(),
                now,
                holding.tradingDay,
                name));
      }
    }
    return cancels;
  }

  private List<Holding> bySymbol() {
    return holdings.values().stream()
        .sorted(Comparator.comparing((Holding h) -> h.symbol))
        .toList();
  }

  AccountSnapshot snapshot(long now) {
    return new Utilisation(limits, bySymbol(), totals.values()).snapshot(this, now);
  }

  void restore(AccountRow.Header row) {
    limits = row.limits();
    killState = row.killState();
    killGeneration = row.killGeneration();
    day = row.day();
    dayCount = row.dayCount();
    windowStart = row.windowStart();
    windowOrders = row.windowOrders();
  }

  void restore(AccountRow.Holding row) {
    holdings.put(row.symbol(), new Holding(row, totals(row.currency())));
  }

  void restore(AccountRow.Parked row) {
    parked.put(row.orderId(), new ParkedOrder(name, row.orderId(), row.since(), row.executions()));
  }

  /** After the holdings. */
  void restore(AccountRow.Id row) {
    KnownId known =
        new KnownId(name, row.id(), row.partition(), row.offset(), row.target(), row.endedOn());
    ids.add(known);
    AccountRow.Working terms = row.working();
    if (terms == null) {
      return;
    }
    WorkingOrder working =
        new WorkingOrder(
            holdings.get(terms.symbol()),
            terms.side(),
            terms.qty(),
            terms.cumQty(),
            terms.reservePrice());
    terms.pending().forEach(working::ask);
    known.work(working);
    working.begin();
    openOrders++;
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    sink.put(
        new AccountRow.Header(
            name, limits, killState, killGeneration, day, dayCount, windowStart, windowOrders));
  }
}
