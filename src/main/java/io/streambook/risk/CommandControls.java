package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import java.util.EnumSet;
import java.util.Set;

/** What a command tells by itself, whatever its symbol. */
final class CommandControls {
  static final int MAX_ID_LENGTH = 64;
  static final long MAX_QTY = 10_000_000_000_000_000L;
  static final long MAX_AHEAD_MICROS = 60_000_000L;
  static final long MAX_AGE_MICROS = 7 * 24 * 3_600_000_000L;

  private static final Set<TimeInForce> TIMES_IN_FORCE =
      EnumSet.complementOf(EnumSet.of(TimeInForce.UNKNOWN));

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
      return reject(Reason.UNSUPPORTED, "action=" + order.action());
    }
    boolean both = order.side() == Side.BOTH && order.action() == Action.MASS_CANCEL;
    if (order.side() != Side.BUY && order.side() != Side.SELL && !both) {
      return reject(Reason.UNSUPPORTED, "side=" + order.side());
    }
    if (order.orderType() == OrderType.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "orderType=" + order.orderType());
    }
    if (!TIMES_IN_FORCE.contains(order.timeInForce())) {
      return reject(Reason.UNSUPPORTED, "tif=" + order.timeInForce());
    }
    if (order.conditions().selfTradePrevention() == SelfTradePrevention.UNKNOWN) {
      return reject(Reason.UNSUPPORTED, "selfTradePrevention=UNKNOWN");
    }
    if (order.action() == Action.REPLACE && order.orderType() == OrderType.MARKET) {
      return reject(Reason.UNSUPPORTED, "action=REPLACE, orderType=MARKET");
    }
    return null;
  }

  /** Ids of 1 to 64 printable ASCII characters; the text never repeats a broken one. */
  static Verdict ids(OrderCommand order, Market market) {
    String defect = idDefect("orderId", order.orderId());
    if (defect == null && (order.action() == Action.CANCEL || order.action() == Action.REPLACE)) {
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

  /** It was read in time. */
  static Verdict validUntil(OrderCommand order, Market market) {
    return order.validUntil() == 0 || market.now() <= order.validUntil()
        ? null
        : reject(Reason.STALE_ORDER, "time=" + market.now() + ", limit=" + order.validUntil());
  }

  /**
   * A LIMIT and a STOP_LIMIT order have a price above zero, a MARKET and a STOP order have none.
   */
  static Verdict price(OrderCommand order, Market market) {
    long price = order.price();
    if (isMarket(order)) {
      return price == Decimal8.NONE
          ? null
          : reject(
              Reason.INVALID_PRICE,
              "price=" + Decimal8.format(price) + ", limit=none on " + order.orderType());
    }
    if (price > 0) {
      return null;
    }
    return reject(
        Reason.INVALID_PRICE,
        "price=" + PriceControls.text(price) + ", limit=" + Decimal8.format(1));
  }

  /** Without a limit of its own: it goes up to its protection limit. */
  static boolean isMarket(OrderCommand order) {
    return order.orderType() == OrderType.MARKET || order.orderType() == OrderType.STOP;
  }
}
