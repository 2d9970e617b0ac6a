package io.streambook.risk;

import io.streambook.book.Action;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;

/**
 * What a new order or a replace would change, for the controls to judge before anything is changed.
 * A replace adds only what it asks for beyond what its order reserves already.
 */
final class Proposal {
  final Account account;
  final Judged judged;

  /** The working order that a replace is about; null for a NEW and for one that is unknown here. */
  final WorkingOrder target;

  final Holding holding;
  final Side side;
  final long reservePrice;
  final long notional;
  final long addedQty;
  final long addedReserve;
  final long mark;

  private Proposal(Account account, Judged judged, Holding holding, WorkingOrder target) {
    OrderCommand order = judged.order();
    this.account = account;
    this.judged = judged;
    this.target = target;
    this.holding = holding;
    // The book keeps the side of the original, whatever a replace says.
    this.side = target == null ? order.side() : target.side;
    this.reservePrice =
        Notional.reservePrice(
            side, order.orderType(), order.price(), judged.reference(), judged.protectionLimit());
    this.notional = Notional.of(order.qty(), reservePrice);
    if (target == null) {
      this.addedQty = order.qty();
      this.addedReserve = notional;
    } else {
      long leaves = target.leaves(order.qty());
      this.addedQty = Math.max(0, leaves - target.openQty());
      this.addedReserve = Math.max(0, Notional.of(leaves, reservePrice) - target.reserved());
    }
    this.mark = holding.markWith(judged.reference(), reservePrice);
  }

  static Proposal of(Account account, Judged judged) {
    OrderCommand order = judged.order();
    if (order.action() == Action.NEW) {
      return new Proposal(account, judged, account.holdingFor(judged), null);
    }
    WorkingOrder target = account.working(order.origOrderId(), order.symbol());
    Holding holding = target == null ? account.holdingFor(judged) : target.holding;
    return new Proposal(account, judged, holding, target);
  }

  OrderCommand order() {
    return judged.order();
  }

  boolean isNew() {
    return order().action() == Action.NEW;
  }

  /** A replace of an order that is unknown here: the book answers it, and it reserves nothing. */
  boolean isForeign() {
    return target == null && !isNew();
  }

  /** Whether it asks for more of anything than its order has already. */
  boolean raises() {
    return target == null
        || addedQty > 0
        || addedReserve > 0
        || order().qty() > target.qty()
        || notional > target.notional();
  }

  long worstLong() {
    return holding.worstLong() + (side == Side.BUY ? addedQty : 0);
  }

  long worstShort() {
    return holding.worstShort() - (side == Side.SELL ? addedQty : 0);
  }
}
