package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import java.math.BigInteger;

/** What risk must have reserved for an order, see RULES. */
final class Reserve {
  private static final BigInteger ONE = BigInteger.valueOf(Decimal8.ONE);

  private Reserve() {}

  /** Per unit. */
  static long price(Judged judged) {
    OrderCommand order = judged.order();
    if (order.orderType() == OrderType.MARKET || order.orderType() == OrderType.STOP) {
      return judged.protectionLimit();
    }
    // No reference is the smallest long.
    return order.side() == Side.SELL ? Math.max(order.price(), judged.reference()) : order.price();
  }

  /** qty × price rounded up to 8 decimals, however large. */
  static BigInteger of(long qty, long price) {
    BigInteger[] money =
        BigInteger.valueOf(qty).multiply(BigInteger.valueOf(price)).divideAndRemainder(ONE);
    return money[1].signum() > 0 ? money[0].add(BigInteger.ONE) : money[0];
  }
}
