package io.streambook.conformance;

import io.streambook.book.Action;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrdStatus;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * exchange-core's terms: turns its commands into the entries of a log, and what follows from them
 * into its events. Where it means something else than this venue, the command is taken apart: its
 * move loses priority even to the same price, and its FOK has a budget for the whole order instead
 * of a limit.
 */
final class ExchangeCoreEngine implements MatchListener {
  private static final long ANY_PRICE = 1L << 40;

  private final Matching matching = new Matching(PlainOrders.SYMBOL);

  /** The newest execution of each order that works. */
  private final Map<Long, Execution> working = new HashMap<>();

  private long sequence = 1;
  private ExchangeCoreStream.Command command;
  private StringJoiner trades;
  private String takenOff;
  private boolean refused;
  private boolean silent;

  ExchangeCoreEngine() {
    matching.apply(PlainOrders.rules(), this);
  }

  /** Gives result and events as exchange-core's recorded streams write them. */
  String apply(ExchangeCoreStream.Command next) {
    command = next;
    trades = new StringJoiner("|");
    takenOff = "";
    refused = false;
    Execution target = working.get(next.orderId());
    switch (next.kind()) {
      case GTC -> enter(TimeInForce.GTC, next.price(), next.size());
      case IOC -> enter(TimeInForce.IOC, next.price(), next.size());
      case FOK_BUDGET -> enter(TimeInForce.FOK, limitOfBudget(), next.size());
      case CANCEL -> change(Action.CANCEL, target, 0, 0);
      case REDUCE ->
          change(Action.REPLACE, target, target == null ? 0 : target.price(), reduced(target));
      case MOVE -> move(target);
    }
    // What was not filled stands in front of the trades, though it comes after them.
    String events = takenOff.isEmpty() || trades.length() == 0 ? takenOff : takenOff + "|";
    return (refused ? "REFUSED," : "SUCCESS,") + events + trades;
  }

  private long reduced(Execution target) {
    return target == null ? 1 : target.qty() - command.size();
  }

  private void move(Execution target) {
    if (target == null || target.price() != command.price()) {
      change(Action.REPLACE, target, command.price(), target == null ? 1 : target.qty());
      return;
    }
    silent = true;
    boolean buy = target.side() == Side.BUY;
    long leaves = target.leavesQty();
    change(Action.CANCEL, target, 0, 0);
    send(Action.NEW, buy, TimeInForce.GTC, leaves, command.price());
    silent = false;
  }

  private void enter(TimeInForce timeInForce, long price, long qty) {
    send(Action.NEW, command.buy(), timeInForce, qty, price);
  }

  /** Without a target it is refused whatever it says. */
  private void change(Action action, Execution target, long price, long qty) {
    boolean buy = target != null && target.side() == Side.BUY;
    send(action, buy, TimeInForce.GTC, qty, price);
  }

  private void send(Action action, boolean buy, TimeInForce timeInForce, long qty, long price) {
    String id = Long.toString(command.orderId());
    boolean enters = action == Action.NEW;
    sequence++;
    matching.apply(
        PlainOrders.entry(
            sequence,
            Long.toString(command.uid()),
            enters ? id : "c" + sequence,
            enters ? "" : id,
            action,
            buy,
            timeInForce,
            qty,
            price),
        this);
  }

  /** Any price when the whole order can be had for the budget, and one at which none can if not. */
  private long limitOfBudget() {
    BookSnapshot book = matching.snapshot(Integer.MAX_VALUE);
    List<BookSnapshot.Level> makers = command.buy() ? book.asks() : book.bids();
    long missing = command.size();
    long cost = 0;
    for (BookSnapshot.Level level : makers) {
      long qty = Math.min(missing, level.qty());
      cost += qty * level.price();
      missing -= qty;
    }
    boolean inBudget = command.buy() ? cost <= command.price() : cost >= command.price();
    boolean buysAtAnyPrice = (missing == 0 && inBudget) == command.buy();
    return buysAtAnyPrice ? ANY_PRICE : 1;
  }

  @Override
  public void onTrade(Trade trade) {
    String maker = trade.aggressor() == Side.BUY ? trade.sellOrderId() : trade.buyOrderId();
    trades.add("TRADE:" + maker + ":" + trade.price() + ":" + trade.qty());
  }

  @Override
  public void onExecution(Execution e) {
    if (e.ordStatus() == OrdStatus.NEW || e.ordStatus() == OrdStatus.PARTIALLY_FILLED) {
      follow(e);
    } else {
      working.remove(Long.parseLong(e.orderId()));
    }
    switch (e.execType()) {
      case CANCELED -> {
        long price = e.reason() == Reason.UNFILLED ? command.price() : e.price();
        String type = e.reason() == Reason.UNFILLED ? "REJECT:0:" : "REDUCE:0:";
        takenOff = silent ? "" : type + price + ":" + (e.qty() - e.cumQty());
      }
      case CANCEL_REJECT, REJECTED -> refused = true;
      default -> {
        // Trades are told by themselves, and what is accepted by the result.
      }
    }
  }

  private void follow(Execution e) {
    Execution before = working.put(Long.parseLong(e.orderId()), e);
    if (command.kind() == ExchangeCoreStream.Kind.REDUCE && before != null) {
      takenOff = "REDUCE:0:" + e.price() + ":" + (before.qty() - e.qty());
    }
  }
}
