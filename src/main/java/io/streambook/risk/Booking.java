package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.Iterator;
import java.util.List;

/**
 * Books the executions of an account on its working orders and on what it holds. One that comes
 * before its order is accepted here is parked, and booked when it is.
 */
final class Booking {
  private final Account account;
  private final Firm firm;
  private final Changed changed;
  private final Object2ObjectOpenHashMap<String, ParkedOrder> parked =
      new Object2ObjectOpenHashMap<>();

  Booking(Account account, Firm firm, Changed changed) {
    this.account = account;
    this.firm = firm;
    this.changed = changed;
  }

  /** An execution; one that was seen before changes nothing, one that is early is parked. */
  void apply(Execution execution) {
    Holdings holdings = account.holdings();
    boolean booked = isBooked(execution);
    if (booked) {
      keep(execution);
    }
    Holding holding = holdings.find(execution.symbol());
    if (holding == null) {
      return;
    }
    if (!holding.firstSight(execution.sequence(), execution.index())) {
      return;
    }
    changed.add(holding);
    account.day(execution.tradingDay());
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
    KnownId known = account.known(execution.orderId());
    if (known == null || isOfRefused(known, execution)) {
      if (booked) {
        park(execution);
      }
    } else if (known.working() != null && known.working().holding == holding) {
      apply(known, AccountRow.Feedback.of(execution));
    }
  }

  /** Its symbol gets a holding, if it has none: from now on what comes of it is counted. */
  void keep(Execution execution) {
    Holdings holdings = account.holdings();
    holdings.keep(holdings.of(execution.symbol(), execution.currency()));
  }

  /** Whether it is of an accepted order, or adjusts what is held. */
  static boolean isBooked(Execution execution) {
    return adjusts(execution)
        || (execution.execType() != ExecType.REJECTED && execution.venueOrderId() > 0);
  }

  /** Whether it is a refusal that may be the book's: risk alone does not know account or symbol. */
  static boolean mayEndAcceptedOrder(Execution execution) {
    return execution.execType() == ExecType.REJECTED
        && execution.venueOrderId() > 0
        && execution.reason() != Reason.UNKNOWN_ACCOUNT
        && execution.reason() != Reason.UNKNOWN_SYMBOL;
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

  // ---- working orders

  /** From now on the order works. */
  void begin(KnownId known, WorkingOrder working) {
    known.work(working);
    working.begin();
    account.own().openOrders++;
    firm.work(1);
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
    known.end(account.dayCount());
    account.own().openOrders--;
    firm.work(-1);
    changed.add(known);
    account.killSwitch().orderEnded();
    if (firm.account() != null) {
      firm.account().killSwitch().orderEnded();
    }
  }

  private void filled(Holding holding, long time) {
    CurrencyTotals totals = holding.totals();
    account.events().filled(account.own(), totals, time);
    Scope ofFirm = firm.scope();
    if (ofFirm != null) {
      ofFirm.owner.events().filled(ofFirm, totals.firm(), time);
    }
  }

  // ---- parked executions

  /**
   * Whether the id is known of a duplicate only, whose entry in the log of another symbol was
   * replayed first: that of the order itself comes yet.
   */
  private boolean isOfRefused(KnownId known, Execution execution) {
    return known.working() == null
        && (isParked(execution.orderId())
            || (execution.execType() == ExecType.NEW
                && !(known.offset == execution.offset()
                    && known.partition == execution.partition())));
  }

  private void park(Execution execution) {
    ParkedOrder order =
        parked.computeIfAbsent(
            execution.orderId(),
            id ->
                new ParkedOrder(
                    account.name(), execution.orderId(), account.dayCount(), List.of()));
    order.executions.add(AccountRow.Feedback.of(execution));
    changed.add(order);
  }

  /** Whether executions of this order wait for it. */
  boolean isParked(String orderId) {
    return parked.containsKey(orderId);
  }

  /** The order was accepted: what waits for it, if anything does, is booked. */
  void applyParked(KnownId known) {
    ParkedOrder early = parked.isEmpty() ? null : parked.remove(known.id());
    if (early != null) {
      early.forget();
      changed.add(early);
      for (AccountRow.Feedback feedback : early.executions) {
        apply(known, feedback);
      }
    }
  }

  /** Gives up executions that have waited for so many trading days. */
  void forget(int days) {
    for (Iterator<ParkedOrder> all = parked.values().iterator(); all.hasNext(); ) {
      ParkedOrder order = all.next();
      if (account.dayCount() - order.since >= days) {
        order.forget();
        changed.add(order);
        all.remove();
      }
    }
  }

  void restore(AccountRow.Parked row) {
    parked.put(
        row.orderId(),
        new ParkedOrder(account.name(), row.orderId(), row.since(), row.executions()));
  }
}
