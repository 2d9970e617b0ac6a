package io.streambook.contract;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Settings that are not on the command line: {@code --topic-prefix} is {@code
 * STREAMBOOK_TOPIC_PREFIX} in the environment, and after that {@code topic-prefix} in the
 * properties file that {@code --config} or {@code STREAMBOOK_CONFIG} names.
 */
public final class SettingsFiles implements IDefaultValueProvider {
  private static final String CONFIG = "--config";

  private final Map<String, String> environment;
  private final Properties file;

  private SettingsFiles(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Makes environment and properties file the defaults of a command and all its subcommands.
   *
   * @throws ParameterException when the file can't be read or sets something that no command knows
   */
  public static void install(
      CommandLine commandLine, String[] arguments, Map<String, String> environment) {
    String name = configArgument(arguments);
    if (name == null) {
      name = environment.get(variable(CONFIG));
    }
    Properties file = name == null ? new Properties() : read(commandLine, Path.of(name));
    Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
    removeKnown(commandLine.getCommandSpec(), unknown);
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          commandLine, name + " sets what no command has: " + String.join(", ", unknown));
    }
    commandLine.setDefaultValueProvider(new SettingsFiles(environment, file));
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String fromEnvironment = environment.get(variable(option.longestName()));
    return fromEnvironment != null ? fromEnvironment : file.getProperty(key(option));
  }

  private static String configArgument(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(CONFIG) && i + 1 < arguments.length) {
        return arguments[i + 1];
      }
      if (arguments[i].startsWith(CONFIG + "=")) {
        return arguments[i].substring(CONFIG.length() + 1);
      }
    }
    return null;
  }

  private static Properties read(CommandLine commandLine, Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new ParameterException(commandLine, "No such file: " + path, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(commandLine, "Can't read " + path + ": " + e.getMessage(), e);
    }
    return properties;
  }

  private static void removeKnown(CommandSpec spec, Set<String> names) {
    spec.options().forEach(option -> names.remove(key(option)));
    spec.subcommands().values().forEach(sub -> removeKnown(sub.getCommandSpec(), names));
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static String variable(String option) {
    return "STREAMBOOK_"
        + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
