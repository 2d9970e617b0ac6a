package io.streambook.marketdata;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.marketdata.LobsterTape.Message;
import io.streambook.marketdata.TapeBook.Resting;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the messages of a tape into orders that make the venue trade as the tape did: an add is a
 * limit order, a delete a cancel, a partial cancel a replace, an execution of a visible order an
 * IOC against it.
 *
 * <p>A tape of the best levels does not tell what happened behind them. An order that it names for
 * the first time in an execution is entered just before. What it proves gone is cancelled: an
 * execution proves it of the orders that had a better price, or came earlier at the same price; an
 * add proves it of the orders that it would trade with. And an order that is entered late is older
 * than those of its price that were entered in time, so those are cancelled and entered again
 * behind it.
 */
public final class TapeTranslator {
  /** What was found on the tape and what was made of it. */
  public enum Count {
    ADDS("orders added"),
    DELETES("orders deleted"),
    PARTIAL_CANCELS("orders reduced"),
    EXECUTIONS("executions of visible orders"),
    HIDDEN_EXECUTIONS("executions of hidden orders, skipped"),
    AUCTIONS("auction trades, skipped"),
    HALTS("halts, skipped"),
    UNKNOWN("deletes and reductions of orders that do not rest, skipped"),
    ENTERED_LATE("orders entered just before their execution"),
    PROVEN_GONE("resting orders cancelled because the tape proves them gone"),
    QUEUED_AGAIN("orders entered again behind an older one that was entered late");

    private final String text;

    Count(String text) {
      this.text = text;
    }

    /** For a person. */
    public String text() {
      return text;
    }
  }

  /** The trade that an execution on the tape asks for: the IOC, and whom it must meet. */
  public record Expected(String takerOrderId, String makerOrderId, long qty, long price) {}

  private static final int MAKERS = 4;
  private static final int TAKERS = 2;
  private static final String VENUE = "TAPE";

  private final String symbol;
  private final String idPrefix;
  private final TapeBook book = new TapeBook();
  private final Map<Count, Integer> counts = new EnumMap<>(Count.class);

  /** Shares of each order that messages to come will take away. */
  private final Map<Long, Long> sharesToGo = new HashMap<>();

  private final Map<Long, Integer> entries = new HashMap<>();
  private final List<Expected> expected = new ArrayList<>();
  private List<OrderCommand> out = List.of();
  private Quote lastQuote;
  private long last = Decimal8.NONE;
  private long requests;
  private long nowMicros;

  /**
   * Reads the tape ahead, to enter an order late with as much as the tape will still take from it.
   *
   * @param idPrefix begins all order ids; another one in each run
   */
  public TapeTranslator(LobsterTape tape, String idPrefix) {
    this.symbol = tape.symbol();
    this.idPrefix = idPrefix;
    for (Message message : tape.messages()) {
      if (takesShares(message.type())) {
        sharesToGo.merge(message.orderId(), message.shares(), Long::sum);
      }
    }
  }

  /**
   * The instrument of a tape: wide enough that no order of it is refused for its price or for the
   * age of a quote.
   */
  public static Instrument instrument(LobsterTape tape, int tradingDay, long timestamp) {
    return new Instrument(
        tape.symbol(),
        -1,
        -1,
        false,
        Decimal8.ONE / 100,
        Decimal8.ONE,
        Decimal8.ONE,
        10_000_000 * Decimal8.ONE,
        "USD",
        Phase.CONTINUOUS,
        tradingDay,
        false,
        10_000,
        Decimal8.ONE / 100,
        1_000_000_000L * Decimal8.ONE,
        tape.messages().get(0).price(),
        86_400_000,
        timestamp,
        "replay");
  }

  /** Limits of the accounts that send the orders of a tape. */
  public static List<RiskLimits> limits(long timestamp) {
    List<RiskLimits> limits = new ArrayList<>();
    for (int i = 0; i < MAKERS; i++) {
      limits.add(Universe.wide(maker(i), timestamp));
    }
    for (int i = 0; i < TAKERS; i++) {
      limits.add(Universe.wide(taker(i), timestamp));
    }
    return limits;
  }

  /** The orders to send for the next message of the tape, in this order; often one, or none. */
  public List<OrderCommand> orders(Message message, long nowMicros) {
    this.nowMicros = nowMicros;
    out = new ArrayList<>();
    switch (message.type()) {
      case ADD -> add(message);
      case DELETE -> delete(message);
      case PARTIAL_CANCEL -> reduce(message);
      case EXECUTION -> execute(message);
      case HIDDEN_EXECUTION -> count(Count.HIDDEN_EXECUTIONS);
      case AUCTION -> count(Count.AUCTIONS);
      case HALT -> count(Count.HALTS);
    }
    if (takesShares(message.type())) {
      sharesToGo.merge(message.orderId(), -message.shares(), Long::sum);
    }
    return out;
  }

  /** Cancels of all that still rests: at the end of a tape, so that the next one finds no rest. */
  public List<OrderCommand> cancelRest(long nowMicros) {
    this.nowMicros = nowMicros;
    out = new ArrayList<>();
    book.all().forEach(this::cancel);
    return out;
  }

  /** The quote after the last message, or null when the best prices and sizes are the same. */
  public Quote changedQuote() {
    Quote quote =
        new Quote(
            symbol,
            VENUE,
            book.bestPrice(Side.BUY),
            book.bestPrice(Side.SELL),
            last,
            book.bestQty(Side.BUY),
            book.bestQty(Side.SELL),
            nowMicros,
            nowMicros);
    if (lastQuote != null && sameTouch(quote, lastQuote)) {
      return null;
    }
    lastQuote = quote;
    return quote;
  }

  /** The trades that the executions so far ask for, in their order. */
  public List<Expected> expected() {
    return expected;
  }

  /** How often it happened so far. */
  public int counted(Count count) {
    return counts.getOrDefault(count, 0);
  }

  private void add(Message message) {
    count(Count.ADDS);
    enter(message, message.shares());
  }

  private void delete(Message message) {
    Resting resting = book.get(message.orderId());
    if (resting == null) {
      count(Count.UNKNOWN);
      return;
    }
    count(Count.DELETES);
    cancel(resting);
  }

  private void reduce(Message message) {
    Resting resting = book.get(message.orderId());
    if (resting == null) {
      count(Count.UNKNOWN);
      return;
    }
    count(Count.PARTIAL_CANCELS);
    long shares = message.shares() * Decimal8.ONE;
    if (resting.leavesQty <= shares) {
      cancel(resting);
      return;
    }
    resting.leavesQty -= shares;
    resting.totalQty -= shares;
    OrderDraft replace = request(Action.REPLACE, resting);
    replace.qty = resting.totalQty;
    out.add(replace.command());
  }

  private void execute(Message message) {
    count(Count.EXECUTIONS);
    for (Resting gone : book.better(message.side(), message.price())) {
      count(Count.PROVEN_GONE);
      cancel(gone);
    }
    Resting maker = book.get(message.orderId());
    long shares = message.shares() * Decimal8.ONE;
    if (maker == null || maker.order.price() != message.price() || maker.leavesQty < shares) {
      count(Count.ENTERED_LATE);
      maker = enter(message, Math.max(message.shares(), sharesToGo.get(message.orderId())));
    }
    bringToFront(maker);
    OrderDraft ioc = draft(taker(message.line() % TAKERS), idPrefix + "x" + message.line());
    ioc.side = TapeBook.opposite(message.side());
    ioc.timeInForce = TimeInForce.IOC;
    ioc.qty = shares;
    ioc.price = message.price();
    out.add(ioc.command());
    maker.leavesQty -= shares;
    if (maker.leavesQty == 0) {
      book.remove(maker);
    }
    last = message.price();
    expected.add(new Expected(ioc.orderId, maker.order.orderId(), shares, message.price()));
  }

  /** The exchange gives later orders higher ids, so ids tell who came first. */
  private void bringToFront(Resting maker) {
    for (Resting other : book.ahead(maker)) {
      cancel(other);
      if (other.tapeId < maker.tapeId) {
        count(Count.PROVEN_GONE);
      } else {
        count(Count.QUEUED_AGAIN);
        rest(other.tapeId, other.order.side(), other.leavesQty, other.order.price());
      }
    }
  }

  private Resting enter(Message message, long shares) {
    Resting same = book.get(message.orderId());
    if (same != null) {
      cancel(same);
    }
    for (Resting gone : book.crossed(message.side(), message.price())) {
      count(Count.PROVEN_GONE);
      cancel(gone);
    }
    return rest(message.orderId(), message.side(), shares * Decimal8.ONE, message.price());
  }

  private Resting rest(long tapeId, Side side, long qty, long price) {
    int entry = entries.merge(tapeId, 1, Integer::sum);
    String suffix = entry == 1 ? "" : "." + entry;
    OrderDraft draft = draft(maker((int) (tapeId % MAKERS)), idPrefix + tapeId + suffix);
    draft.side = side;
    draft.qty = qty;
    draft.price = price;
    OrderCommand order = draft.command();
    out.add(order);
    Resting resting = new Resting(tapeId, order);
    book.add(resting);
    return resting;
  }

  private void cancel(Resting resting) {
    book.remove(resting);
    out.add(request(Action.CANCEL, resting).command());
  }

  private OrderDraft request(Action action, Resting resting) {
    requests++;
    return OrderDraft.request(action, resting.order, idPrefix + "r" + requests, nowMicros);
  }

  private OrderDraft draft(String account, String orderId) {
    OrderDraft draft = new OrderDraft();
    draft.symbol = symbol;
    draft.account = account;
    draft.orderId = orderId;
    draft.timestamp = nowMicros;
    return draft;
  }

  private void count(Count count) {
    counts.merge(count, 1, Integer::sum);
  }

  private static boolean takesShares(LobsterTape.Type type) {
    return type == LobsterTape.Type.PARTIAL_CANCEL
        || type == LobsterTape.Type.DELETE
        || type == LobsterTape.Type.EXECUTION;
  }

  private static boolean sameTouch(Quote a, Quote b) {
    return a.bid() == b.bid()
        && a.ask() == b.ask()
        && a.bidSize() == b.bidSize()
        && a.askSize() == b.askSize();
  }

  private static String maker(int index) {
    return "TAPEMAKER" + (index + 1) + "/DESK";
  }

  private static String taker(int index) {
    return "TAPETAKER" + (index + 1) + "/DESK";
  }
}
