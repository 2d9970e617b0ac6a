package io.streambook.conformance;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Makes the log of one symbol of random steps: all kinds of entries, sensible and not. */
final class RandomLog {
  private static final String SYMBOL = "ACME";
  private static final long ONE = Decimal8.ONE;

  /** Two of these are more than the total of a price can be. */
  private static final long HUGE = Decimal8.MAX / 3 * 2;

  private static final int RECENT = 60;

  /** Trading is continuous most of the time. */
  private static final Phase[] PHASES = {
    Phase.CONTINUOUS,
    Phase.CONTINUOUS,
    Phase.CONTINUOUS,
    Phase.CONTINUOUS,
    Phase.PRE_OPEN,
    Phase.AUCTION,
    Phase.PRE_CLOSE,
    Phase.CLOSED,
    Phase.HALTED
  };

  private static final SelfTradePrevention[] PREVENTIONS = {
    SelfTradePrevention.CANCEL_NEWEST,
    SelfTradePrevention.CANCEL_OLDEST,
    SelfTradePrevention.CANCEL_BOTH,
    SelfTradePrevention.DECREMENT
  };

  private final List<OrderCommand> sent = new ArrayList<>();
  private long sequence;
  private int day = 1;

  LogEntry next(Step step) {
    int kind = step.kind();
    sequence++;
    if (sequence == 1 && step.buy()) {
      return rules(Matching.RULES_VERSION);
    }
    if (kind == 98) {
      return kill(sequence, step.account(), day);
    }
    if (kind < 40) {
      return order(step, enter(step, OrderType.LIMIT, good(step)), true);
    } else if (kind < 45) {
      return order(step, enter(step, OrderType.STOP_LIMIT, good(step)), true);
    } else if (kind < 50) {
      return order(step, enter(step, OrderType.STOP, good(step)), true);
    } else if (kind < 56) {
      return order(step, enter(step, OrderType.LIMIT, "IOC"), true);
    } else if (kind < 62) {
      return order(step, enter(step, OrderType.LIMIT, "FOK"), true);
    } else if (kind < 68) {
      return order(step, enter(step, OrderType.MARKET, step.form() < 4 ? "FOK" : "DAY"), true);
    } else if (kind < 78) {
      return order(step, change(step, Action.CANCEL), true);
    } else if (kind < 91) {
      return order(step, change(step, Action.REPLACE), true);
    } else if (kind < 93) {
      return order(step, correction(step), step.form() != 0);
    } else if (kind < 94) {
      return order(step, enter(step, OrderType.UNKNOWN, "UNKNOWN"), step.buy());
    } else if (kind < 96) {
      return order(step, change(step, step.buy() ? Action.CANCEL : Action.REPLACE), false);
    } else if (kind < 97) {
      return order(step, enter(step, OrderType.LIMIT, "GTC"), false);
    } else if (kind < 98) {
      return rare(step);
    }
    day += step.form() < 3 ? 1 : 0;
    return phase(step);
  }

  /** Also the end of a pause, which by chance is one that is on. */
  private LogEntry phase(Step step) {
    boolean ends = step.form() % 4 == 3;
    Phase phase = ends ? Phase.CONTINUOUS : PHASES[step.terms() % PHASES.length];
    BandAction action = step.buy() ? BandAction.REST : BandAction.PAUSE;
    int bandBps = step.form() % 3 == 0 ? 0 : step.qty() * 25;
    return new LogEntry.Symbol(
        sequence,
        new SymbolCommand.PhaseChange(
            SYMBOL,
            0,
            ends ? SymbolCommand.PhaseChange.PAUSE_END : 0,
            ends ? sequence - 1 - step.pick() % 3 : sequence,
            sequence,
            day,
            phase,
            reference(step),
            new TradingTerms(ONE, bandBps, action)));
  }

  /** Not always on a tick. */
  private static long reference(Step step) {
    return step.pick() % 16 == 0 ? Decimal8.NONE : (190 + step.pick() % 21) * ONE / 2;
  }

  private LogEntry rare(Step step) {
    return switch (step.form() % 5) {
      case 0 -> rules(1 + step.terms() % Matching.RULES_VERSION);
      case 1, 2 ->
          new LogEntry.Symbol(
              sequence, new SymbolCommand.Expire(SYMBOL, 0, sequence, sequence, day));
      default -> order(step, massCancel(step), step.form() != 4);
    };
  }

  private LogEntry rules(int version) {
    return new LogEntry.Rules(SYMBOL, sequence, sequence, day, version);
  }

  private OrderCommand massCancel(Step step) {
    Side side = step.terms() % 2 == 0 ? Side.BOTH : step.buy() ? Side.BUY : Side.SELL;
    return new OrderCommand(
        1,
        sequence,
        SYMBOL,
        "f/" + step.account(),
        "m" + sequence,
        "",
        Action.MASS_CANCEL,
        side,
        OrderType.LIMIT,
        TimeInForce.DAY,
        0,
        Decimal8.NONE,
        Conditions.NONE,
        sequence,
        0,
        step.terms() % 8 == 1 ? new Correction("", 0, "operator", "tested") : Correction.NONE,
        null);
  }

  /** Mostly of a trade that may have been made a little before. */
  private OrderCommand correction(Step step) {
    long made = Math.max(0, sequence - 1 - step.pick() % 30);
    boolean trade = step.form() < 15;
    return new OrderCommand(
        1,
        sequence,
        SYMBOL,
        "f/" + step.account(),
        "k" + sequence,
        "",
        trade ? Action.TRADE_CANCEL : Action.ADJUST,
        step.buy() ? Side.BUY : Side.SELL,
        OrderType.LIMIT,
        TimeInForce.DAY,
        trade ? 0 : qty(step),
        Decimal8.NONE,
        Conditions.NONE,
        sequence,
        0,
        new Correction(
            trade ? Trade.tradeId(SYMBOL, made, step.terms() % 2) : "",
            trade ? 0 : step.price() * ONE,
            "operator",
            "tested"),
        null);
  }

  private static String good(Step step) {
    if (step.terms() % 16 < 2) {
      return step.terms() % 16 == 0 ? "AT_THE_OPEN" : "AT_THE_CLOSE";
    }
    return step.kind() % 5 == 0 ? "GTD" : step.kind() % 2 == 0 ? "GTC" : "DAY";
  }

  static LogEntry kill(long sequence, int account, int day) {
    return new LogEntry.Symbol(
        sequence,
        new SymbolCommand.KillCancel(SYMBOL, 0, 0, sequence, sequence, day, "f/" + account));
  }

  private LogEntry order(Step step, OrderCommand order, boolean accepted) {
    Verdict verdict = accepted ? Verdict.ACCEPTED : Verdict.reject(Reason.PRICE_COLLAR, "tested");
    long protection = step.form() == 19 ? Decimal8.NONE : step.price() * ONE;
    boolean market = order.orderType() == OrderType.MARKET || order.orderType() == OrderType.STOP;
    long limit = market ? protection : Decimal8.NONE;
    boolean targetKnown = step.terms() % 3 == 0;
    return new LogEntry.Order(
        sequence,
        new Judged(
            order, sequence, sequence, day, reference(step), limit, "EUR", verdict, targetKnown));
  }

  private OrderCommand enter(Step step, OrderType type, String timeInForce) {
    // Now and then an id that may still work, and one that is longer than most.
    String id = step.form() == 0 ? "o" + step.pick() % RECENT : "o" + sequence;
    if (step.form() == 5) {
      id = "order-of-a-sender-with-long-identifiers-" + sequence;
    }
    OrderCommand order =
        command(step, Action.NEW, id, "", step.buy(), type, timeInForce, qty(step));
    if (rests(order)) {
      sent.add(order);
    }
    return order;
  }

  /** Now and then a quantity that a price cannot hold twice. */
  private static long qty(Step step) {
    return step.form() == 1 ? HUGE : step.qty() * ONE / 4;
  }

  private static boolean rests(OrderCommand order) {
    return order.orderType() != OrderType.MARKET
        && order.orderType() != OrderType.UNKNOWN
        && order.timeInForce() != TimeInForce.IOC
        && order.timeInForce() != TimeInForce.FOK;
  }

  private OrderCommand change(Step step, Action action) {
    if (sent.isEmpty()) {
      return command(step, action, "c" + sequence, "o0", true, OrderType.LIMIT, "GTC", ONE);
    }
    OrderCommand target = target(step);
    boolean buy = (target.side() == Side.BUY) == (step.form() != 2);
    OrderType type = step.form() == 3 ? OrderType.MARKET : target.orderType();
    String timeInForce = step.form() == 5 ? "FOK" : good(step);
    OrderCommand order =
        command(step, action, "c" + sequence, target.orderId(), buy, type, timeInForce, qty(step));
    return step.form() == 4 ? order : of(order, target);
  }

  /** Mostly a recent order, which is likely to work still; else any, deep in its queue. */
  private OrderCommand target(Step step) {
    int back = step.form() % 4 == 0 ? step.pick() % sent.size() : step.pick() % (RECENT + 1);
    return sent.get(Math.max(0, sent.size() - 1 - back));
  }

  /** The command in the name of the target's owner, on its terms in half of the cases. */
  private static OrderCommand of(OrderCommand order, OrderCommand target) {
    return new OrderCommand(
        order.partition(),
        order.offset(),
        order.symbol(),
        target.account(),
        order.orderId(),
        order.origOrderId(),
        order.action(),
        order.side(),
        order.orderType(),
        order.timeInForce(),
        order.qty(),
        order.offset() % 2 == 0 ? order.price() : target.price(),
        order.offset() % 4 < 2 || order.qty() == HUGE ? order.conditions() : target.conditions(),
        order.timestamp(),
        0,
        null);
  }

  private OrderCommand command(
      Step step,
      Action action,
      String id,
      String origId,
      boolean buy,
      OrderType type,
      String timeInForce,
      long qty) {
    // Most limits rest behind the touch, some cross.
    long price = buy ? step.price() - 7 : step.price() + 7;
    return new OrderCommand(
        1,
        sequence,
        SYMBOL,
        "f/" + step.account(),
        id,
        origId,
        action,
        buy ? Side.BUY : Side.SELL,
        type,
        TimeInForce.valueOf(timeInForce),
        qty,
        type == OrderType.LIMIT || type == OrderType.STOP_LIMIT ? price * ONE : Decimal8.NONE,
        conditions(step, buy, type, TimeInForce.valueOf(timeInForce)),
        sequence,
        0,
        null);
  }

  /** Such as risk lets pass. */
  private Conditions conditions(Step step, boolean buy, OrderType type, TimeInForce timeInForce) {
    int terms = step.terms();
    boolean stop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    boolean rests =
        (type == OrderType.LIMIT || type == OrderType.STOP_LIMIT)
            && timeInForce != TimeInForce.IOC
            && timeInForce != TimeInForce.FOK;
    long stopPx = buy ? step.price() - 3 + terms % 8 : step.price() + 3 - terms % 8;
    boolean iceberg = rests && (terms >> 3) % 3 == 0;
    boolean prevents = (terms >> 5) % 3 == 0;
    return Conditions.of(
        stop ? stopPx * ONE : Decimal8.NONE,
        iceberg ? Math.max(ONE / 4, qty(step) / 16 * (1 + (terms >> 7) % 8)) : 0,
        timeInForce == TimeInForce.IOC ? qty(step) / 16 * ((terms >> 7) % 17) : 0,
        rests && type == OrderType.LIMIT && (terms >> 10) % 6 == 0,
        timeInForce == TimeInForce.GTD ? sequence + (terms >> 12) % 100 : 0,
        prevents ? PREVENTIONS[(terms >> 14) % PREVENTIONS.length] : SelfTradePrevention.NONE,
        (terms >> 16) % 3 == 0 ? "g" : "");
  }
}
