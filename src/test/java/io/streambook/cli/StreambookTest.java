package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

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
    return Streambook.run(line.setErr(new PrintWriter(err)), args);
  }
}
