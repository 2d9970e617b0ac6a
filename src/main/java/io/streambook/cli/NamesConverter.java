package io.streambook.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names with commas between them, or how many: a text that holds, as it stands. */
final class NamesConverter implements ITypeConverter<String> {
  private final CountConverter.Symbols counts = new CountConverter.Symbols();

  @Override
  public String convert(String text) {
    if (text.matches("[0-9]+")) {
      return counts.convert(text).toString();
    }
    if (Arrays.stream(text.split(",", -1)).anyMatch(String::isBlank)) {
      throw new TypeConversionException("'" + text + "' has an empty name");
    }
    return text;
  }
}
