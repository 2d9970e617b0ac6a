package io.streambook.cli;

import io.streambook.chaos.Chaos;
import io.streambook.chaos.ChaosSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Real crashes. */
@Command(
    name = "chaos",
    description = {
      "Starts the venue on this machine as in production: Kafka, a schema registry, Postgres, and a"
          + " Flink cluster of two JobManagers, ZooKeeper and two TaskManagers, each in a process"
          + " of its own. Kills and freezes these processes while orders flow, and proves at the"
          + " end that no acknowledged order was lost or answered twice. Prints each fault with"
          + " the outage it caused, the audit, and the longest outage of each kind of fault. The"
          + " exit code is 1 when anything is wrong. Needs 6 GB of memory.",
      "Example: ./streambook chaos --faults 30 --seed 7"
    },
    mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {
  private static final int FAULTS_MAX = 10_000;
  private static final int RATE_MAX = 5_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many (default: ${DEFAULT-VALUE}); a fault takes about 15 s.")
  private int faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same faults and orders (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Orders a second, and as many quotes (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      converter = CountConverter.class,
      defaultValue = "50",
      description = "Instruments that trade (default: ${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public Integer call() throws Exception {
    require("--faults", faults, FAULTS_MAX);
    require("--rate", rate, RATE_MAX);
    try (Chaos chaos =
        new Chaos(new ChaosSettings(faults, seed, rate, symbols), spec.commandLine().getOut())) {
      return chaos.run() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void require(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + ": " + value + " is not in 1 to " + max);
    }
  }
}
