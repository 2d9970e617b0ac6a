package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;

/**
 * What the instrument's record tells. A record that makes no sense fails closed, never the task.
 */
final class InstrumentControls {
  private InstrumentControls() {}

  static Verdict known(OrderCommand order, Market market) {
    Instrument instrument = market.instrument();
    return instrument != null && !instrument.deleted()
        ? null
        : reject(Reason.UNKNOWN_SYMBOL, "symbol=" + order.symbol());
  }

  static Verdict unrestricted(OrderCommand order, Market market) {
    return market.instrument().restricted()
        ? reject(Reason.RESTRICTED_SYMBOL, "symbol=" + order.symbol())
        : null;
  }

  /** The table of phases is {@code phases.txt} beside this class: a test reads it. */
  static Verdict phase(OrderCommand order, Market market) {
    return switch (market.phase()) {
      case CONTINUOUS -> null;
      case CLOSED -> reject(Reason.CLOSED, "phase=CLOSED, limit=" + Phase.CONTINUOUS);
      case HALTED, UNKNOWN ->
          reject(Reason.HALTED, "phase=" + market.phase() + ", limit=" + Phase.CONTINUOUS);
    };
  }

  static Verdict tick(OrderCommand order, Market market) {
    long tick = market.instrument().tickSize();
    if (order.orderType() == OrderType.MARKET || (tick > 0 && order.price() % tick == 0)) {
      return null;
    }
    return reject(
        Reason.TICK_SIZE,
        "price=" + Decimal8.format(order.price()) + ", limit=" + Decimal8.format(tick));
  }

  static Verdict lot(OrderCommand order, Market market) {
    long lot = market.instrument().lotSize();
    if (lot > 0 && order.qty() % lot == 0) {
      return null;
    }
    return reject(
        Reason.LOT_SIZE, "qty=" + Decimal8.format(order.qty()) + ", limit=" + Decimal8.format(lot));
  }

  static Verdict minQty(OrderCommand order, Market market) {
    long min = market.instrument().minQty();
    if (order.qty() >= min) {
      return null;
    }
    return reject(
        Reason.MIN_QTY, "qty=" + Decimal8.format(order.qty()) + ", limit=" + Decimal8.format(min));
  }

  static Verdict maxQty(OrderCommand order, Market market) {
    long max = market.instrument().maxQty();
    if (order.qty() <= max) {
      return null;
    }
    return reject(
        Reason.MAX_QTY, "qty=" + Decimal8.format(order.qty()) + ", limit=" + Decimal8.format(max));
  }
}
