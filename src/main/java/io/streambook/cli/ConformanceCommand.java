package io.streambook.cli;

import io.streambook.conformance.Conformance;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Streams that others made, and what they made of them. */
@Command(
    name = "conformance",
    description = {
      "Replays streams of others through the book that the operator holds. For a workload of the"
          + " public matching-engine benchmark it prints the SHA-256 of the report stream, to be"
          + " compared with the published one. For commands of exchange-core it compares the events"
          + " with those recorded beside them, command by command.",
      "Exit code 1: a file is not such a stream, or the events differ."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: streambook conformance orders_normal_s23_n1000000.bin.zst"})
final class ConformanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Plain or zstd.")
  private List<Path> files;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    int exitCode = 0;
    for (Path file : files) {
      Conformance.Result result = Conformance.replay(file);
      out.printf(
          "%s  %s  (%d messages, %d lines)%n",
          result.sha256(), file.getFileName(), result.messages(), result.lines());
      if (result.difference() != null) {
        out.printf("%s: the events differ: %s%n", file.getFileName(), result.difference());
        exitCode = 1;
      }
      out.flush();
    }
    return exitCode;
  }
}
