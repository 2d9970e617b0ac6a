package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;

/** Any log gives the same events from the fast and from the naive book, saved in between or not. */
class MatchingPropertyTest {
  private static final long ONE = Decimal8.ONE;

  private static final Set<Object> SEEN = new HashSet<>();

  /**
   * One random command; what each number means depends on the kind.
   *
   * @param pick chooses among the orders sent so far
   */
  record Step(int kind, int account, boolean buy, int pick, int qty, int price, int form) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> step =
        Combinators.combine(
                number(0, 99),
                number(0, 3),
                Arbitraries.of(true, false),
                number(0, 60),
                number(0, 40),
                number(90, 110),
                number(0, 19))
            .as(Step::new);
    return step.list().ofMaxSize(600).withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Integer> number(int min, int max) {
    return Arbitraries.integers()
        .between(min, max)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theFastBookDoesWhatTheNaiveOneDoes(@ForAll("steps") List<Step> steps) {
    Venue venue = new Venue();
    LogOf log = new LogOf();
    for (Step step : steps) {
      venue.apply(log.next(step));
      if (step.kind() == 50) {
        venue.saveAndRestore();
      } else if (step.kind() > 90) {
        venue.saveSome(step.pick());
      }
    }
    venue.killAll(log);
  }

  /** A generator that no longer reaches some of the rules would let them pass. */
  @AfterContainer
  static void sawEveryKindOfAnswer() {
    assertThat(SEEN)
        .contains(
            ExecType.NEW,
            ExecType.TRADE,
            ExecType.CANCELED,
            ExecType.REPLACED,
            ExecType.REJECTED,
            ExecType.EXPIRED,
            ExecType.CANCEL_REJECT)
        .contains(
            Reason.UNFILLED,
            Reason.KILL_SWITCH,
            Reason.UNKNOWN_ORDER,
            Reason.DUPLICATE_ORDER,
            Reason.UNSUPPORTED,
            Reason.OVERFLOW);
  }

  /** Both books side by side, with what all executions so far add up to. */
  private static final class Venue implements Matching.Sink {
    private Matching fast = new Matching("ACME");
    private final NaiveBook naive = new NaiveBook();
    private final Map<Long, WorkingOrder> rows = new HashMap<>();
    private final Map<Long, Execution> working = new HashMap<>();

    void apply(LogEntry entry) {
      Tape expected = new Tape();
      naive.apply(entry, expected);
      Tape actual = new Tape();
      fast.apply(entry, actual);
      assertThat(actual.events()).isEqualTo(expected.events());
      for (Object event : actual.events()) {
        if (event instanceof Execution execution) {
          follow(execution);
          SEEN.add(execution.execType());
          SEEN.add(execution.reason());
        }
      }
      checkBook();
    }

    private void follow(Execution execution) {
      OrdStatus status = execution.ordStatus();
      boolean works = status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
      if (works) {
        assertThat(execution.cumQty() + execution.leavesQty()).isEqualTo(execution.qty());
        working.put(execution.venueOrderId(), execution);
      } else if (execution.venueOrderId() > 0) {
        working.remove(execution.venueOrderId());
      }
      Execution before = working.get(execution.venueOrderId());
      if (execution.execType() == ExecType.TRADE && before != null) {
        assertThat(execution.lastQty()).isPositive().isLessThanOrEqualTo(execution.cumQty());
      }
    }

    private void checkBook() {
      BookSnapshot book = fast.snapshot(Integer.MAX_VALUE);
      if (!book.bids().isEmpty() && !book.asks().isEmpty()) {
        assertThat(book.bids().get(0).price()).isLessThan(book.asks().get(0).price());
      }
      assertThat(fast.workingOrders()).isEqualTo(working.size());
      List<BookSnapshot.Level> all = new ArrayList<>(book.bids());
      all.addAll(book.asks());
      assertThat(all.stream().mapToInt(BookSnapshot.Level::orders).sum()).isEqualTo(working.size());
      assertThat(all.stream().mapToLong(BookSnapshot.Level::qty).sum())
          .isEqualTo(working.values().stream().mapToLong(Execution::leavesQty).sum());
    }

    /** Rows are written as the operator writes them; the book is built anew from nothing else. */
    void saveAndRestore() {
      save();
      fast = new Matching(fast.marketState(), fast.rulesVersion(), List.copyOf(rows.values()));
      checkBook();
    }

    private void save() {
      saveSome(fast.unsaved());
      assertThat(fast.unsaved()).isZero();
    }

    /** In parts that are as large as they were asked for. */
    void saveSome(int max) {
      int before = fast.unsaved();
      try {
        fast.saveChanges(this, max);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      assertThat(fast.unsaved()).isEqualTo(Math.max(0, before - max));
    }

    @Override
    public void put(WorkingOrder row) {
      rows.put(row.venueOrderId(), row);
    }

    @Override
    public void remove(long venueOrderId) {
      // An order that came and went since the last save is never mentioned.
      assertThat(rows.remove(venueOrderId)).isNotNull();
    }

    void killAll(LogOf log) {
      for (int account = 0; account <= 3; account++) {
        apply(log.kill(account));
      }
      save();
      assertThat(rows).isEmpty();
      assertThat(working).isEmpty();
    }
  }

  /** Makes a log of the steps. */
  private static final class LogOf {
    private final List<OrderCommand> sent = new ArrayList<>();
    private long sequence;
    private int day = 1;

    LogEntry next(Step step) {
      int kind = step.kind();
      if (kind == 98) {
        return kill(step.account());
      }
      sequence++;
      if (kind < 50) {
        return order(step, enter(step, OrderType.LIMIT, kind < 25 ? "GTC" : "DAY"), true);
      } else if (kind < 56) {
        return order(step, enter(step, OrderType.LIMIT, "IOC"), true);
      } else if (kind < 62) {
        return order(step, enter(step, OrderType.LIMIT, "FOK"), true);
      } else if (kind < 68) {
        return order(step, enter(step, OrderType.MARKET, step.form() < 4 ? "FOK" : "DAY"), true);
      } else if (kind < 78) {
        return order(step, change(step, Action.CANCEL), true);
      } else if (kind < 93) {
        return order(step, change(step, Action.REPLACE), true);
      } else if (kind < 94) {
        return order(step, enter(step, OrderType.UNKNOWN, "UNKNOWN"), step.buy());
      } else if (kind < 96) {
        return order(step, change(step, step.buy() ? Action.CANCEL : Action.REPLACE), false);
      } else if (kind < 98) {
        return order(step, enter(step, OrderType.LIMIT, "GTC"), false);
      }
      day += step.form() < 3 ? 1 : 0;
      Phase phase = step.buy() ? Phase.CONTINUOUS : Phase.HALTED;
      return new LogEntry.Symbol(
          sequence, new SymbolCommand.PhaseChange("ACME", 0, 0, sequence, sequence, day, phase));
    }

    LogEntry kill(int account) {
      return new LogEntry.Symbol(
          ++sequence,
          new SymbolCommand.KillCancel("ACME", 0, 0, sequence, sequence, day, "f/" + account));
    }

    private LogEntry order(Step step, OrderCommand order, boolean accepted) {
      Verdict verdict = accepted ? Verdict.ACCEPTED : Verdict.reject(Reason.PRICE_COLLAR, "tested");
      long protection = step.form() == 19 ? Decimal8.NONE : step.price() * ONE;
      long limit = order.orderType() == OrderType.MARKET ? protection : Decimal8.NONE;
      return new LogEntry.Order(
          sequence, new Judged(order, sequence, sequence, day, step.pick(), limit, "EUR", verdict));
    }

    private OrderCommand enter(Step step, OrderType type, String timeInForce) {
      // Now and then an id that may still work, and a quantity that a level cannot hold twice.
      String id = step.form() == 0 ? "o" + step.pick() : "o" + sequence;
      long qty = step.form() == 1 ? Decimal8.MAX / 3 * 2 : step.qty() * ONE / 4;
      OrderCommand order = command(step, Action.NEW, id, "", step.buy(), type, timeInForce, qty);
      if (kindRests(order)) {
        sent.add(order);
      }
      return order;
    }

    private static boolean kindRests(OrderCommand order) {
      return order.orderType() == OrderType.LIMIT
          && (order.timeInForce() == TimeInForce.DAY || order.timeInForce() == TimeInForce.GTC);
    }

    private OrderCommand change(Step step, Action action) {
      if (sent.isEmpty()) {
        return command(step, action, "c" + sequence, "o0", true, OrderType.LIMIT, "GTC", ONE);
      }
      // Mostly of the recent orders, so that many of the targets still work, deep in the queue.
      OrderCommand target = sent.get(Math.max(0, sent.size() - 1 - step.pick()));
      boolean buy = (target.side() == Side.BUY) == (step.form() != 2);
      OrderType type = step.form() == 3 ? OrderType.MARKET : OrderType.LIMIT;
      long qty = step.form() == 1 ? Decimal8.MAX / 3 * 2 : step.qty() * ONE / 4;
      OrderCommand order =
          command(step, action, "c" + sequence, target.orderId(), buy, type, "GTC", qty);
      return step.form() == 4 ? order : of(order, target);
    }

    /** The command in the name of the target's owner, at its price in half of the cases. */
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
          order.timestamp(),
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
          "ACME",
          "f/" + step.account(),
          id,
          origId,
          action,
          buy ? Side.BUY : Side.SELL,
          type,
          TimeInForce.valueOf(timeInForce),
          qty,
          type == OrderType.LIMIT ? price * ONE : Decimal8.NONE,
          sequence,
          null);
    }
  }
}
