package io.streambook.cli;

import io.streambook.audit.Audit;
import io.streambook.contract.KafkaSettings;
import io.streambook.core.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Proves or refutes, from the topics and the database alone, that the venue kept its rules.",
    footer = {
      "",
      "Reads all topics from their beginning, and the tables; log, executions and trades must be"
          + " whole. The venue may run meanwhile: what comes after the start is left out. Prints"
          + " one line per rule; a broken rule names the first record (topic-partition-offset) that"
          + " breaks it, and the exit code is 1.",
      "",
      "Example: streambook audit --no-database"
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KafkaSettings kafka;
  @Mixin private DatabaseSettings database;

  @Option(
      names = "--generated",
      description =
          "The orders are those of ./streambook orders: also demand that enough of all kinds"
              + " happened.")
  private boolean generated;

  @Option(names = "--no-database", description = "Leave the tables out: no Core part runs.")
  private boolean withoutDatabase;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "How long to wait, without any progress, for answers and rows still to come (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration patience;

  @Override
  public Integer call() throws SQLException {
    Audit audit = new Audit(kafka, withoutDatabase ? null : database, generated, patience);
    boolean passed = audit.run(spec.commandLine().getOut());
    return passed ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
