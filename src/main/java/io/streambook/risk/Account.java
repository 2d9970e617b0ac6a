package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Verdict;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One account: its limits and kill switch, its ids, what it holds and works. */
final class Account extends Changed.Row {
  /** An id may be used again on the second trading day after its order ended. */
  private static final int ID_DAYS = 2;

  private final String name;
  private final Firm firm;
  private final Changed changed;
  private final Consumer<RiskEvent> events;

  /** What this account's limits bound. */
  private final Scope own;

  private final KnownIds ids = new KnownIds();
  private final Object2ObjectOpenHashMap<String, Holding> holdings =
      new Object2ObjectOpenHashMap<>();

  /** The same holdings: up to {@link #sorted} by symbol, then as they came. */
  private final List<Holding> bySymbol = new ArrayList<>();

  private int sorted;

  private final Object2ObjectOpenHashMap<String, CurrencyTotals> totals =
      new Object2ObjectOpenHashMap<>();
  private final Object2ObjectOpenHashMap<String, ParkedOrder> parked =
      new Object2ObjectOpenHashMap<>();

  /** A record that is not in force yet, or null. */
  private RiskLimits pending;

  /** Of the newest record that was refused; -1 when none was. */
  private long refusedOffset = -1;

  private RecentOrders recent;
  private KillState killState = KillState.ACTIVE;
  private long killGeneration;
  private int day;
  private int dayCount;
  private long lastEvent;

  Account(String name, Firm firm, Changed changed, Consumer<RiskEvent> events) {
    this.name = name;
    this.firm = firm;
    this.changed = changed;
    this.events = events;
    this.own = new Scope(this, false);
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

  List<Holding> holdings() {
    return bySymbol;
  }

  Map<String, CurrencyTotals> totals() {
    return totals;
  }

  KillState killState() {
    return killState;
  }

  long killGeneration() {
    return killGeneration;
  }

  int openOrders() {
    return own.openOrders;
  }

  /** Working orders that a kill has to cancel: a firm's those of all its accounts. */
  private int ordersToKill() {
    return isFirm() ? firm.openOrders() : own.openOrders;
  }

  /** Itself or its firm, or null when neither is killed. */
  Account killedBy() {
    if (killState != KillState.ACTIVE) {
      return this;
    }
    Account account = firm.account();
    return account != null && account.killState != KillState.ACTIVE ? account : null;
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
    if (known != null) {
      return known;
    }
    Holding empty = new Holding(name, symbol, currency, totals(currency));
    firm.joins(empty);
    return empty;
  }

  private void keep(Holding holding) {
    if (!holding.kept) {
      holding.kept = true;
      holdings.put(holding.symbol, holding);
      bySymbol.add(holding);
    }
  }

  /** Sorted when somebody looks, which is far rarer than a new one. */
  private List<Holding> bySymbol() {
    if (sorted < bySymbol.size()) {
      bySymbol.sort(Comparator.comparing(holding -> holding.symbol));
      sorted = bySymbol.size();
    }
    return bySymbol;
  }

  private CurrencyTotals totals(String currency) {
    CurrencyTotals known = totals.get(currency);
    if (known != null) {
      return known;
    }
    CurrencyTotals empty = new CurrencyTotals();
    if (firm.countsGains() || own.has(Limit.DAILY_LOSS)) {
      empty.countGains();
    }
    firm.joins(currency, empty);
    totals.put(currency, empty);
    return empty;
  }

  private void begin(Holding holding, int tradingDay) {
    if (tradingDay > holding.tradingDay()) {
      holding.day(tradingDay);
      changed.add(holding);
      firm.day(holding.symbol, tradingDay);
    }
  }

  /** The trading day of a symbol has begun for another account of the firm. */
  void day(String symbol, int tradingDay) {
    Holding holding = holdings.get(symbol);
    if (holding != null && tradingDay > holding.tradingDay()) {
      holding.day(tradingDay);
      changed.add(holding);
    }
  }

  /** Gains of the day are summed up from now on. */
  void countGains() {
    totals.values().forEach(CurrencyTotals::countGains);
    bySymbol.forEach(Holding::regain);
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
    keep(holding);
    holding.accepted = proposal.judged.number();
    begin(holding, proposal.judged.tradingDay());
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
    if (!alive && !holdings.containsKey(execution.symbol())) {
      return;
    }
    Holding holding = holding(execution.symbol(), execution.currency());
    keep(holding);
    if (!holding.firstSight(execution.sequence(), execution.index())) {
      return;
    }
    changed.add(holding);
    begin(holding, execution.tradingDay());
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
    SymbolSums sums = holdingFor(judged).sums;
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
    own.openOrders--;
    firm.work(-1);
    changed.add(known);
    endKill();
    if (firm.account() != null) {
      firm.account().endKill();
    }
  }

  private void endKill() {
    if (killState == KillState.KILLING && ordersToKill() == 0) {
      killState = KillState.KILLED;
      changed.add(this);
    }
  }

  // ---- what executions use of the limits

  private void filled(Holding holding, long time) {
    filled(own, holding.totals(), time);
    Scope ofFirm = firm.scope();
    if (ofFirm != null) {
      filled(ofFirm, holding.totals().firm(), time);
    }
  }

  private static void filled(Scope scope, CurrencyTotals totals, long time) {
    if (scope.has(Limit.EXECUTION_RATE)) {
      scope.owner.executed(scope, time);
    }
    if (scope.has(Limit.DAILY_LOSS)) {
      scope.owner.lost(scope, totals.dayLoss(), time);
    }
  }

  private void executed(Scope scope, long time) {
    long max = scope.max(Limit.EXECUTION_RATE);
    Executions executions = scope.executions();
    changed.add(this);
    if (executions.count(time, max, scope.limits().rules().executionsMillis())) {
      String text = Limit.EXECUTION_RATE.text(executions.count(), max);
      tell(
          RiskEvent.Kind.LATCHED,
          Limit.EXECUTION_RATE,
          100,
          executions.count(),
          max,
          text + ", generation=" + executions.generation() + scope.suffix(),
          time);
    } else {
      warn(scope, Limit.EXECUTION_RATE, executions.count(), time);
    }
  }

  private void lost(Scope scope, long loss, long time) {
    int today = scope.owner.day(scope.isFirm);
    if (loss >= scope.max(Limit.DAILY_LOSS) && scope.lossDay() != today) {
      scope.lost(today);
      changed.add(this);
      breach(scope, Limit.DAILY_LOSS, loss, time);
    } else {
      warn(scope, Limit.DAILY_LOSS, loss, time);
    }
  }

  /** Tells of a limit that refuses, once a day. */
  void breach(Scope scope, Limit limit, long measured, long time) {
    if (scope.breach(limit)) {
      int percent = Utilisation.basisPoints(measured, scope.max(limit)) / 100;
      tell(scope, RiskEvent.Kind.BREACH, limit, percent, measured, time);
    }
  }

  /** Tells of the use of a limit, each threshold once a day. */
  void warn(Scope scope, Limit limit, long measured, long time) {
    if (scope.isNews(limit, measured)) {
      int percent = scope.warn(limit, measured);
      tell(scope, RiskEvent.Kind.WARNING, limit, percent, measured, time);
    }
  }

  private void tell(
      Scope scope, RiskEvent.Kind kind, Limit limit, int percent, long measured, long time) {
    long max = scope.max(limit);
    tell(kind, limit, percent, measured, max, limit.text(measured, max) + scope.suffix(), time);
  }

  private void tell(
      RiskEvent.Kind kind,
      Limit limit,
      int percent,
      long measured,
      long max,
      String text,
      long time) {
    changed.add(this);
    events.accept(
        new RiskEvent(
            name,
            ++lastEvent,
            kind,
            limit.field,
            percent,
            limit.decimal(measured),
            limit.decimal(max),
            text,
            time));
  }

  private void tell(RiskEvent.Kind kind, String text, long time) {
    changed.add(this);
    long none = Decimal8.NONE;
    events.accept(new RiskEvent(name, ++lastEvent, kind, "", 0, none, none, text, time));
  }

  // ---- limits and kill switch

  /** Takes a record; an older one changes nothing. Answers what a kill cancels. */
  List<SymbolCommand.KillCancel> apply(RiskLimits newest, long now) {
    if (newest.offset() <= newestOffset()) {
      return List.of();
    }
    changed.add(this);
    String loosened = LimitChange.unapproved(limits(), newest);
    if (loosened != null) {
      refusedOffset = newest.offset();
      tell(RiskEvent.Kind.LIMITS_REFUSED, loosened, now);
    } else if (newest.rules().effectiveFrom() > now) {
      pending = newest;
    } else {
      pending = null;
      enforce(newest, now);
    }
    if (newest.deleted()) {
      return List.of();
    }
    lift(newest, now);
    return newest.killed() ? kill(newest, now) : List.of();
  }

  /** Below that of every record when there was none. */
  private long newestOffset() {
    if (limits() == null && pending == null) {
      return Long.MIN_VALUE;
    }
    long inForce = limits() == null ? -1 : limits().offset();
    long waiting = pending == null ? -1 : pending.offset();
    return Math.max(refusedOffset, Math.max(inForce, waiting));
  }

  /** A record that waited for this instant is in force from now on. */
  void enforceDue(long now) {
    if (pending != null && pending.rules().effectiveFrom() <= now) {
      RiskLimits due = pending;
      pending = null;
      enforce(due, now);
    }
  }

  private void enforce(RiskLimits newest, long now) {
    changed.add(this);
    own.limits(newest);
    if (own.has(Limit.DAILY_LOSS)) {
      countGains();
    }
    firm.limited(this);
    tell(
        RiskEvent.Kind.LIMITS_APPLIED,
        "offset="
            + newest.offset()
            + ", operator="
            + newest.operator()
            + ", approver="
            + newest.rules().approver(),
        now);
  }

  private void lift(RiskLimits record, long now) {
    if (record.operator().isEmpty()) {
      return;
    }
    if (!record.killed()
        && killState != KillState.ACTIVE
        && record.killGeneration() == killGeneration) {
      killState = KillState.ACTIVE;
      tell(RiskEvent.Kind.KILL_LIFTED, lifted(killGeneration, record), now);
    }
    long latch = record.rules().liftedLatch();
    boolean latched = own.executions().lift(latch);
    boolean ofFirm = isFirm() && firm.scope() != null && firm.scope().executions().lift(latch);
    if (latched || ofFirm) {
      tell(RiskEvent.Kind.LATCH_LIFTED, lifted(latch, record), now);
    }
  }

  private static String lifted(long generation, RiskLimits record) {
    return "generation=" + generation + ", operator=" + record.operator();
  }

  private List<SymbolCommand.KillCancel> kill(RiskLimits cause, long now) {
    killGeneration =
        killState == KillState.ACTIVE
            ? cause.killGeneration()
            : Math.max(killGeneration, cause.killGeneration());
    killState = ordersToKill() == 0 ? KillState.KILLED : KillState.KILLING;
    tell(RiskEvent.Kind.KILLED, lifted(killGeneration, cause), now);
    List<SymbolCommand.KillCancel> cancels = new ArrayList<>();
    for (Account account : isFirm() ? firm.accounts() : List.of(this)) {
      account.cancelAll(cause, now, cancels);
    }
    return cancels;
  }

  private void cancelAll(RiskLimits cause, long now, List<SymbolCommand.KillCancel> cancels) {
    for (Holding holding : bySymbol()) {
      if (holding.sums.openOrders() > 0) {
        cancels.add(
            new SymbolCommand.KillCancel(
                holding.symbol,
                holding.accepted,
                cause.partition(),
                cause.offset(),
                now,
                holding.tradingDay(),
                name));
      }
    }
  }

  AccountSnapshot snapshot(long now) {
    Scope shown = isFirm() && firm.scope() != null ? firm.scope() : own;
    Collection<CurrencyTotals> sums = shown.isFirm ? firm.totals() : totals.values();
    Utilisation use = Utilisation.of(sums);
    Executions executions = shown.executions();
    return new AccountSnapshot(
        name,
        killState,
        killGeneration,
        ordersToKill(),
        bySymbol().stream().map(Holding::snapshot).toList(),
        use.gross(),
        use.credit(),
        use.of(shown, shown.isFirm ? firm.sums() : ownSums()),
        limits() == null ? -1 : limits().offset(),
        now,
        shown.state(),
        use.net(),
        use.loss(),
        executions.latched(),
        executions.generation(),
        refusedOffset,
        pending == null ? -1 : pending.offset());
  }

  private List<SymbolSums> ownSums() {
    return bySymbol.stream().map(holding -> holding.sums).toList();
  }

  void restore(AccountRow.Header row) {
    killState = row.killState();
    killGeneration = row.killGeneration();
    day = row.day();
    dayCount = row.dayCount();
    own.restoreWindow(row.windowStart(), row.windowOrders());
    pending = row.pending();
    refusedOffset = row.refusedOffset();
    lastEvent = row.lastEvent();
    if (row.limits() != null) {
      own.limits(row.limits());
      if (own.has(Limit.DAILY_LOSS)) {
        countGains();
      }
      firm.limited(this);
    }
    own.restore(row.own());
    firm.restore(this, row.ofFirm());
  }

  void restore(AccountRow.Holding row) {
    Holding holding = new Holding(row, totals(row.currency()));
    firm.joins(holding);
    keep(holding);
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
            holdings.get(terms.symbol()),
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
            killState,
            killGeneration,
            day,
            dayCount,
            own.windowStart(),
            own.windowOrders(),
            pending,
            refusedOffset,
            lastEvent,
            own.row(),
            firm.row(this)));
  }
}
