package io.streambook.cli;

import io.streambook.job.JobSettings;
import io.streambook.job.Preflight;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "preflight",
    description = {
      "Checks broker, topics, registry, schemas and database as the job does before it submits:"
          + " one line each, what is wrong and how to mend it. Changes nothing."
    },
    footer = {"", "Example: ./streambook preflight --brokers kafka:9092 --services risk,matching"},
    mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {
  @Mixin private JobSettings settings;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Preflight.Result result = Preflight.check(settings);
    result.problems().forEach(spec.commandLine().getErr()::println);
    if (!result.problems().isEmpty()) {
      return ExitCode.SOFTWARE;
    }
    spec.commandLine().getOut().println("Ready: " + settings.jobName());
    return ExitCode.OK;
  }
}
