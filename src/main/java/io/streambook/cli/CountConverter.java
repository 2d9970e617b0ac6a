package io.streambook.cli;

import io.streambook.marketdata.RateSchedule;
import io.streambook.marketdata.Universe;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1 on. */
class CountConverter implements ITypeConverter<Integer> {
  private final int min;
  private final int max;

  CountConverter() {
    this(1, Integer.MAX_VALUE);
  }

  private CountConverter(int min, int max) {
    this.min = min;
    this.max = max;
  }

  @Override
  public Integer convert(String text) {
    int count;
    try {
      count = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
    if (count < min || count > max) {
      String range = max == Integer.MAX_VALUE ? min + " or more" : "in " + min + " to " + max;
      throw new TypeConversionException(count + " is not " + range);
    }
    return count;
  }

  /** A whole number from 0 on. */
  static final class OrZero extends CountConverter {
    OrZero() {
      super(0, Integer.MAX_VALUE);
    }
  }

  /** How many generated instruments. */
  static final class Symbols extends CountConverter {
    Symbols() {
      super(1, Universe.MAX_SYMBOLS);
    }
  }

  /** How many a second. */
  static final class Rate extends CountConverter {
    Rate() {
      super(1, RateSchedule.MAX_RATE);
    }
  }
}
