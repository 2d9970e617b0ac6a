package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;

/** What a command tells by itself, whatever its symbol. */
final class CommandControls {
  static final int MAX_ID_LENGTH = 64;
  static final long MAX_QTY = 10_000_000_000_000_000L;
  static final long MAX_AHEAD_MICROS = 60_000_000L;
  static final long MAX_AGE_MICROS = 7 * 24 * 3_600_000_000L;

  private CommandControls() {}

  /** What the decoder could not read as a number of this venue. */
  static Verdict readable(OrderCommand order, Market market) {
    return order.defect();
  }

  /**
   * Enum values that this version does not know, and a replace that would make a market order of a
   * limit order: the book keeps the type of the original.
   */
  static Verdict supported(OrderCommand order, Market market) {
    if (order.action() == Action.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "action=UNKNOWN");
    }
    if (order.side() == Side.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "side=UNKNOWN");
    }
    if (order.orderType() == OrderType.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "orderType=UNKNOWN");
    }
    if (order.timeInForce() == TimeInForce.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "tif=UNKNOWN");
    }
    if (order.action() == Action.REPLACE && order.orderType() == OrderType.MARKET) {
      return reject(Reason.UNSUPPORTED, "action=REPLACE, orderType=MARKET");
    }
    return null;
  }

  /** Ids of 1 to 64 printable ASCII characters; the text never repeats a broken one. */
  static Verdict ids(OrderCommand order, Market market) {
    String defect = idDefect("orderId", order.orderId());
    if (defect == null && order.action() != Action.NEW) {
      defect = idDefect("origOrderId", order.origOrderId());
    }
    return defect == null ? null : reject(Reason.INVALID_ORDER_ID, defect);
  }

  /** An account is an id, with a firm before its first slash. */
  static Verdict account(OrderCommand order, Market market) {
    String defect = idDefect("account", order.account());
    if (defect == null && order.account().charAt(0) == '/') {
      defect = "firm length=0, limit=1";
    }
    return defect == null ? null : reject(Reason.INVALID_ACCOUNT, defect);
  }

  /** Whether text can be an id at all. */
  static boolean validId(String id) {
    return idDefect("", id) == null;
  }

  private static String idDefect(String name, String id) {
    int length = id.length();
    if (length == 0) {
      return name + " length=0, limit=1";
    }
    if (length > MAX_ID_LENGTH) {
      return name + " length=" + length + ", limit=" + MAX_ID_LENGTH;
    }
    for (int i = 0; i < length; i++) {
      char c = id.charAt(i);
      if (c < ' ' || c > '~') {
        return name + " character=" + (int) c + " at " + i + ", limit=printable ASCII";
      }
    }
    return null;
  }

  /** Not more than a minute ahead of the venue and not older than seven days. */
  static Verdict timestamp(OrderCommand order, Market market) {
    long latest = market.now() + MAX_AHEAD_MICROS;
    if (order.timestamp() > latest) {
      return reject(
          Reason.INVALID_TIMESTAMP, "timestamp=" + order.timestamp() + ", limit=" + latest);
    }
    long earliest = market.now() - MAX_AGE_MICROS;
    if (order.timestamp() < earliest) {
      return reject(
          Reason.INVALID_TIMESTAMP, "timestamp=" + order.timestamp() + ", limit=" + earliest);
    }
    return null;
  }

  static Verdict qty(OrderCommand order, Market market) {
    long qty = order.qty();
    if (qty > 0 && qty <= MAX_QTY) {
      return null;
    }
    return reject(
        Reason.INVALID_QTY,
        "qty=" + Decimal8.format(qty) + ", limit=" + Decimal8.format(qty <= 0 ? 1 : MAX_QTY));
  }

  /** A limit order has a price above zero, a market order has none. */
  static Verdict price(OrderCommand order, Market market) {
    long price = order.price();
    if (order.orderType() == OrderType.MARKET) {
      return price == Decimal8.NONE
          ? null
          : reject(
              Reason.INVALID_PRICE, "price=" + Decimal8.format(price) + ", limit=none on MARKET");
    }
    if (price > 0) {
      return null;
    }
    return reject(
        Reason.INVALID_PRICE,
        "price=" + PriceControls.text(price) + ", limit=" + Decimal8.format(1));
  }
}
