package io.streambook.cli;

import io.streambook.book.BandAction;
import io.streambook.book.Phase;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SettingsFiles;
import io.streambook.risk.TradingState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Exit codes: 0 done, 1 it failed or was refused (one line on stderr says why), 2
 * wrong usage.
 */
@Command(
    name = "streambook",
    description = "A trading venue as a Flink job: orders, pre-trade risk, matching.",
    mixinStandardHelpOptions = true,
    version = "Streambook 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AdjustCommand.class,
      AuditCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      ConformanceCommand.class,
      DatabaseCommand.class,
      DeadLettersCommand.class,
      DemoCommand.class,
      InstrumentsCommand.class,
      KeysCommand.class,
      KillCommand.class,
      LimitsCommand.class,
      MarketDataCommand.class,
      OrderEntryCommand.class,
      OrderServiceCommand.class,
      OrdersCommand.class,
      PreflightCommand.class,
      ReplayCommand.class,
      SchemasCommand.class,
      SimulateCommand.class,
      SoakCommand.class,
      TopicsCommand.class,
      TradeCommand.class,
      UnkillCommand.class
    })
public final class Streambook {
  private static final String INSTANT = "2030-01-31T09:00:00Z";
  private static final String DATE = "2030-01-31";

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the whole stack trace of an error.")
  private boolean stacktrace;

  private Streambook() {}

  public static void main(String[] args) {
    // One logging context for all class loaders: Flink's RPC has one of its own.
    System.setProperty(
        "log4j2.contextSelector", "org.apache.logging.log4j.core.selector.BasicContextSelector");
    System.exit(run(commandLine(), args));
  }

  /** Runs a command with the defaults of environment and properties file; gives its exit code. */
  static int run(CommandLine line, String... args) {
    try {
      SettingsFiles.install(line, args, System.getenv());
    } catch (ParameterException e) {
      return usageError(e, false);
    }
    return line.execute(args);
  }

  /** The command line with its error handling, for {@code main} and for tests. */
  static CommandLine commandLine() {
    Streambook top = new Streambook();
    CommandLine line = new CommandLine(top);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.registerConverter(Instant.class, text -> time(text, Instant::parse, INSTANT));
    line.registerConverter(LocalDate.class, text -> time(text, LocalDate::parse, DATE));
    line.registerConverter(Side.class, new EnumConverter<>(EnumSet.of(Side.BUY, Side.SELL)));
    line.registerConverter(TimeInForce.class, EnumConverter.without(TimeInForce.UNKNOWN));
    line.registerConverter(
        SelfTradePrevention.class, EnumConverter.without(SelfTradePrevention.UNKNOWN));
    line.registerConverter(Phase.class, EnumConverter.without(Phase.UNKNOWN));
    line.registerConverter(BandAction.class, EnumConverter.without(BandAction.UNKNOWN));
    line.registerConverter(TradingState.class, EnumConverter.without(TradingState.UNKNOWN));
    line.setExecutionStrategy(
        parsed -> {
          if (!parsed.hasSubcommand()
              && !parsed.isUsageHelpRequested()
              && !parsed.isVersionHelpRequested()) {
            throw new ParameterException(line, "a command is missing");
          }
          return execute(parsed);
        });
    line.setParameterExceptionHandler((error, args) -> usageError(error, top.stacktrace));
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> {
          print(command.getErr(), explained(error, command.getCommandSpec()), top.stacktrace);
          return ExitCode.SOFTWARE;
        });
    return line;
  }

  private static <T> T time(String text, Function<String, T> parse, String example) {
    try {
      return parse.apply(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not such as " + example);
    }
  }

  /** A command that is a method knows the spec of its class alone: the usage is still its own. */
  private static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (ParameterException e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new ParameterException(commands.get(commands.size() - 1), e.getMessage(), e);
    }
  }

  private static int usageError(ParameterException error, boolean stacktrace) {
    CommandLine command = error.getCommandLine();
    print(command.getErr(), error, stacktrace);
    command.getErr().printf("See: %s --help\n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  /** Names the part of the venue that does not answer: its clients tell only that time is over. */
  private static Throwable explained(Throwable error, CommandSpec command) {
    OptionSpec brokers = command.findOption("--brokers");
    if (brokers != null) {
      Optional<String> kafka = KafkaSettings.explained(brokers.getValue(), error);
      if (kafka.isPresent()) {
        return new IllegalStateException(kafka.get(), error);
      }
    }
    return isCausedBy(error, Registry.Unavailable.class)
        ? new IllegalStateException("No schema registry: start it, or set --registry", error)
        : error;
  }

  private static boolean isCausedBy(Throwable error, Class<?> type) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
  }

  private static void print(PrintWriter err, Throwable error, boolean stacktrace) {
    if (stacktrace) {
      error.printStackTrace(err);
    } else {
      err.print("streambook: " + oneLine(error) + "\n");
    }
    err.flush();
  }

  /** The messages of an error and of its causes that add something, on one line. */
  static String oneLine(Throwable error) {
    StringBuilder line = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = message(cause).replaceAll("\\s*\\R\\s*", " ");
      if (line.indexOf(message) < 0) {
        line.append(line.isEmpty() ? "" : ": ").append(message);
      }
    }
    return line.toString();
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
  }
}
