package io.streambook.book;

import java.math.BigDecimal;

/**
 * Prices, quantities and money as a long of 10⁻⁸ units. What does not fit is an {@link
 * ArithmeticException}, never a wrap and never a rounding that was not asked for.
 */
public final class Decimal8 {
  public static final int SCALE = 8;
  public static final long ONE = 100_000_000L;

  /** Largest value that the contracts can carry: {@code decimal(18,8)}. */
  public static final long MAX = 999_999_999_999_999_999L;

  /** Stands for an absent price; no valid price has this value. */
  public static final long NONE = Long.MIN_VALUE;

  private Decimal8() {}

  /**
   * The exact value of text such as {@code 12.5}.
   *
   * @throws ArithmeticException when it has more than 8 decimals or does not fit
   * @throws NumberFormatException when it is no number
   */
  public static long parse(String text) {
    return new BigDecimal(text).setScale(SCALE).unscaledValue().longValueExact();
  }

  /** Shortest plain text: no exponent, no trailing zeros; empty for {@link #NONE}. */
  public static String format(long value) {
    if (value == NONE) {
      return "";
    }
    BigDecimal plain = BigDecimal.valueOf(value, SCALE).stripTrailingZeros();
    return plain.toPlainString();
  }

  /** qty × price rounded up to 8 decimals, for values that are not negative. */
  public static long notional(long qty, long price) {
    long wholePrice = price / ONE;
    long restPrice = price % ONE;
    long wholeQty = qty / ONE;
    long restQty = qty % ONE;
    long cross = Math.multiplyExact(restQty, wholePrice);
    // restQty × restPrice < 10¹⁶: the only product that can have more than 8 decimals.
    long tail = (restQty * restPrice + ONE - 1) / ONE;
    return Math.addExact(Math.addExact(Math.multiplyExact(wholeQty, price), cross), tail);
  }
}
