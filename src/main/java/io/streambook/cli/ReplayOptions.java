package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.marketdata.LobsterTape;
import io.streambook.marketdata.ReferenceData;
import io.streambook.marketdata.TapeReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a recorded file is replayed. */
final class ReplayOptions {
  private static final Duration INSTRUMENT_PATIENCE = Duration.ofSeconds(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "1",
      description =
          "Of a recorded file: 1 is real time, 10 ten times as fast, max as fast as it goes"
              + " (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--symbol",
      paramLabel = "NAME",
      description =
          "Instrument of a recorded file (default: what its name has before the first underscore).")
  private String symbol;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "How long the venue may be silent before a replay gives up (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  /** Sends the file and prints what the venue made of it. */
  void replay(KafkaSettings kafka, Path file, String idPrefix, Consumer<String> lines)
      throws IOException {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "there is no file to read at " + file);
    }
    int times = times();
    LobsterTape tape = symbol == null ? LobsterTape.read(file) : LobsterTape.read(file, symbol);
    Registry registry = kafka.openRegistry();
    ReferenceData.read(kafka, registry)
        .addMissing(
            List.of(TapeReplay.instrument(tape)), TapeReplay.limits(), INSTRUMENT_PATIENCE, lines);
    TapeReplay replay = new TapeReplay(kafka, registry, tape, times, idPrefix, patience);
    StopOnExit.install(replay::stop);
    replay.run(lines);
  }

  private int times() {
    if (speed.equals("max")) {
      return TapeReplay.MAX_SPEED;
    }
    if (!speed.matches("[1-9][0-9]{0,5}")) {
      throw new ParameterException(
          spec.commandLine(), "--speed is max or a number from 1 on, not '" + speed + "'");
    }
    return Integer.parseInt(speed);
  }
}
