package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a recorded file. */
@Command(
    name = "replay",
    description = {
      "Turns a LOBSTER message file into orders and quotes, and prints how many of its executions"
          + " the venue reproduced. Adds become limit orders, deletes cancels, partial cancels"
          + " replaces, an execution of a visible order an IOC against it. The file lacks what"
          + " happened behind the best level: an order that it never named is entered just before"
          + " its execution, and resting orders that an execution or an add proves gone are"
          + " cancelled. Hidden executions are skipped. Times are those of now.",
      "Example: ./streambook replay AMZN_2012-06-21_34200000_57600000_message_1.csv.zst --speed max"
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Mixin private KafkaSettings kafka;
  @Mixin private ReplayOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The message file, plain, gzip or zstd.")
  private Path file;

  @Option(
      names = "--id-prefix",
      paramLabel = "TEXT",
      description =
          "Begins all order ids; the venue refuses ids of earlier runs (default: by time).")
  private String idPrefix;

  @Override
  public Integer call() throws IOException {
    String prefix = idPrefix == null ? OrdersCommand.prefixByTime("R") : idPrefix;
    options.replay(kafka, file, prefix, MarketDataCommand.lines(spec));
    return 0;
  }
}
