package io.streambook.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The matching rules of one symbol: applies its log entry by entry and tells what follows. A pure
 * function of the log. Not thread-safe.
 *
 * <p>Price-time priority; a trade is at the maker's price. A replace follows CME's rule: a new
 * price or a larger total goes to the back of the queue, a smaller total keeps its place.
 */
public final class Matching {
  /** The newest rules this release knows; older logs replay by the rules that they name. */
  public static final int RULES_VERSION = 1;

  private final String symbol;
  private final OrderBook book = new OrderBook();
  private final LiveOrders live = new LiveOrders();
  private final BookChecks checks = new BookChecks(book, live);
  private final Reports reports = new Reports();
  private final UnsavedOrders unsaved = new UnsavedOrders();

  private int rulesVersion;
  private long sequence;
  private Phase phase = Phase.UNKNOWN;
  private String cause = "";
  private long lastPx = Decimal8.NONE;
  private long lastTradeTime;
  private int tradingDay;
  private long time;

  /** A symbol whose log has not begun. */
  public Matching(String symbol) {
    this.symbol = symbol;
  }

  /** A symbol as it was saved; the orders in any order. */
  public Matching(MarketState state, int rulesVersion, List<WorkingOrder> orders) {
    symbol = state.symbol();
    this.rulesVersion = rulesVersion;
    sequence = state.sequence();
    phase = state.phase();
    cause = state.cause();
    lastPx = state.lastPx();
    lastTradeTime = state.lastTradeTime();
    tradingDay = state.tradingDay();
    time = state.time();
    List<WorkingOrder> byPriority = new ArrayList<>(orders);
    byPriority.sort(Comparator.comparingLong(WorkingOrder::priority));
    for (WorkingOrder row : byPriority) {
      BookOrder order = book.blank();
      order.set(row);
      book.add(order);
      live.add(order);
    }
  }

  /**
   * Applies the next entry of the log; does nothing when it was applied before.
   *
   * @throws IllegalStateException when an entry is missing before it, or it was made by rules that
   *     this release does not know
   */
  public void apply(LogEntry entry, MatchListener out) {
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
      expireDayOrders();
    }
    if (entry instanceof LogEntry.Order order) {
      apply(order.judged());
    } else if (entry instanceof LogEntry.Symbol command) {
      apply(command.command());
    } else if (entry instanceof LogEntry.Rules rules) {
      apply(rules);
    }
  }

  private void apply(LogEntry.Rules rules) {
    if (rules.version() < 1 || rules.version() > RULES_VERSION) {
      throw new IllegalStateException(
          "log of %s: rules version %d is not known".formatted(symbol, rules.version()));
    }
    rulesVersion = rules.version();
  }

  private void apply(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange change) {
      phase = change.phase();
      cause = "instruments-" + change.partition() + "-" + change.offset();
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      Verdict why = Verdict.reject(Reason.KILL_SWITCH, "account=" + kill.account());
      takeOff(
          order -> order.account.equals(kill.account()),
          ExecType.CANCELED,
          OrdStatus.CANCELED,
          why);
    }
  }

  private void apply(Judged judged) {
    switch (judged.order().action()) {
      case CANCEL -> cancel(judged);
      case REPLACE -> replace(judged);
      // An action that is not known was refused by risk, and is answered like an order.
      case NEW, UNKNOWN -> enter(judged);
    }
  }

  // ---- new orders

  private void enter(Judged judged) {
    BookOrder order = book.blank();
    order.set(judged.order(), judged.currency());
    order.venueOrderId = sequence;
    order.priority = sequence;
    Verdict verdict = checks.enter(judged, order);
    if (!verdict.accepted()) {
      reports.answer(order, ExecType.REJECTED, OrdStatus.REJECTED, verdict);
      book.release(order);
      return;
    }
    reports.answer(order, ExecType.NEW, OrdStatus.NEW);
    long limit = BookChecks.limit(judged);
    if (order.timeInForce != TimeInForce.FOK || book.canFill(order.side, limit, order.qty)) {
      match(order, limit);
    }
    if (order.leavesQty() > 0 && order.rests()) {
      rest(order);
      live.add(order);
      return;
    }
    if (order.leavesQty() > 0) {
      reports.unfilled(order);
    }
    book.release(order);
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
    book.remove(target);
    end(target);
  }

  private void replace(Judged judged) {
    BookOrder target = target(judged);
    Verdict verdict = checks.replace(judged, target);
    if (!verdict.accepted()) {
      cancelReject(judged, target, verdict);
    } else if (judged.order().qty() <= target.cumQty) {
      cancel(target);
    } else if (keepsPriority(judged.order(), target)) {
      book.reduce(target, judged.order().qty());
      unsaved.add(target);
      reports.answer(target, ExecType.REPLACED, target.status());
    } else {
      enterAgain(judged.order(), target);
    }
  }

  private static boolean keepsPriority(OrderCommand to, BookOrder target) {
    return to.price() == target.price && to.qty() <= target.qty;
  }

  private void enterAgain(OrderCommand to, BookOrder order) {
    book.remove(order);
    order.price = to.price();
    order.qty = to.qty();
    order.priority = sequence;
    reports.answer(order, ExecType.REPLACED, order.status());
    match(order, order.price);
    if (order.leavesQty() > 0) {
      rest(order);
    } else {
      end(order);
    }
  }

  /** Null when it does not work, or never did. */
  private BookOrder target(Judged judged) {
    return live.find(judged.order().account(), judged.order().origOrderId());
  }

  private void cancelReject(Judged judged, BookOrder target, Verdict why) {
    if (target != null) {
      reports.answer(target, ExecType.CANCEL_REJECT, target.status(), why);
      return;
    }
    BookOrder unknown = book.blank();
    unknown.set(judged.order(), judged.currency());
    unknown.orderId = judged.order().origOrderId();
    reports.answer(unknown, ExecType.CANCEL_REJECT, OrdStatus.REJECTED, why);
    book.release(unknown);
  }

  // ---- what all of them come to

  private void match(BookOrder taker, long limit) {
    while (taker.leavesQty() > 0) {
      BookOrder maker = book.against(taker.side, limit);
      if (maker == null) {
        return;
      }
      long qty = Math.min(taker.leavesQty(), maker.leavesQty());
      book.fill(maker, qty);
      taker.cumQty += qty;
      lastPx = maker.price;
      lastTradeTime = time;
      reports.trade(maker, taker, qty);
      if (maker.leavesQty() == 0) {
        end(maker);
      } else {
        unsaved.add(maker);
      }
    }
  }

  private void rest(BookOrder order) {
    book.add(order);
    unsaved.add(order);
  }

  /** Forgets an order that was live and is in no queue any more. */
  private void end(BookOrder order) {
    live.remove(order);
    if (order.saved) {
      unsaved.add(order);
    } else {
      // It came and went between two saves: the state outside never hears of it.
      unsaved.remove(order);
      book.release(order);
    }
  }

  private void expireDayOrders() {
    // Every DAY order that works is of the day that has just ended.
    takeOff(
        order -> order.timeInForce == TimeInForce.DAY,
        ExecType.EXPIRED,
        OrdStatus.EXPIRED,
        Verdict.ACCEPTED);
  }

  private void takeOff(Predicate<BookOrder> which, ExecType type, OrdStatus status, Verdict why) {
    for (BookOrder order : live.all(which)) {
      reports.off(order, type, status, why);
      book.remove(order);
      end(order);
    }
  }

  // ---- what others may ask

  /** Up to so many price levels of each side. */
  public BookSnapshot snapshot(int levels) {
    return new BookSnapshot(
        symbol,
        sequence,
        phase,
        lastPx,
        book.depth(Side.BUY, levels),
        book.depth(Side.SELL, levels),
        time);
  }

  public MarketState marketState() {
    return new MarketState(symbol, sequence, phase, cause, lastPx, lastTradeTime, tradingDay, time);
  }

  /** Version of the rules in force; 0 before the log has begun. */
  public int rulesVersion() {
    return rulesVersion;
  }

  /** How many orders rest. */
  public int workingOrders() {
    return live.size();
  }

  /** The order of this account and orderId as it works, or null. */
  public WorkingOrder working(String account, String orderId) {
    BookOrder order = live.find(account, orderId);
    return order == null ? null : order.row();
  }

  // ---- saving

  /** Takes the rows that changed. */
  public interface Sink {
    void put(WorkingOrder order) throws Exception;

    /** It has ended. */
    void remove(long venueOrderId) throws Exception;
  }

  /** How many orders have come, changed or ended since they were saved. */
  public int unsaved() {
    return unsaved.size();
  }

  /** Hands out the rows of up to so many orders that are not saved, longest waiting first. */
  public void saveChanges(Sink sink, int max) throws Exception {
    for (int left = Math.min(max, unsaved.size()); left > 0; left--) {
      BookOrder order = unsaved.first();
      unsaved.remove(order);
      if (order.level == null) {
        sink.remove(order.venueOrderId);
        book.release(order);
      } else {
        sink.put(order.row());
        order.saved = true;
      }
    }
  }
}
