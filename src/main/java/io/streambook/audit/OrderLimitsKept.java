package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;

final class OrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no accepted order is larger than its account's quantity and notional limits";
  }

  @Override
  public String subject() {
    return "accepted orders and replaces";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order
            && order.judged().verdict().accepted()
            && order.judged().order().action() != Action.CANCEL) {
          finding.checked();
          check(entry, order.judged(), limits, finding);
        }
      }
    }
    limits.remark(finding);
  }

  private static void check(
      Found<LogEntry> entry, Judged judged, LoosestLimits all, Finding finding) {
    OrderCommand order = judged.order();
    LoosestLimits.Limits limits = all.at(order.account(), judged.time());
    if (limits == null) {
      return;
    }
    if (order.qty() > limits.maxOrderQty()) {
      finding.broken(entry, "quantity above maxOrderQty of " + order.account());
    } else if (beyond(order.qty(), reservePrice(judged), limits.maxNotional())) {
      finding.broken(entry, "notional above maxNotional of " + order.account());
    }
  }

  private static boolean beyond(long qty, long price, long maxNotional) {
    try {
      return Decimal8.notional(qty, price) > maxNotional;
    } catch (ArithmeticException e) {
      return true; // No such order may be accepted, whatever the limit.
    }
  }

  /** What risk must have reserved per unit, see RULES. */
  private static long reservePrice(Judged judged) {
    OrderCommand order = judged.order();
    if (order.orderType() == OrderType.MARKET) {
      return judged.protectionLimit();
    }
    boolean sellBelowReference =
        order.side() == Side.SELL
            && judged.reference() != Decimal8.NONE
            && judged.reference() > order.price();
    return sellBelowReference ? judged.reference() : order.price();
  }
}
