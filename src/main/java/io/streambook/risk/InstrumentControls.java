package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.PhaseRules;
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
    return PhaseRules.check(
        market.tradingPhase(),
        order.orderType(),
        order.timeInForce(),
        order.conditions().postOnly());
  }

  static Verdict tick(OrderCommand order, Instrument instrument) {
    long tick = instrument.tickSize();
    if (!CommandControls.isMarket(order) && (tick <= 0 || order.price() % tick != 0)) {
      return reject(
          Reason.TICK_SIZE,
          "price=" + Decimal8.format(order.price()) + ", limit=" + Decimal8.format(tick));
    }
    long stopPx = order.conditions().stopPx();
    if (stopPx == Decimal8.NONE || (tick > 0 && stopPx % tick == 0)) {
      return null;
    }
    return reject(
        Reason.TICK_SIZE, "stopPx=" + Decimal8.format(stopPx) + ", limit=" + Decimal8.format(tick));
  }

  static Verdict lot(OrderCommand order, Instrument instrument) {
    long lot = instrument.lotSize();
    if (lot <= 0 || order.qty() % lot != 0) {
      return lotSize("qty", order.qty(), lot);
    }
    Conditions conditions = order.conditions();
    if (conditions.displayQty() % lot != 0) {
      return lotSize("displayQty", conditions.displayQty(), lot);
    }
    return conditions.minQty() % lot == 0 ? null : lotSize("minQty", conditions.minQty(), lot);
  }

  private static Verdict lotSize(String field, long qty, long lot) {
    return reject(
        Reason.LOT_SIZE, field + "=" + Decimal8.format(qty) + ", limit=" + Decimal8.format(lot));
  }

  static Verdict minQty(OrderCommand order, Instrument instrument) {
    long min = instrument.minQty();
    if (order.qty() >= min) {
      return null;
    }
    return reject(
        Reason.MIN_QTY, "qty=" + Decimal8.format(order.qty()) + ", limit=" + Decimal8.format(min));
  }

  /** Of any account's order; a market order is valued at its protection limit. */
  static Verdict maxNotional(OrderCommand order, Market market) {
    long max = market.instrument().maxNotional();
    if (max == RiskLimits.NO_LIMIT) {
      return null;
    }
    long price =
        Notional.reservePrice(
            order.side(),
            order.orderType(),
            order.price(),
            market.reference(),
            market.protectionLimit(order));
    long notional = Notional.of(order.qty(), price);
    return notional <= max
        ? null
        : reject(
            Reason.MAX_NOTIONAL,
            Limit.MAX_NOTIONAL.text(notional, max) + ", symbol=" + order.symbol());
  }

  static Verdict maxQty(OrderCommand order, Instrument instrument) {
    long max = instrument.maxQty();
    if (order.qty() <= max) {
      return null;
    }
    return reject(
        Reason.MAX_QTY, "qty=" + Decimal8.format(order.qty()) + ", limit=" + Decimal8.format(max));
  }
}
