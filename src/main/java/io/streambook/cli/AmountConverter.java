package io.streambook.cli;

import io.streambook.book.Decimal8;
import io.streambook.risk.RiskLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A positive price or quantity with at most 8 decimals, in 10⁻⁸. */
class AmountConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      long value = Decimal8.parse(text);
      if (value > 0 && value <= Decimal8.MAX) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no number with at most 8 decimals");
    }
    throw new TypeConversionException("'" + text + "' is not above 0 and below 10,000,000,000");
  }

  /** Also below 0, and 0. */
  static final class Signed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equals("0")) {
        return 0L;
      }
      AmountConverter amounts = new AmountConverter();
      return text.startsWith("-") ? -amounts.convert(text.substring(1)) : amounts.convert(text);
    }
  }

  /** Also {@code none}, which is {@link Decimal8#NONE}. */
  static final class OrNone extends AmountConverter {
    @Override
    public Long convert(String text) {
      return text.equals("none") ? Long.valueOf(Decimal8.NONE) : super.convert(text);
    }
  }

  /** Also {@code none}, which is no limit. */
  static final class OrNoLimit extends AmountConverter {
    @Override
    public Long convert(String text) {
      return text.equals("none") ? Long.valueOf(RiskLimits.NO_LIMIT) : super.convert(text);
    }
  }

  /** A number of orders, or {@code none}, which is no limit. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.equals("none")) {
        return Integer.MAX_VALUE;
      }
      try {
        int count = Integer.parseInt(text);
        if (count >= 0) {
          return count;
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is no whole number");
      }
      throw new TypeConversionException("'" + text + "' is below 0");
    }
  }
}
