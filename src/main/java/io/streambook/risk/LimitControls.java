package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an account and its firm may do. A control on a size refuses a replace only when it asks for
 * a larger one, and a control on a sum refuses only what would raise it: who is over a limit that
 * was lowered may still reduce.
 */
final class LimitControls {
  /**
   * A control, and when it is asked at all.
   *
   * @param asked of the limits of an account or firm
   */
  private record Entry(Predicate<Scope> asked, LimitControl control) {
    static Entry of(Limit limit, LimitControl control) {
      return new Entry(scope -> scope.has(limit), control);
    }
  }

  /** Of every new order and replace. In this order; the first that fails counts. */
  private static final List<Entry> OF_COMMANDS =
      List.of(
          new Entry(scope -> scope.state() != TradingState.ACTIVE, LimitControls::tradingState),
          Entry.of(Limit.EXECUTION_RATE, LimitControls::executionRate),
          new Entry(Scope::hasRules, LimitControls::restricted),
          Entry.of(Limit.ORDER_RATE, LimitControls::orderRate),
          new Entry(Scope::refusesDuplicates, LimitControls::duplicateContent));

  /** Besides; not asked of a replace whose order is unknown here. */
  private static final List<Entry> OF_SIZES =
      List.of(
          Entry.of(Limit.MAX_ORDER_QTY, LimitControls::maxOrderQty),
          new Entry(scope -> !scope.isFirm, LimitControls::notionalOverflow),
          Entry.of(Limit.MAX_NOTIONAL, LimitControls::maxNotional),
          Entry.of(Limit.MAX_OPEN_ORDERS, LimitControls::maxOpenOrders),
          Entry.of(Limit.MAX_OPEN_ORDERS_PER_SYMBOL, LimitControls::maxOpenOrdersPerSymbol),
          new Entry(scope -> true, LimitControls::positionOverflow),
          new Entry(scope -> !scope.isFirm, LimitControls::instrumentReduceOnly),
          new Entry(scope -> scope.state() == TradingState.REDUCING, LimitControls::reduceOnly),
          Entry.of(Limit.DAILY_LOSS, LimitControls::dailyLoss),
          new Entry(Scope::hasRules, LimitControls::symbolRule),
          Entry.of(Limit.POSITION_LIMIT, LimitControls::positionLimit),
          Entry.of(Limit.GROSS_EXPOSURE, LimitControls::grossExposure),
          Entry.of(Limit.NET_NOTIONAL, LimitControls::netNotional),
          Entry.of(Limit.CREDIT_LIMIT, LimitControls::credit));

  private LimitControls() {}

  /** Those that the limits of an account or firm ask for: what has no limit costs nothing. */
  static List<LimitControl> ofCommands(Scope scope) {
    return asked(OF_COMMANDS, scope);
  }

  /** The same of what the size of an order is measured by. */
  static List<LimitControl> ofSizes(Scope scope) {
    return asked(OF_SIZES, scope);
  }

  private static List<LimitControl> asked(List<Entry> entries, Scope scope) {
    return entries.stream().filter(entry -> entry.asked.test(scope)).map(Entry::control).toList();
  }

  // ---- who may, whatever the limits

  /**
   * Without a limits record nothing is allowed; a tombstone, of the account or its firm, leaves
   * replaces that raise nothing.
   */
  static Verdict knownAccount(Proposal proposal) {
    Account account = proposal.account;
    RiskLimits limits = account.limits();
    Account firm = account.firmAccount();
    boolean firmDeleted = firm != null && firm.limits() != null && firm.limits().deleted();
    if (limits != null && ((!limits.deleted() && !firmDeleted) || !proposal.raises())) {
      return null;
    }
    boolean own = limits == null || limits.deleted();
    return reject(Reason.UNKNOWN_ACCOUNT, "account=" + (own ? account.name() : firm.name()));
  }

  static Verdict killSwitch(Proposal proposal) {
    Account killed = proposal.account.killedBy();
    return killed == null
        ? null
        : reject(
            Reason.KILL_SWITCH,
            "account=" + killed.name() + ", generation=" + killed.killSwitch().generation());
  }

  static Verdict duplicate(Proposal proposal) {
    return duplicate(proposal.account, proposal.order());
  }

  static Verdict duplicate(Account account, OrderCommand order) {
    KnownId first = account.known(order.orderId());
    return first == null
        ? null
        : reject(
            Reason.DUPLICATE_ORDER,
            "orderId="
                + first.id()
                + ", first partition="
                + first.partition
                + ", offset="
                + first.offset);
  }

  // ---- of every new order and replace

  private static Verdict tradingState(Proposal proposal, Scope scope) {
    TradingState state = scope.state();
    return state == TradingState.REDUCING
        ? null
        : reject(Reason.TRADING_HALTED, "account=" + scope.name + ", state=" + state);
  }

  /** The latch of too many executions is on. */
  private static Verdict executionRate(Proposal proposal, Scope scope) {
    Executions executions = scope.executions();
    if (!executions.latched()) {
      return null;
    }
    Limit limit = Limit.EXECUTION_RATE;
    return reject(
        limit.reason,
        limit.text(executions.count(), scope.max(limit))
            + ", generation="
            + executions.generation()
            + scope.suffix());
  }

  /** Of a symbol that is denied, or is not on a list that has all that is allowed. */
  private static Verdict restricted(Proposal proposal, Scope scope) {
    SymbolRule rule = scope.rule(proposal.order().symbol());
    boolean denied =
        rule == null
            ? scope.limits().rules().onlyListed()
            : rule.access().compareTo(SymbolRule.Access.DENY) >= 0;
    return denied
        ? reject(
            Reason.RESTRICTED_SYMBOL,
            "symbol=" + proposal.order().symbol() + ", account=" + scope.name)
        : null;
  }

  /** A second begins with the first order after the last one ended. */
  private static Verdict orderRate(Proposal proposal, Scope scope) {
    return within(
        proposal, scope, Limit.ORDER_RATE, scope.ordersInWindow(proposal.judged.time()) + 1, true);
  }

  /** The same symbol, side, prices and quantity as a new order that was accepted shortly before. */
  private static Verdict duplicateContent(Proposal proposal, Scope scope) {
    RecentOrders.Order first =
        proposal.isNew() ? proposal.account.recent().find(proposal.judged) : null;
    long limit = scope.limits().rules().duplicateMillis();
    long age = first == null ? limit * 1000 : proposal.judged.time() - first.time();
    if (age >= limit * 1000) {
      return null;
    }
    return reject(
        Reason.DUPLICATE_CONTENT,
        "sameAs="
            + first.orderId()
            + ", age="
            + (age + 999) / 1000
            + "ms, limit="
            + limit
            + "ms"
            + scope.suffix());
  }

  // ---- of sizes and sums

  private static Verdict maxOrderQty(Proposal proposal, Scope scope) {
    long qty = proposal.order().qty();
    return within(proposal, scope, Limit.MAX_ORDER_QTY, qty, proposal.raisesQty());
  }

  private static Verdict notionalOverflow(Proposal proposal, Scope scope) {
    if (proposal.notional != Notional.OVERFLOW) {
      return null;
    }
    return reject(
        Reason.NOTIONAL_OVERFLOW,
        "qty="
            + text(proposal.order().qty())
            + ", price="
            + text(proposal.reservePrice)
            + ", limit="
            + text(Notional.OVERFLOW));
  }

  private static Verdict maxNotional(Proposal proposal, Scope scope) {
    long notional = proposal.notional;
    return within(proposal, scope, Limit.MAX_NOTIONAL, notional, proposal.raisesNotional());
  }

  private static Verdict maxOpenOrders(Proposal proposal, Scope scope) {
    int orders = scope.openOrders + proposal.addedOrders();
    return within(proposal, scope, Limit.MAX_OPEN_ORDERS, orders, proposal.isNew());
  }

  private static Verdict maxOpenOrdersPerSymbol(Proposal proposal, Scope scope) {
    int orders = proposal.sums(scope).openOrders() + proposal.addedOrders();
    return within(proposal, scope, Limit.MAX_OPEN_ORDERS_PER_SYMBOL, orders, proposal.isNew());
  }

  /** Sums of quantities stay within a long; the controls after this one rely on it. */
  private static Verdict positionOverflow(Proposal proposal, Scope scope) {
    SymbolSums sums = proposal.sums(scope);
    long worst = proposal.side == Side.BUY ? sums.worstLong() : -sums.worstShort();
    long sum = Math.max(worst, sums.openQty(proposal.side));
    if (sum <= Long.MAX_VALUE - proposal.addedQty) {
      return null;
    }
    return reject(
        Reason.OVERFLOW,
        "qty="
            + text(proposal.addedQty)
            + ", position="
            + text(sum)
            + ", limit="
            + text(Long.MAX_VALUE)
            + scope.suffix());
  }

  /** Of every account in an instrument that is to be reduced, whatever its own state. */
  private static Verdict instrumentReduceOnly(Proposal proposal, Scope scope) {
    return !proposal.judged.reduceOnly() || proposal.reduces()
        ? null
        : reject(
            Reason.REDUCE_ONLY,
            proposal.textOfReducing() + ", state of symbol=" + proposal.order().symbol());
  }

  /** The account's own position counts, also when its firm is to reduce. */
  private static Verdict reduceOnly(Proposal proposal, Scope scope) {
    return proposal.reduces()
        ? null
        : reject(
            Reason.REDUCE_ONLY, proposal.textOfReducing() + ", state of account=" + scope.name);
  }

  /** Once the loss of the day is reached, for the rest of the day. */
  private static Verdict dailyLoss(Proposal proposal, Scope scope) {
    if (scope.lossDay() != scope.owner.day(scope.isFirm)
        || (scope.limits().rules().lossState() == TradingState.REDUCING && proposal.reduces())) {
      return null;
    }
    Limit limit = Limit.DAILY_LOSS;
    long loss = proposal.totals(scope).dayLoss();
    return reject(limit.reason, limit.text(loss, scope.max(limit)) + scope.suffix());
  }

  /** What the account or firm may do in this symbol. */
  private static Verdict symbolRule(Proposal proposal, Scope scope) {
    SymbolRule rule = scope.rule(proposal.order().symbol());
    if (rule == null) {
      return null;
    }
    String where = ", symbol=" + rule.symbol() + scope.suffix();
    if (rule.access() == SymbolRule.Access.REDUCE_ONLY && !proposal.reduces()) {
      return reject(Reason.REDUCE_ONLY, proposal.textOfReducing() + where);
    }
    if (rule.access() == SymbolRule.Access.NO_SHORT
        && proposal.side == Side.SELL
        && !proposal.reduces()) {
      return reject(Reason.NO_SHORT, proposal.textOfReducing() + where);
    }
    long qty = proposal.order().qty();
    if (qty > rule.maxOrderQty() && proposal.raisesQty()) {
      return reject(
          Reason.MAX_ORDER_QTY, Limit.MAX_ORDER_QTY.text(qty, rule.maxOrderQty()) + where);
    }
    long notional = proposal.notional;
    if (notional > rule.maxNotional() && proposal.raisesNotional()) {
      return reject(
          Reason.MAX_NOTIONAL, Limit.MAX_NOTIONAL.text(notional, rule.maxNotional()) + where);
    }
    long worst = proposal.worst(scope);
    if (Math.abs(worst) > rule.maxPosition() && isRaised(worst, proposal)) {
      return reject(
          Reason.POSITION_LIMIT, Limit.POSITION_LIMIT.text(worst, rule.maxPosition()) + where);
    }
    return null;
  }

  /** Worst case on the side of the order: the position and all that works there. */
  private static Verdict positionLimit(Proposal proposal, Scope scope) {
    long worst = proposal.worst(scope);
    boolean raised = isRaised(worst, proposal);
    long measured = raised ? Math.abs(worst) : 0;
    Verdict failed = within(proposal, scope, Limit.POSITION_LIMIT, measured, raised);
    // The text tells long from short.
    return failed == null
        ? null
        : reject(
            failed.reason(),
            Limit.POSITION_LIMIT.text(worst, scope.max(Limit.POSITION_LIMIT)) + scope.suffix());
  }

  /** A long position can't be too large for a sell, nor a short one for a buy. */
  private static boolean isRaised(long worst, Proposal proposal) {
    return proposal.addedQty != 0 && (proposal.side == Side.BUY ? worst > 0 : worst < 0);
  }

  private static Verdict grossExposure(Proposal proposal, Scope scope) {
    Holding holding = proposal.holding;
    long worst = Holding.worst(proposal.worstLong(), proposal.worstShort());
    long others = proposal.totals(scope).grossWithout(holding.gross());
    long exposure = Notional.plus(others, Notional.of(worst, proposal.mark));
    boolean raised = worst > Holding.worst(holding.sums.worstLong(), holding.sums.worstShort());
    return within(proposal, scope, Limit.GROSS_EXPOSURE, exposure, raised);
  }

  /** Of the side of the order: what the day has executed, and all that works there. */
  private static Verdict netNotional(Proposal proposal, Scope scope) {
    long net = proposal.totals(scope).net(proposal.side);
    long added = proposal.addedReserve;
    long sum = net > Long.MAX_VALUE - added ? Long.MAX_VALUE : net + added;
    return within(proposal, scope, Limit.NET_NOTIONAL, sum, added != 0);
  }

  private static Verdict credit(Proposal proposal, Scope scope) {
    long credit = Notional.plus(proposal.totals(scope).credit(), proposal.addedReserve);
    return within(proposal, scope, Limit.CREDIT_LIMIT, credit, proposal.addedReserve != 0);
  }

  /**
   * A limit holds for what would raise its use.
   *
   * @param measured use of the limit, should the order pass
   */
  private static Verdict within(
      Proposal proposal, Scope scope, Limit limit, long measured, boolean raised) {
    if (raised && measured > scope.max(limit)) {
      proposal.breaches(scope, limit, measured);
      return reject(limit.reason, limit.text(measured, scope.max(limit)) + scope.suffix());
    }
    if (scope.isNews(limit, measured)) {
      proposal.uses(scope, limit, measured);
    }
    return null;
  }

  private static String text(long value) {
    return Decimal8.format(value);
  }
}
