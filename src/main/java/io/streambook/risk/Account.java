package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** One account: its limits and kill switch, its ids, what it holds and works. */
final class Account extends Changed.Row {
  /** An id may be used again on the second trading day after its order ended. */
  private static final int ID_DAYS = 2;

  /**
   * In a snapshot: of the longest symbols and the largest amounts they take 120 bytes each, and a
   * message may have 1 MB unless Kafka is told otherwise.
   */
  private static final int POSITIONS_MAX = 8_000;

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
  private final Booking booking;

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
    this.booking = new Booking(this, firm, changed);
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

  /** Latest trading day that its commands and executions carried, or those of its firm. */
  int day(boolean ofFirm) {
    return ofFirm ? firm.day() : day;
  }

  /** How many trading days its commands and executions have carried. */
  int dayCount() {
    return dayCount;
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

  Booking booking() {
    return booking;
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
    booking.forget(ID_DAYS);
  }

  /** The trading day of a symbol begins with a command that carries it, refused or not. */
  void day(String symbol, int tradingDay) {
    Holding holding = holdings.find(symbol);
    if (holding != null) {
      holdings.begin(holding, tradingDay);
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
    // What is decided and has no execution was refused.
    if (!holding.isDecided(order.offset()) || booking.isParked(order.orderId())) {
      booking.begin(
          known, new WorkingOrder(holding, proposal.side, order.qty(), 0, proposal.reservePrice));
      booking.applyParked(known);
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

  // ---- what is shown and kept

  AccountSnapshot snapshot(long now) {
    Scope shown = isFirm() && firm.scope() != null ? firm.scope() : own;
    Collection<CurrencyTotals> sums = shown.isFirm ? firm.totals() : holdings.totals().values();
    Utilisation use = Utilisation.of(sums);
    Executions executions = shown.executions();
    List<Holding> holding = holdings.mostOf(POSITIONS_MAX);
    return new AccountSnapshot(
        name,
        killSwitch.state(),
        killSwitch.generation(),
        killSwitch.orders(),
        holding.stream().map(Holding::snapshot).toList(),
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
        records.pending() == null ? -1 : records.pending().offset(),
        holdings.all().size() - holding.size());
  }

  void restore(AccountRow.Header row) {
    killSwitch.restore(row.killState(), row.killGeneration());
    day = row.day();
    dayCount = row.dayCount();
    firm.restoreDay(day);
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
    booking.restore(row);
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
    booking.begin(known, working);
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
