package io.streambook.cli;

import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topics: create them, show them. */
@Command(
    name = "topics",
    description = "Creates and lists the topics of the venue.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      description = {
        "Creates the topics that are missing, changes none that exists, says in what those differ,"
            + " and gives the house account its first limits. Register the schemas first.",
        "The number of partitions is for ever: a symbol's orders must stay in one.",
        "Example: ./streambook topics create --partitions 8 --replication-factor 3"
      },
      mixinStandardHelpOptions = true)
  void create(
      @Mixin KafkaSettings settings,
      @Option(
              names = "--partitions",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "4",
              description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
          int partitions,
      @Option(
              names = "--replication-factor",
              paramLabel = "N",
              description = "Copies of each partition (default: the broker's default).")
          Optional<Short> replication) {
    try (Admin admin = Admin.create(settings.commandConfig())) {
      new TopicCreation(admin, settings::prefix).create(partitions, replication, out()::println);
    }
    out().println(HouseAccount.seed(settings, settings.openRegistry()));
  }

  @Command(
      name = "list",
      description = {
        "Prints each topic of the contract with its partitions, and what is missing or differs.",
        "Example: ./streambook topics list"
      },
      mixinStandardHelpOptions = true)
  int list(@Mixin KafkaSettings settings) {
    boolean complete = true;
    try (Admin admin = Admin.create(settings.commandConfig())) {
      TopicCreation topics = new TopicCreation(admin, settings::prefix);
      Map<Topic, Integer> partitions = topics.partitions();
      for (Topic topic : Topic.values()) {
        String name = settings.topic(topic);
        if (partitions.containsKey(topic)) {
          out().printf("%-24s %d partitions%n", name, partitions.get(topic));
          topics.misconfigurations(topic).forEach(line -> out().println("    " + line));
        } else {
          out().printf("%-24s missing: run ./streambook topics create%n", name);
          complete = false;
        }
      }
    }
    out().flush();
    return complete ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
