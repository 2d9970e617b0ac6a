package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderType;
import io.streambook.book.Side;

/** Money of quantities and prices that are not negative, rounded up to 8 decimals. */
final class Notional {
  /** Stands for all that is beyond a long; as a sum it is larger than any limit. */
  static final long OVERFLOW = Long.MAX_VALUE;

  private static final long MAX_HIGH = Decimal8.ONE / 2 - 1;

  private Notional() {}

  /** qty × price, or {@link #OVERFLOW}. */
  static long of(long qty, long price) {
    // The largest product that fits is (2⁶³ − 1) × 10⁸ = (½ × 10⁸ × 2⁶⁴) − 10⁸.
    long high = Math.multiplyHigh(qty, price);
    if (high >= MAX_HIGH
        && (high > MAX_HIGH || Long.compareUnsigned(qty * price, -Decimal8.ONE) > 0)) {
      return OVERFLOW;
    }
    return Decimal8.notional(qty, price);
  }

  /** Sum of two values that are not negative, or {@link #OVERFLOW}. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? OVERFLOW : sum;
  }

  /** The value of a position, negative of a short one; 0 without a price. */
  static long signed(long position, long price) {
    if (position == 0 || price == Decimal8.NONE) {
      return 0;
    }
    return position < 0 ? -of(-position, price) : of(position, price);
  }

  /** a − b, or the nearest long that is not {@link Long#MIN_VALUE}. */
  static long minus(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      return a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }
    return Math.max(difference, -Long.MAX_VALUE);
  }

  /**
   * The price that an order's worst case is valued at: a MARKET or STOP order's protection limit; a
   * limit order's limit, for a sell the higher of it and the reference.
   */
  static long reservePrice(
      Side side, OrderType type, long price, long reference, long protectionLimit) {
    if (type == OrderType.MARKET || type == OrderType.STOP) {
      return protectionLimit;
    }
    return side == Side.SELL ? Math.max(price, reference) : price;
  }
}
