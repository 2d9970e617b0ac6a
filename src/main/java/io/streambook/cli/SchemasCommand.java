package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaCheck;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.SchemaTables;
import io.streambook.contract.Schemas;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The contracts: check them, bring them into the registry, print them. */
@Command(
    name = "schemas",
    description = "Checks, registers and prints the Avro schemas of the topics.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class SchemasCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      description = {
        "Compares every schema with all released versions, both ways, and finds what Avro lets"
            + " pass: a changed decimal scale, another logical type, an enum without UNKNOWN, a new"
            + " field without a default, a changed default. Needs no registry.",
        "Example: ./streambook schemas check"
      },
      mixinStandardHelpOptions = true)
  int check() {
    List<String> problems = SchemaCheck.problems();
    problems.forEach(problem -> err().println("streambook: " + problem));
    if (problems.isEmpty()) {
      int released = Schemas.topics().stream().mapToInt(t -> Schemas.released(t).size()).sum();
      out()
          .println(
              Schemas.topics().size()
                  + " schemas and "
                  + released
                  + " released versions: compatible both ways");
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "register",
      description = {
        "Checks the schemas, sets FULL_TRANSITIVE on each subject, and registers the released"
            + " versions and then the current one where they are missing.",
        "Example: ./streambook schemas register --registry http://localhost:8081"
      },
      mixinStandardHelpOptions = true)
  void register(@Mixin KafkaSettings settings) {
    Registry registry = settings.openRegistry();
    SchemaRegistration.register(registry, settings::prefix, out()::println);
  }

  @Command(
      name = "tables",
      description = {
        "Prints topics and fields as Markdown, as they stand in the README.",
        "Example: ./streambook schemas tables"
      },
      mixinStandardHelpOptions = true)
  void tables() {
    out().print(SchemaTables.markdown());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
