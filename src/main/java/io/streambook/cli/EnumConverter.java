package io.streambook.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Takes what a person may ask for: UNKNOWN stands in an enum for what only a newer schema has.
 *
 * @param values in any case of letters
 */
record EnumConverter<E extends Enum<E>>(Set<E> values) implements ITypeConverter<E> {
  /** All others. */
  static <E extends Enum<E>> EnumConverter<E> without(E value) {
    return new EnumConverter<>(EnumSet.complementOf(EnumSet.of(value)));
  }

  @Override
  public E convert(String text) {
    return values.stream()
        .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of " + values));
  }
}
