package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** One account: its limits and kill switch, its ids, what it holds and works. */
final class Account extends Changed.Row {
  /** An id may be used again on the second trading day after its order ended. */
  private static final int ID_DAYS = 2;

  private final String name;
  private final Firm firm;
  private final Changed changed;

  /** What this account's limits bound. */
  private final Scope own;

  private final Holdings holdings;
  private final LimitRecords records;
  private final KillSwitch killSwitch;
  private final AccountEvents events;
  private final KnownIds ids = new KnownIds();
  private final Object2ObjectOpenHashMap<String, ParkedOrder> parked =
      new Object2ObjectOpenHashMap<>();

  private RecentOrders recent;
  private int day;
  private int dayCount;

  Account(String name, Firm firm, Changed changed, Consumer<RiskEvent> events) {
    this.name = name;
    this.firm = firm;
    this.changed = changed;
    this.own = new Scope(this, false);
    this.holdings = new Holdings(name, own, firm, changed);
    this.records = new LimitRecords(this, firm, changed);
    this.killSwitch = new KillSwitch(this, firm, changed);
    this.events = new AccountEvents(this, changed, events);
  }

  String name() {
    return name;
  }

  /** Null when there never was a record. */
  RiskLimits limits() {
    return own.limits();
  }

  Scope own() {
    return own;
  }

  /** What the limits of its firm bound; null while nothing limits the firm as a whole. */
  Scope ofFirm() {
    return firm.scope();
  }

  /** The account that has the name of the firm, or null. */
  Account firmAccount() {
    return firm.account();
  }

  boolean isFirm() {
    return firm.account() == this;
  }

  /** Latest trading day that its commands carried, or those of its firm. */
  int day(boolean ofFirm) {
    return ofFirm ? firm.day() : day;
  }

  RecentOrders recent() {
    if (recent == null) {
      recent = new RecentOrders();
    }
    return recent;
  }

  Holdings holdings() {
    return holdings;
  }

  AccountEvents events() {
    return events;
  }

  LimitRecords records() {
    return records;
  }

  KillSwitch killSwitch() {
    return killSwitch;
  }

  int openOrders() {
    return own.openOrders;
  }

  /** Itself or its firm, or null when neither is killed. */
  Account killedBy() {
    if (killSwitch.isOn()) {
      return this;
    }
    Account account = firm.account();
    return account != null && account.killSwitch.isOn() ? account : null;
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

  /** Counts an order of this instant that passed, where there is a limit on the rate. */
  void countOrder(long now) {
    if (own.has(Limit.ORDER_RATE)) {
      own.countOrder(now);
      changed.add(this);
    }
    Scope ofFirm = firm.scope();
    if (ofFirm != null) {
      ofFirm.countOrder(now);
    }
  }

  /** A new trading day frees ids, and all that it counts begins anew. */
  void day(int tradingDay) {
    if (tradingDay <= day) {
      return;
    }
    day = tradingDay;
    dayCount++;
    own.newDay();
    firm.day(tradingDay);
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
    holdings.keep(holding);
    holding.accepted = proposal.judged.number();
    holdings.begin(holding, proposal.judged.tradingDay());
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
    rememberContent(proposal.judged);
    KnownId known = remember(order, null);
    ParkedOrder early = parked.isEmpty() ? null : parked.remove(order.orderId());
    if (early == null && holding.isDecided(order.offset())) {
      // What is decided and has no execution was refused.
      return;
    }
    WorkingOrder working =
        new WorkingOrder(holding, proposal.side, order.qty(), 0, proposal.reservePrice);
    known.work(working);
    begin(working);
    if (early != null) {
      early.forget();
      changed.add(early);
      for (AccountRow.Feedback feedback : early.executions) {
        apply(known, feedback);
      }
    }
  }

  private void rememberContent(Judged judged) {
    Scope ofFirm = firm.scope();
    int millis = own.refusesDuplicates() ? limits().rules().duplicateMillis() : 0;
    if (ofFirm != null && ofFirm.refusesDuplicates()) {
      millis = Math.max(millis, ofFirm.limits().rules().duplicateMillis());
    }
    if (millis > 0) {
      recent().add(judged, millis);
    }
  }

  private void begin(WorkingOrder working) {
    working.begin();
    own.openOrders++;
    firm.work(1);
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
    boolean alive = tellsOfAcceptedOrder(execution) || adjusts(execution);
    if (!alive && holdings.find(execution.symbol()) == null) {
      return;
    }
    Holding holding = holdings.of(execution.symbol(), execution.currency());
    holdings.keep(holding);
    if (!holding.firstSight(execution.sequence(), execution.index())) {
      return;
    }
    changed.add(holding);
    holdings.begin(holding, execution.tradingDay());
    if (!execution.requestId().isEmpty()) {
      // Else it is the offset of an instrument or a kill.
      holding.decided(execution.offset());
    }
    if (execution.execType() == ExecType.TRADE_CANCEL) {
      // Whatever became of its order, which stays as it is.
      holding.bust(
          execution.side(), execution.lastQty(), execution.lastPx(), execution.tradingDay());
      return;
    }
    if (execution.execType() == ExecType.POSITION_REPORT) {
      if (adjusts(execution)) {
        adjust(holding, execution);
      }
      return;
    }
    KnownId known = ids.get(execution.orderId());
    if (known == null || isOfRefused(known, execution)) {
      if (alive) {
        park(execution);
      }
    } else if (known.working() != null && known.working().holding == holding) {
      apply(known, AccountRow.Feedback.of(execution));
    }
  }

  /**
   * An operator corrects what is held: once for each orderId, and only within the range of the
   * venue. It is booked when its execution comes, like a fill.
   */
  Judged judgeAdjustment(Judged judged) {
    OrderCommand order = judged.order();
    if (limits() == null) {
      return judged.with(Verdict.reject(Reason.UNKNOWN_ACCOUNT, "account=" + name));
    }
    Verdict duplicate = LimitControls.duplicate(this, order);
    if (duplicate != null) {
      return judged.with(duplicate);
    }
    day(judged.tradingDay());
    KnownId ignored = remember(order, null);
    SymbolSums sums = holdings.of(order.symbol(), judged.currency()).sums;
    long worst = Holding.worst(sums.worstLong(), sums.worstShort());
    // Far from where sums would wrap, whatever is on its way here.
    return worst <= Decimal8.MAX - order.qty()
        ? judged
        : judged.with(
            Verdict.reject(
                Reason.OVERFLOW,
                "worstPosition="
                    + Decimal8.format(worst)
                    + ", qty="
                    + Decimal8.format(order.qty())
                    + ", limit="
                    + Decimal8.format(Decimal8.MAX)));
  }

  /**
   * Whether the id is known of a duplicate only, whose entry in the log of another symbol was
   * replayed first: that of the order itself comes yet.
   */
  private boolean isOfRefused(KnownId known, Execution execution) {
    return known.working() == null
        && (parked.containsKey(execution.orderId())
            || (execution.execType() == ExecType.NEW
                && !(known.offset == execution.offset()
                    && known.partition == execution.partition())));
  }

  private static boolean adjusts(Execution execution) {
    return execution.execType() == ExecType.POSITION_REPORT && execution.reason() == null;
  }

  private static void adjust(Holding holding, Execution execution) {
    long qty = execution.side() == Side.BUY ? execution.lastQty() : -execution.lastQty();
    holding.adjust(qty, -execution.correction().cash());
    if (execution.reference() != Decimal8.NONE) {
      holding.mark(execution.reference());
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
    if (working == null || feedback.type() == ExecType.NEW) {
      return;
    }
    changed.add(known);
    switch (feedback.type()) {
      case NEW, TRIGGERED, MASS_CANCEL_REPORT, TRADE_CANCEL, POSITION_REPORT, UNKNOWN -> {}
      case TRADE -> {
        working.progress(feedback.qty(), feedback.cumQty());
        working.resize();
        working.holding.fill(
            working.side, feedback.lastQty(), feedback.lastPx(), feedback.tradingDay());
        endIfDone(known, feedback);
        filled(working.holding, feedback.time());
      }
      case RESTATED -> {
        working.progress(feedback.qty(), feedback.cumQty());
        working.resize();
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
          known.accepted(false);
        }
      }
    }
  }

  private static void replaced(WorkingOrder working, AccountRow.Feedback feedback) {
    AccountRow.Terms terms = working.answer(feedback.offset());
    working.progress(feedback.qty(), feedback.cumQty());
    if (terms != null) {
      working.value(terms.reservePrice());
    } else if (feedback.price() != Decimal8.NONE) {
      working.value(
          Notional.reservePrice(
              working.side, OrderType.LIMIT, feedback.price(), feedback.reference(), 0));
    } // Else it keeps its protection limit: the new one is in the command alone.
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
    own.openOrders--;
    firm.work(-1);
    changed.add(known);
    killSwitch.orderEnded();
    if (firm.account() != null) {
      firm.account().killSwitch.orderEnded();
    }
  }

  private void filled(Holding holding, long time) {
    CurrencyTotals totals = holding.totals();
    events.filled(own, totals, time);
    Scope ofFirm = firm.scope();
    if (ofFirm != null) {
      ofFirm.owner.events.filled(ofFirm, totals.firm(), time);
    }
  }

  // ---- what is shown and kept

  AccountSnapshot snapshot(long now) {
    Scope shown = isFirm() && firm.scope() != null ? firm.scope() : own;
    Collection<CurrencyTotals> sums = shown.isFirm ? firm.totals() : holdings.totals().values();
    Utilisation use = Utilisation.of(sums);
    Executions executions = shown.executions();
    return new AccountSnapshot(
        name,
        killSwitch.state(),
        killSwitch.generation(),
        killSwitch.orders(),
        holdings.bySymbol().stream().map(Holding::snapshot).toList(),
        use.gross(),
        use.credit(),
        use.of(shown, shown.isFirm ? firm.sums() : holdings.sums()),
        limits() == null ? -1 : limits().offset(),
        now,
        shown.state(),
        use.net(),
        use.loss(),
        executions.latched(),
        executions.generation(),
        records.refusedOffset(),
        records.pending() == null ? -1 : records.pending().offset());
  }

  void restore(AccountRow.Header row) {
    killSwitch.restore(row.killState(), row.killGeneration());
    day = row.day();
    dayCount = row.dayCount();
    own.restoreWindow(row.windowStart(), row.windowOrders());
    events.restore(row.lastEvent());
    records.restore(row.limits(), row.pending(), row.refusedOffset());
    own.restore(row.own());
    firm.restore(this, row.ofFirm());
  }

  void restore(AccountRow.Holding row) {
    holdings.restore(row);
  }

  void restore(AccountRow.Parked row) {
    parked.put(row.orderId(), new ParkedOrder(name, row.orderId(), row.since(), row.executions()));
  }

  /** After the holdings. */
  void restore(AccountRow.Id row) {
    KnownId known =
        new KnownId(name, row.id(), row.partition(), row.offset(), row.target(), row.endedOn());
    known.accepted(row.accepted());
    ids.add(known);
    AccountRow.Working terms = row.working();
    if (terms == null) {
      return;
    }
    WorkingOrder working =
        new WorkingOrder(
            holdings.find(terms.symbol()),
            terms.side(),
            terms.qty(),
            terms.cumQty(),
            terms.reservePrice());
    terms.pending().forEach(working::ask);
    known.work(working);
    begin(working);
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    sink.put(
        new AccountRow.Header(
            name,
            limits(),
            killSwitch.state(),
            killSwitch.generation(),
            day,
            dayCount,
            own.windowStart(),
            own.windowOrders(),
            records.pending(),
            records.refusedOffset(),
            events.last(),
            own.row(),
            firm.row(this)));
  }
}
