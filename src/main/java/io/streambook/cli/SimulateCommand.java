package io.streambook.cli;

import io.streambook.simulation.Breakage;
import io.streambook.simulation.BrokenRule;
import io.streambook.simulation.Schedule;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Crashes the venue's recovery in simulated ways, some thousand times a second. */
@Command(
    name = "simulate",
    description = {
      "Runs the venue's stages on a simulated Kafka and checkpoint store, under seeded schedules"
          + " that crash them at any point, and checks log, outputs, reservations, and the last"
          + " published accounts and books after each.",
      "Exit code 1: a schedule broke a rule; its seed and history are printed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: streambook simulate --schedules 100000 --seed 7",
      "         streambook simulate --break NO_FENCING   shows what it sees when recovery is wrong"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int REPORT_EVERY = 10_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--schedules",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many schedules (default: ${DEFAULT-VALUE}).")
  private long schedules;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed of the first one; each next one has the next (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--break",
      paramLabel = "WHAT",
      defaultValue = "NONE",
      description = "Break the protocol on purpose: ${COMPLETION-CANDIDATES}.")
  private Breakage breakage;

  @Override
  public Integer call() {
    if (schedules < 1) {
      throw new ParameterException(spec.commandLine(), "--schedules must be 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    for (long done = 0; done < schedules; ) {
      long end = Math.min(schedules, done + REPORT_EVERY);
      Optional<String> broken = firstBroken(seed + done, seed + end);
      if (broken.isPresent()) {
        out.println(broken.get());
        return 1;
      }
      done = end;
      out.printf("%d schedules, no rule broken%n", done);
      out.flush();
    }
    return 0;
  }

  /** On all cores: schedules know nothing of each other. */
  private Optional<String> firstBroken(long from, long to) {
    return LongStream.range(from, to)
        .parallel()
        .mapToObj(this::broken)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a schedule broke, with its history. */
  private Optional<String> broken(long scheduleSeed) {
    try {
      new Schedule(scheduleSeed, breakage).run();
      return Optional.empty();
    } catch (BrokenRule e) {
      return Optional.of(e.getMessage());
    }
  }
}
