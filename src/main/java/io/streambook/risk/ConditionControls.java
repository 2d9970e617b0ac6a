package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;

/** What only few orders say must fit together. */
final class ConditionControls {
  /** An iceberg shows at least this part of itself, so that it can't make one order many trades. */
  static final long ICEBERG_PARTS_MAX = 100;

  private ConditionControls() {}

  /** A stop has a stop price above zero and may work for longer; nothing else has one. */
  static Verdict stop(OrderCommand order, Market market) {
    long stopPx = order.conditions().stopPx();
    if (!isStop(order)) {
      return stopPx == Decimal8.NONE
          ? null
          : reject(
              Reason.INVALID_STOP_PRICE,
              "stopPx=" + Decimal8.format(stopPx) + ", limit=none on " + order.orderType());
    }
    if (stopPx <= 0) {
      return reject(
          Reason.INVALID_STOP_PRICE,
          "stopPx=" + PriceControls.text(stopPx) + ", limit=" + Decimal8.format(1));
    }
    return mayWork(order) ? null : wrong(order, "stopPx");
  }

  /** Only what rests can show a part of itself. */
  static Verdict displayQty(OrderCommand order, Market market) {
    long displayQty = order.conditions().displayQty();
    if (displayQty == 0) {
      return null;
    }
    long least = Math.max(1, (order.qty() + ICEBERG_PARTS_MAX - 1) / ICEBERG_PARTS_MAX);
    if (displayQty < least || displayQty > order.qty()) {
      return reject(
          Reason.INVALID_DISPLAY_QTY,
          "displayQty="
              + Decimal8.format(displayQty)
              + ", limit="
              + Decimal8.format(displayQty < least ? least : order.qty()));
    }
    return CommandControls.isMarket(order) || !mayWork(order) ? wrong(order, "displayQty") : null;
  }

  /** Only an IOC order has a minimum quantity. */
  static Verdict minQty(OrderCommand order, Market market) {
    long minQty = order.conditions().minQty();
    if (minQty == 0) {
      return null;
    }
    if (minQty < 0 || minQty > order.qty()) {
      return reject(
          Reason.INVALID_MIN_QTY,
          "minQty="
              + Decimal8.format(minQty)
              + ", limit="
              + Decimal8.format(minQty < 0 ? 0 : order.qty()));
    }
    return order.timeInForce() == TimeInForce.IOC ? null : wrong(order, "minQty");
  }

  /** Only a limit order that may rest can be post-only. */
  static Verdict postOnly(OrderCommand order, Market market) {
    boolean fits = order.orderType() == OrderType.LIMIT && mayWork(order);
    return !order.conditions().postOnly() || fits ? null : wrong(order, "postOnly");
  }

  /** A GTD order names the end of its time, and it has not come. */
  static Verdict expireTime(OrderCommand order, Market market) {
    long expireTime = order.conditions().expireTime();
    boolean named = order.timeInForce() == TimeInForce.GTD;
    if (!named) {
      return expireTime == 0 ? null : wrong(order, "expireTime");
    }
    return expireTime > market.now()
        ? null
        : reject(
            Reason.INVALID_EXPIRE_TIME, "expireTime=" + expireTime + ", limit=" + market.now());
  }

  /** A group is an id. */
  static Verdict selfTradeGroup(OrderCommand order, Market market) {
    String group = order.conditions().selfTradeGroup();
    return group.isEmpty() || CommandControls.validId(group)
        ? null
        : reject(
            Reason.UNSUPPORTED,
            "selfTradeGroup length=" + group.length() + ", limit=1 to 64 printable ASCII");
  }

  static boolean isStop(OrderCommand order) {
    return order.orderType() == OrderType.STOP || order.orderType() == OrderType.STOP_LIMIT;
  }

  private static boolean mayWork(OrderCommand order) {
    return switch (order.timeInForce()) {
      case DAY, GTC, GTD -> true;
      case IOC, FOK, AT_THE_OPEN, AT_THE_CLOSE, UNKNOWN -> false;
    };
  }

  private static Verdict wrong(OrderCommand order, String condition) {
    return reject(
        Reason.UNSUPPORTED,
        condition + " on orderType=" + order.orderType() + ", tif=" + order.timeInForce());
  }
}
