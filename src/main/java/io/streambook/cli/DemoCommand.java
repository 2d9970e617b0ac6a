package io.streambook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole venue on this machine. */
@Command(
    name = "demo",
    description = {
      "Starts Kafka, a schema registry, Postgres and Flink on this machine, submits the venue to it"
          + " (risk and matching in one job, core in another), sends market data and orders, and"
          + " prints a line a second. Ends with the audit, and with its exit code. Ctrl-C ends the"
          + " orders and goes on to the audit; another Ctrl-C ends at once. Nothing is left"
          + " running.",
      "Example: ./streambook demo --duration 60s --rate 1000"
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Ends the orders after so long, such as 60s (default: until Ctrl-C).")
  private Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = CountConverter.Rate.class,
      defaultValue = "500",
      description = "Generated orders a second, 1 to 50000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--quote-rate",
      paramLabel = "N",
      converter = CountConverter.Rate.class,
      defaultValue = "500",
      description = "Generated quotes a second, 1 to 50000 (default: ${DEFAULT-VALUE}).")
  private int quoteRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same prices and orders (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      converter = CountConverter.Symbols.class,
      defaultValue = "8",
      description = "Generated instruments (default: ${DEFAULT-VALUE}).")
  private int symbols;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Sends a LOBSTER message file (plain, gzip, zstd) instead of a generated flow.")
  private Path replay;

  @Option(
      names = "--speed",
      paramLabel = "N",
      converter = CountConverter.OrZero.class,
      defaultValue = "0",
      description =
          "Of a replay: 1 is real time, 10 ten times as fast, 0 as fast as it goes (default:"
              + " ${DEFAULT-VALUE}).")
  private int speed;

  @Option(
      names = "--ports",
      paramLabel = "NAME=PORT",
      split = ",",
      description =
          "Ports: kafka=9092, registry=8080, postgres=5432, flink=8081, orderservice=8090, fix=9878"
              + " unless set otherwise; 0 takes a free one.")
  private Map<DemoServer, Integer> ports = new EnumMap<>(DemoServer.class);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keeps topics, tables, checkpoints and logs in this new or empty folder (default: a"
              + " temporary one, deleted after a green audit).")
  private Path data;

  @Override
  public Integer call() throws Exception {
    ports.forEach(this::checkPort);
    if (replay != null && (Files.isDirectory(replay) || !Files.isReadable(replay))) {
      throw new ParameterException(
          spec.commandLine(), "--replay: there is no file to read at " + replay);
    }
    try (Demo demo = new Demo(this, spec.commandLine().getOut())) {
      return demo.run() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void checkPort(DemoServer server, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--ports: " + port + " is not in 0 to " + PORT_MAX);
    }
  }

  /** Null without an end. */
  Duration duration() {
    return duration;
  }

  int rate() {
    return rate;
  }

  int quoteRate() {
    return quoteRate;
  }

  long seed() {
    return seed;
  }

  int symbols() {
    return symbols;
  }

  /** Null for a generated flow. */
  Path replay() {
    return replay;
  }

  int speed() {
    return speed;
  }

  int port(DemoServer server) {
    return ports.getOrDefault(server, server.port());
  }

  /** Null for a temporary folder. */
  Path data() {
    return data;
  }
}
