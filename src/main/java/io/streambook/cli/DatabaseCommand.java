package io.streambook.cli;

import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "database",
    description = "The tables of the Core part in Postgres.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DatabaseCommand {
  @Spec private CommandSpec spec;

  @Command(
      description = "Creates the tables, or brings them to this version; the data stays.",
      footer = {
        "",
        "Example: ./streambook database migrate --jdbc-url jdbc:postgresql://db:5432/streambook"
      },
      mixinStandardHelpOptions = true)
  void migrate(
      @Mixin DatabaseSettings database,
      @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
          String config) {
    Database tables = new Database(database);
    tables
        .away()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    int executed = tables.migrate();
    spec.commandLine().getOut().println(database.url() + ": " + executed + " migration(s) ran");
  }
}
