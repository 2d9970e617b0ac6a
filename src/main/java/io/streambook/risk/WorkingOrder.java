package io.streambook.risk;

import io.streambook.book.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * An accepted order that has not ended. It reserves leavesQty × reservePrice, rounded up; while
 * replaces of it are under way, the largest of what it is and what they ask for.
 */
final class WorkingOrder {
  final Holding holding;
  final Side side;
  private long qty;
  private long cumQty;
  private long reservePrice;
  private List<AccountRow.Terms> pending = List.of();
  private long openQty;
  private long reserved;

  WorkingOrder(Holding holding, Side side, long qty, long cumQty, long reservePrice) {
    this.holding = holding;
    this.side = side;
    this.qty = qty;
    this.cumQty = cumQty;
    this.reservePrice = reservePrice;
  }

  long qty() {
    return qty;
  }

  long notional() {
    return Notional.of(qty, reservePrice);
  }

  long openQty() {
    return openQty;
  }

  long reserved() {
    return reserved;
  }

  /** Quantity that would work with another total. */
  long leaves(long totalQty) {
    return Math.max(0, totalQty - cumQty);
  }

  void begin() {
    size();
    holding.work(side, 1, openQty, reserved);
  }

  void end() {
    holding.work(side, -1, -openQty, -reserved);
  }

  void ask(AccountRow.Terms terms) {
    if (pending.isEmpty()) {
      pending = new ArrayList<>(1);
    }
    pending.add(terms);
  }

  /** The terms that were asked for by the command with this offset are no longer asked for. */
  AccountRow.Terms answer(long offset) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).offset() == offset) {
        return pending.remove(i);
      }
    }
    return null;
  }

  /** Quantities as an execution tells them. */
  void progress(long newQty, long newCumQty) {
    qty = newQty;
    cumQty = newCumQty;
  }

  void value(long newReservePrice) {
    reservePrice = newReservePrice;
  }

  /**
   * Brings the reservation up to date with the terms; before a fill is booked, so that sums fit.
   */
  void resize() {
    long oldQty = openQty;
    long oldReserved = reserved;
    size();
    holding.work(side, 0, openQty - oldQty, reserved - oldReserved);
  }

  private void size() {
    openQty = leaves(qty);
    reserved = Notional.of(openQty, reservePrice);
    for (AccountRow.Terms terms : pending) {
      long leaves = leaves(terms.qty());
      openQty = Math.max(openQty, leaves);
      reserved = Math.max(reserved, Notional.of(leaves, terms.reservePrice()));
    }
  }

  AccountRow.Working row() {
    return new AccountRow.Working(
        holding.symbol, side, qty, cumQty, reservePrice, List.copyOf(pending));
  }
}
