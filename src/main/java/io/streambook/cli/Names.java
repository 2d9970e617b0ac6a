package io.streambook.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses names on the command line that would only end in the dead letters. */
final class Names {
  private static final Pattern SYMBOL = Pattern.compile("[!-~]{1,32}");
  private static final Pattern ID = Pattern.compile("[ -~]{1,64}");

  private Names() {}

  static void checkSymbol(CommandSpec spec, String symbol) {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "a symbol has 1 to 32 printable ASCII characters and no space: '" + symbol + "'");
    }
  }

  static void checkId(CommandSpec spec, String id) {
    if (!ID.matcher(id).matches()) {
      throw new ParameterException(
          spec.commandLine(), "an id has 1 to 64 printable ASCII characters: '" + id + "'");
    }
  }
}
