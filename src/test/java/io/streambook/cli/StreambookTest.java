package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.contract.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

class StreambookTest {
  private final StringWriter err = new StringWriter();

  @Command(name = "fails")
  private static final class Fails implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException(
          "the registry refused it", new RuntimeException("409 incompatible\nschema"));
    }
  }

  @Test
  void anErrorIsOneLineWithItsCauses() {
    assertThat(run("fails")).isEqualTo(ExitCode.SOFTWARE);
    assertThat(err).hasToString("streambook: the registry refused it: 409 incompatible schema\n");
  }

  @Command(name = "waits")
  private static final class Waits implements Runnable {
    @Mixin private KafkaSettings kafka;

    @Override
    public void run() {
      String text = "can't read from " + kafka.brokers();
      throw new IllegalStateException(text, new TimeoutException("time is over"));
    }
  }

  @Test
  void aBrokerThatIsAwayIsNamed() {
    assertThat(run("waits", "--brokers", "kafka:9092")).isEqualTo(ExitCode.SOFTWARE);
    assertThat(err)
        .hasToString(
            "streambook: No answer from Kafka at kafka:9092: start it, or set --brokers, or"
                + " --client-config when it asks for TLS or a login: can't read from kafka:9092:"
                + " time is over\n");
  }

  @Test
  void aDatabaseThatIsAwayIsNamed() {
    String url = "jdbc:postgresql://127.0.0.1:1/streambook";
    assertThat(run("database", "migrate", "--jdbc-url", url)).isEqualTo(ExitCode.SOFTWARE);
    assertThat(err.toString())
        .startsWith("streambook: No database at " + url + " for user streambook (")
        .endsWith("): start it, or set --jdbc-url, --jdbc-user, --jdbc-password\n");
  }

  @Test
  void stacktraceShowsTheWhole() {
    assertThat(run("fails", "--stacktrace")).isEqualTo(ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("IllegalStateException", "Caused by:", "\tat ");
  }

  @Test
  void wrongUsageNamesTheHelp() {
    assertThat(run("nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("nonsense").endsWith("See: streambook --help\n");
  }

  /** Each says what is wrong before anything is started or asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bench nonsense                           | 'nonsense'                            | bench
          bench book --nonsense                    | '--nonsense'                          | bench book
          bench book --iterations 0                | '--iterations': 0 is not 1 or more    | bench book
          bench book --iterations x                | '--iterations': 'x' is no whole       | bench book
          bench book --data /nowhere               | --data: there is no folder /nowhere   | bench book
          bench book --streams DEEP,NOPE           | no NOPE, there are CANONICAL, PUBLIC, | bench book
          bench book --profile a.jfr               | name one stream with --streams        | bench book
          bench book --profile /nowhere/a.jfr      | no folder for /nowhere/a.jfr          | bench book
          bench venue --rounds -1                  | '--rounds': -1 is not 0 or more       | bench venue
          bench venue --rates 5,0                  | '--rates' (N): 0 is not in 1 to 50000 | bench venue
          bench venue --state-resting -1           | '--state-resting': -1 is not 0        | bench venue
          bench venue --rocksdb-folder /nowhere    | there is no folder /nowhere           | bench venue
          bench orderservice --rate 0              | '--rate': 0 is not in 1 to 50000      | bench orderservice
          soak --commands 0                        | --commands must be 1 or more          | soak
          simulate --break NOPE                    | expected one of                       | simulate
          chaos --symbols 0                        | '--symbols': 0 is not 1 or more       | chaos
          orders --rate 0                          | '--rate': 0 is not in 1 to 50000      | orders
          orders --symbols A,,B                    | '--symbols': 'A,,B' has an empty name | orders
          orders --file /nowhere                   | there is no file to read at /nowhere  | orders
          marketdata --rate 60000                  | 60000 is not in 1 to 50000            | marketdata
          marketdata --symbols 10001               | 10001 is not in 1 to 10000            | marketdata
          marketdata --venues 0                    | '--venues': 0 is not in 1 to 10000    | marketdata
          replay /nowhere                          | there is no file to read at /nowhere  | replay
          replay /                                 | there is no file to read at /         | replay
          replay pom.xml --speed 0                 | --speed is max or a number from 1 on  | replay
          demo --symbols 0                         | '--symbols': 0 is not in 1 to 10000   | demo
          demo --rate 0                            | '--rate': 0 is not in 1 to 50000      | demo
          keys create MÜLLER/A                     | 1 to 64 printable ASCII characters    | keys create
          topics create --partitions 0             | '--partitions': 0 is not 1 or more    | topics create
          trade cancel X --comment wrong           | 'X' is no tradeId                     | trade cancel
          order new AAPL both 1                    | 'both' is not one of [BUY, SELL]      | order new
          order new AAPL buy 1 --tif unknown       | 'unknown' is not one of [DAY, GTC, IO | order new
          order new AAPL buy 1 --stp maybe         | 'maybe' is not one of [NONE, CANCEL_N | order new
          instruments set AAPL --phase lunch       | 'lunch' is not one of [CONTINUOUS, HA | instruments set
          limits set A/B --state asleep            | 'asleep' is not one of [ACTIVE, REDUC | limits set
          order new AAPL buy 1 --account MÜLLER/A  | 1 to 64 printable ASCII characters    | order new
          adjust MÜLLER/A AAPL --cash 1 --comment x | 1 to 64 printable ASCII characters    | adjust
          adjust A/B AAPL --comment transfer       | name --position, --cash or both       | adjust
          instruments list --brokers kafka         | 'kafka' is no broker such as kafka:9  | instruments list
          schemas register --registry localhost    | 'localhost' is no URL such as http:// | schemas register
          database migrate --jdbc-url localhost    | no URL such as jdbc:postgresql://db:5 | database migrate
          limits set A/B --effective-from tomorrow | 'tomorrow' is not such as 2030-01-31T | limits set
          instruments set AAPL --trading-day today | 'today' is not such as 2030-01-31     | instruments set
          instruments kill MÜLLER --comment wrong  | 1 to 32 printable ASCII characters    | instruments kill
          """)
  void wrongUsageOfACommandSaysWhatIsWrongAndNamesItsHelp(String args, String what, String help) {
    assertThat(run(args.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(what).endsWith("\nSee: streambook " + help + " --help\n");
    assertThat(err.toString().lines()).hasSizeBetween(2, 3);
  }

  /** It would be a dead letter, and nobody answers one. */
  @Test
  void anOrderInASymbolWithASpaceIsNotSent() {
    assertThat(run("order", "new", "AA PL", "buy", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("printable ASCII characters and no space: 'AA PL'");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("streambook: a command is missing\n");
  }

  @Test
  void aSettingThatNoCommandKnowsIsWrongUsage(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("venue.properties"), "no-such-option=1");
    assertThat(run("fails", "--config", config.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no-such-option").endsWith("See: streambook --help\n");
  }

  @Test
  void aScheduleThatMakesNoSenseIsWrongUsage() {
    refusesSchedule("Mars/Base,09:00=CLOSED", "the zone of a schedule is not an IANA time zone");
    refusesSchedule("UTC,FRI-MO,09:00=CLOSED", "'FRI-MO' are not weekdays such as MON-FRI");
    refusesSchedule(
        "UTC,09:00=CLOSED,!2026-02-29", "schedule holiday '2026-02-29' is not a date YYYY-MM-DD");
  }

  private void refusesSchedule(String schedule, String why) {
    assertThat(run("instruments", "set", "AAPL", "--schedule", schedule)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'--schedule'", "'" + schedule + "': " + why);
  }

  private int run(String... args) {
    CommandLine line = Streambook.commandLine();
    line.addSubcommand(new Fails());
    line.addSubcommand(new Waits());
    return Streambook.run(line.setErr(new PrintWriter(err)), args);
  }
}
