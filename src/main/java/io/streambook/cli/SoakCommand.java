package io.streambook.cli;

import io.streambook.conformance.BooksDiffer;
import io.streambook.conformance.Soak;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Millions of random commands against the specification. */
@Command(
    name = "soak",
    description = {
      "Sends random commands through the matching engine and through a second, naive one, and"
          + " compares every event; checks the book after each command, and saves and restores it"
          + " in between.",
      "Exit code 1: they differ; the seed and the shortest log that shows it are printed."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: streambook soak --commands 5000000 --seed 7"})
final class SoakCommand implements Callable<Integer> {
  private static final long REPORT_EVERY = 500_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "At least so many (default: ${DEFAULT-VALUE}).")
  private long commands;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Seed of the first log; each next one has the next (default: a random one, printed).")
  private Optional<Long> seed;

  @Override
  public Integer call() {
    if (commands < 1) {
      throw new ParameterException(spec.commandLine(), "--commands must be 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    long first = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 48));
    out.printf("seed %d%n", first);
    Soak soak = new Soak(first);
    for (long next = REPORT_EVERY; soak.commands() < commands; ) {
      try {
        soak.runLog();
      } catch (BooksDiffer e) {
        out.println(e.getMessage());
        out.printf("after %d commands%n", soak.commands());
        return 1;
      }
      if (soak.commands() >= next || soak.commands() >= commands) {
        out.printf("%d commands, no difference%n", soak.commands());
        out.flush();
        next += REPORT_EVERY;
      }
    }
    return 0;
  }
}
