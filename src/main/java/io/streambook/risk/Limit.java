package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.Reason;
import java.util.function.ToLongFunction;

/** The limits whose use is measured, by what a record of {@code risk-limits} calls them. */
@SuppressWarnings("ImmutableEnumChecker") // method references keep nothing
enum Limit {
  MAX_ORDER_QTY(0, "maxOrderQty", Reason.MAX_ORDER_QTY, "qty", RiskLimits::maxOrderQty),
  MAX_NOTIONAL(1, "maxNotional", Reason.MAX_NOTIONAL, "notional", RiskLimits::maxNotional),
  ORDER_RATE(2, "maxOrdersPerSecond", Reason.ORDER_RATE, l -> l.maxOrdersPerSecond()),
  EXECUTION_RATE(3, "maxExecutions", Reason.EXECUTION_RATE, l -> l.rules().maxExecutions()),
  MAX_OPEN_ORDERS(4, "maxOpenOrders", Reason.MAX_OPEN_ORDERS, l -> l.maxOpenOrders()),
  MAX_OPEN_ORDERS_PER_SYMBOL(
      5,
      "maxOpenOrdersPerSymbol",
      Reason.MAX_OPEN_ORDERS_PER_SYMBOL,
      l -> l.rules().maxOpenOrdersPerSymbol()),
  POSITION_LIMIT(6, "maxPosition", Reason.POSITION_LIMIT, "position", RiskLimits::maxPosition),
  GROSS_EXPOSURE(
      7, "maxGrossExposure", Reason.GROSS_EXPOSURE, "exposure", RiskLimits::maxGrossExposure),
  NET_NOTIONAL(8, "maxNetNotional", Reason.NET_NOTIONAL, "net", l -> l.rules().maxNetNotional()),
  CREDIT_LIMIT(9, "creditLimit", Reason.CREDIT_LIMIT, "credit", RiskLimits::creditLimit),
  DAILY_LOSS(10, "maxDailyLoss", Reason.DAILY_LOSS, "loss", l -> l.rules().maxDailyLoss());

  /** In what is stored, so for ever; from 0 without a gap. */
  final int place;

  /** The name in {@code risk-limits}. */
  final String field;

  final Reason reason;
  private final String measure;
  private final boolean counts;
  private final ToLongFunction<RiskLimits> of;

  Limit(int place, String field, Reason reason, String measure, ToLongFunction<RiskLimits> of) {
    this.place = place;
    this.field = field;
    this.reason = reason;
    this.measure = measure;
    this.counts = false;
    this.of = of;
  }

  /** A limit on a number of things. */
  Limit(int place, String field, Reason reason, CountOf of) {
    this.place = place;
    this.field = field;
    this.reason = reason;
    this.measure = reason == Reason.EXECUTION_RATE ? "executions" : "orders";
    this.counts = true;
    this.of = of;
  }

  private interface CountOf extends ToLongFunction<RiskLimits> {
    int count(RiskLimits limits);

    @Override
    default long applyAsLong(RiskLimits limits) {
      int count = count(limits);
      return count == RiskLimits.NO_COUNT ? RiskLimits.NO_LIMIT : count;
    }
  }

  /** {@link RiskLimits#NO_LIMIT} when there is none; a count as it is, an amount in 10⁻⁸. */
  long of(RiskLimits limits) {
    return of.applyAsLong(limits);
  }

  String text(long value) {
    return counts ? Long.toString(value) : Decimal8.format(value);
  }

  /** In 10⁻⁸, or the nearest long. */
  long decimal(long value) {
    return counts ? Math.min(value, Long.MAX_VALUE / Decimal8.ONE) * Decimal8.ONE : value;
  }

  /** {@code measured=…, limit=…} */
  String text(long measured, long limit) {
    return measure + "=" + text(measured) + ", limit=" + text(limit);
  }
}
