package io.streambook.book;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The matching rules of one symbol: applies its log entry by entry and tells what follows. A pure
 * function of the log. Not thread-safe.
 *
 * <p>The rules stand in {@code RULES.md} beside this class.
 */
public final class Matching {
  /** The newest rules this release knows; older logs replay by the rules that they name. */
  public static final int RULES_VERSION = 3;

  private final String symbol;
  private final WorkingOrders orders = new WorkingOrders();
  private final OrderBook book = orders.book;
  private final RecentTrades recent = new RecentTrades();
  private final Reports reports = new Reports(recent);
  private final Session session = new Session();
  private final ContinuousTrading trading = new ContinuousTrading(orders, session, reports);
  private final AuctionTrading auctions = new AuctionTrading(orders, trading, session, reports);
  private final BookChecks checks = new BookChecks(orders, session);
  private final Amendments amendments = new Amendments(orders, trading, reports);
  private final Corrections corrections = new Corrections(orders, recent, session, reports);

  private long sequence;
  private int tradingDay;
  private long time;

  /** A symbol whose log has not begun. */
  public Matching(String symbol) {
    this.symbol = symbol;
  }

  /**
   * All that has to be saved but the orders.
   *
   * @param terms of the instrument
   * @param reference that was stamped last, in 10⁻⁸, or {@link Decimal8#NONE}
   */
  public record State(MarketState market, int rulesVersion, TradingTerms terms, long reference) {}

  /** A symbol as it was saved; orders and trades in any order. */
  public Matching(State saved, List<WorkingOrder> rows, List<RecentTrade> trades) {
    MarketState state = saved.market();
    symbol = state.symbol();
    sequence = state.sequence();
    session.restore(saved);
    trading.restore(state.lastPx(), state.lastTradeTime());
    tradingDay = state.tradingDay();
    time = state.time();
    orders.restore(rows);
    recent.restore(trades, tradingDay);
  }

  /**
   * Applies the next entry of the log; does nothing when it was applied before.
   *
   * @throws IllegalStateException when an entry is missing before it, or it was made by rules that
   *     this release does not know
   */
  public void apply(LogEntry entry, ReportListener out) {
    if (entry.sequence() <= sequence) {
      return;
    }
    if (entry.sequence() != sequence + 1) {
      throw new IllegalStateException(
          "log of %s: entry %d follows %d".formatted(symbol, entry.sequence(), sequence));
    }
    sequence = entry.sequence();
    time = entry.time();
    reports.begin(entry, out);
    if (entry.tradingDay() > tradingDay) {
      tradingDay = entry.tradingDay();
      recent.day(tradingDay);
      // Every one that works is of the day that has just ended.
      takeOff(order -> isOfADay(order.timeInForce()), reports::expired);
    }
    if (entry instanceof LogEntry.Order order) {
      apply(order.judged());
    } else if (entry instanceof LogEntry.Symbol command) {
      apply(command.command());
    } else if (entry instanceof LogEntry.Rules rules) {
      apply(rules);
    }
    trading.takeInElected();
  }

  /** Whether this release can go on by these rules. */
  public static boolean knows(LogEntry.Rules rules) {
    return rules.version() >= 1 && rules.version() <= RULES_VERSION;
  }

  private void apply(LogEntry.Rules rules) {
    if (!knows(rules)) {
      throw new IllegalStateException(
          "log of %s: rules version %d is not known".formatted(symbol, rules.version()));
    }
    session.rules(rules.version());
  }

  private void apply(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange change) {
      auctions.change(change);
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      Verdict why = Verdict.reject(Reason.KILL_SWITCH, "account=" + kill.account());
      takeOff(
          order -> order.account.equals(kill.account()), order -> reports.cancelled(order, why));
    } else if (command instanceof SymbolCommand.Expire expire) {
      takeOff(
          order ->
              order.timeInForce() == TimeInForce.GTD
                  && order.conditions().expireTime() <= expire.upTo(),
          reports::expired);
    }
  }

  private static boolean isOfADay(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case DAY, AT_THE_OPEN, AT_THE_CLOSE -> true;
      case GTC, GTD, IOC, FOK, UNKNOWN -> false;
    };
  }

  private void apply(Judged judged) {
    session.see(judged.reference());
    trading.moveToBand();
    switch (judged.order().action()) {
      case CANCEL -> cancel(judged);
      case REPLACE -> replace(judged);
      case MASS_CANCEL -> massCancel(judged);
      case TRADE_CANCEL -> corrections.cancelTrade(judged, tradingDay);
      case ADJUST -> corrections.adjust(judged);
      // An action that is not known was refused by risk, and is answered like an order.
      case NEW, UNKNOWN -> enter(judged);
    }
  }

  // ---- new orders

  private void enter(Judged judged) {
    BookOrder order = orders.blank(judged);
    order.venueOrderId = sequence;
    Verdict verdict = checks.enter(judged, order);
    if (!verdict.accepted()) {
      reports.answer(order, ExecType.REJECTED, OrdStatus.REJECTED, verdict);
      book.release(order);
      return;
    }
    long limit = BookChecks.limit(judged);
    reports.answer(order, ExecType.NEW, OrdStatus.NEW);
    if (order.waits()) {
      order.price = limit;
      trading.await(order);
    } else {
      trading.takeIn(order, limit);
    }
  }

  // ---- cancels and replaces

  private void cancel(Judged judged) {
    BookOrder target = target(judged);
    Verdict verdict = checks.cancel(judged, target);
    if (verdict.accepted()) {
      cancel(target);
    } else {
      cancelReject(judged, target, verdict);
    }
  }

  private void cancel(BookOrder target) {
    reports.answer(target, ExecType.CANCELED, OrdStatus.CANCELED);
    orders.takeOut(target);
    orders.end(target);
  }

  private void replace(Judged judged) {
    BookOrder target = target(judged);
    boolean restates = session.rulesVersion() > 1;
    Verdict verdict = checks.replace(judged, target, restates);
    if (!verdict.accepted()) {
      cancelReject(judged, target, verdict);
    } else if (judged.order().qty() <= target.cumQty) {
      cancel(target);
    } else {
      amendments.apply(judged, target, restates);
    }
  }

  private void massCancel(Judged judged) {
    OrderCommand command = judged.order();
    List<BookOrder> all =
        judged.verdict().accepted()
            ? orders.all(
                order ->
                    (command.isOperators() || order.account.equals(command.account()))
                        && (command.side() == Side.BOTH || command.side() == order.side()))
            : List.of();
    BookOrder summary = orders.blank(judged);
    reports.massCancel(summary, judged.verdict(), all.size());
    book.release(summary);
    for (BookOrder order : all) {
      reports.massCancelled(order);
      orders.takeOut(order);
      orders.end(order);
    }
  }

  /** Null when it does not work, or never did. */
  private BookOrder target(Judged judged) {
    return orders.find(judged.order().account(), judged.order().origOrderId());
  }

  private void cancelReject(Judged judged, BookOrder target, Verdict why) {
    if (target != null) {
      reports.answer(target, ExecType.CANCEL_REJECT, target.status(), why);
      return;
    }
    BookOrder unknown = orders.blank(judged);
    unknown.name(judged.order().origOrderId());
    reports.answer(unknown, ExecType.CANCEL_REJECT, OrdStatus.REJECTED, why);
    book.release(unknown);
  }

  private void takeOff(Predicate<BookOrder> which, Consumer<BookOrder> report) {
    for (BookOrder order : orders.all(which)) {
      report.accept(order);
      orders.takeOut(order);
      orders.end(order);
    }
  }

  // ---- what others may ask

  /** Up to so many price levels of each side. */
  public BookSnapshot snapshot(int levels) {
    return new BookSnapshot(
        symbol,
        sequence,
        session.phase(),
        trading.lastPx(),
        book.depth(Side.BUY, levels),
        book.depth(Side.SELL, levels),
        time,
        indicative());
  }

  private BookSnapshot.Indicative indicative() {
    Phase phase = session.phase();
    return phase.collects()
        ? orders.auction.indicative(phase == Phase.PRE_CLOSE, session.referenceOnTick())
        : BookSnapshot.Indicative.NONE;
  }

  /** The resting orders of a side by their venueOrderIds, the one that trades first in front. */
  public List<Long> queue(Side side) {
    return book.queue(side);
  }

  public MarketState marketState() {
    return new MarketState(
        symbol,
        sequence,
        session.phase(),
        session.cause(),
        trading.lastPx(),
        trading.lastTradeTime(),
        tradingDay,
        time,
        session.pause());
  }

  public State state() {
    return new State(marketState(), rulesVersion(), session.terms(), session.reference());
  }

  /** Version of the rules in force; 0 while the log has named none, which is as 1. */
  public int rulesVersion() {
    return session.rulesVersion();
  }

  /** How many orders work: they rest, or wait for their stop price. */
  public int workingOrders() {
    return orders.size();
  }

  /** The order of this account and orderId as it works, or null. */
  public WorkingOrder working(String account, String orderId) {
    BookOrder order = orders.find(account, orderId);
    return order == null ? null : order.row();
  }

  // ---- saving

  /** Takes the rows that changed. */
  public interface Sink {
    void put(WorkingOrder order) throws Exception;

    /** In place of what had its slot. */
    void put(RecentTrade trade) throws Exception;

    /** It has ended. */
    void remove(long venueOrderId) throws Exception;
  }

  /** How many orders and trades have come, changed or ended since they were saved. */
  public int unsaved() {
    return orders.unsaved() + recent.unsaved();
  }

  /** Hands out up to so many rows that are not saved, longest waiting first. */
  public void saveChanges(Sink sink, int max) throws Exception {
    int ofOrders = Math.min(max, orders.unsaved());
    orders.saveChanges(sink, ofOrders);
    recent.saveChanges(sink, max - ofOrders);
  }
}
