package io.streambook.risk;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import java.util.ArrayList;
import java.util.List;

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

  /** Uses of limits that a person should hear of, if it passes; null for none. */
  private List<Use> uses;

  /** So much of a limit is used once it passes. */
  record Use(Scope scope, Limit limit, long measured) {}

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
    WorkingOrder target =
        order.action() == Action.NEW ? null : account.working(order.origOrderId(), order.symbol());
    Holding holding =
        target == null ? account.holdings().of(order.symbol(), judged.currency()) : target.holding;
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

  /** A replace works in the place of its order. */
  int addedOrders() {
    return isNew() ? 1 : 0;
  }

  /** Whether it asks for more of anything than its order has already. */
  boolean raises() {
    return target == null || addedQty > 0 || addedReserve > 0 || raisesQty() || raisesNotional();
  }

  boolean raisesQty() {
    return target == null || order().qty() > target.qty();
  }

  boolean raisesNotional() {
    return target == null || notional > target.notional();
  }

  /** Whether all that works on its side brings the position nearer to zero, it included. */
  boolean reduces() {
    return addedQty <= Math.max(0, holding.sums.reducible(side));
  }

  /** What {@link #reduces} compares. */
  String textOfReducing() {
    return "qty="
        + Decimal8.format(addedQty)
        + ", limit="
        + Decimal8.format(Math.max(0, holding.sums.reducible(side)));
  }

  /** What is held and works in its symbol. */
  SymbolSums sums(Scope scope) {
    return scope.isFirm ? holding.sums.firm() : holding.sums;
  }

  /** The money of its currency. */
  CurrencyTotals totals(Scope scope) {
    return scope.isFirm ? holding.totals().firm() : holding.totals();
  }

  /** Position once all that works on its side is filled, it included; negative is short. */
  long worst(Scope scope) {
    SymbolSums sums = sums(scope);
    return side == Side.BUY ? sums.worstLong() + addedQty : sums.worstShort() - addedQty;
  }

  long worstLong() {
    return holding.sums.worstLong() + (side == Side.BUY ? addedQty : 0);
  }

  long worstShort() {
    return holding.sums.worstShort() - (side == Side.SELL ? addedQty : 0);
  }

  /** It would use so much of a limit that a person should hear of it. */
  void uses(Scope scope, Limit limit, long measured) {
    if (uses == null) {
      uses = new ArrayList<>();
    }
    uses.add(new Use(scope, limit, measured));
  }

  /** A limit refuses it. */
  void breaches(Scope scope, Limit limit, long measured) {
    scope.owner.events().breach(scope, limit, measured, judged.time());
  }

  /** It passes. */
  void tellUses() {
    if (uses != null) {
      for (Use use : uses) {
        use.scope.owner.events().warn(use.scope, use.limit, use.measured, judged.time());
      }
    }
  }
}
