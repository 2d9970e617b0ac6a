package io.streambook.cli;

import io.streambook.bench.BenchSettings;
import io.streambook.bench.OrderServiceBench;
import io.streambook.bench.OrderServiceBenchSettings;
import io.streambook.bench.VenueBench;
import io.streambook.bench.book.BookBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the venue can do on this machine. */
@Command(
    name = "bench",
    description = "Measures Streambook on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {
  // A fifth of what rests in a symbol can be taken at once: fewer than this would empty the books.
  private static final int RESTING_PER_SYMBOL_MIN = 20;
  private static final int STATE_FACTOR = 10;
  private static final int ACCOUNTS = 1_000;
  private static final int PARTITIONS = 4;

  @Spec private CommandSpec spec;

  @Command(
      name = "venue",
      description = {
        "Starts Kafka, a registry and Flink, and measures the whole venue (risk and matching)"
            + " beside a stock Flink job that only copies the same orders: throughput, latency,"
            + " checkpoints. The audit runs on what came out. Exit code 1 when the input is not as"
            + " it must be, the audit is red or, unless --short, the venue has less than half of"
            + " the copy's throughput.",
        "Example: ./streambook bench venue",
        "Example: ./streambook bench venue --short --orders 20000 --resting 2000 --rates 500"
            + " --latency-seconds 3 --rounds 1"
      },
      mixinStandardHelpOptions = true)
  int venue(
      @Option(
              names = "--orders",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "1000000",
              description = "Drained in a round of throughput (default: ${DEFAULT-VALUE}).")
          int orders,
      @Option(
              names = "--resting",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "100000",
              description = "Orders in the book before a clock starts (default: ${DEFAULT-VALUE}).")
          int resting,
      @Option(
              names = "--symbols",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "1000",
              description = "Instruments (default: ${DEFAULT-VALUE}, or fewer when little rests).")
          int symbols,
      @Option(
              names = "--rounds",
              paramLabel = "N",
              converter = CountConverter.OrZero.class,
              defaultValue = "2",
              description =
                  "Rounds of throughput, venue and copy in turn; the best counts; 0 for none"
                      + " (default: ${DEFAULT-VALUE}).")
          int rounds,
      @Option(
              names = "--rates",
              paramLabel = "N",
              converter = CountConverter.Rate.class,
              split = ",",
              defaultValue = "500,5000,20000",
              description =
                  "Orders a second at which latency is measured (default: ${DEFAULT-VALUE}).")
          List<Integer> rates,
      @Option(
              names = "--latency-seconds",
              paramLabel = "N",
              converter = CountConverter.OrZero.class,
              defaultValue = "20",
              description = "Measured at each rate; 0 for none (default: ${DEFAULT-VALUE}).")
          int latencySeconds,
      @Option(
              names = "--state-resting",
              paramLabel = "N",
              converter = CountConverter.OrZero.class,
              description =
                  "Resting orders when checkpoints are measured; 0 for none (default: ten times"
                      + " --resting).")
          Optional<Integer> stateResting,
      @Option(
              names = "--state-checkpoints",
              paramLabel = "N",
              converter = CountConverter.class,
              description = "Checkpoints that are measured (default: 10, or 3 with --short).")
          Optional<Integer> stateCheckpoints,
      @Option(
              names = "--state-seconds",
              paramLabel = "N",
              converter = CountConverter.class,
              description = "Between two of these (default: 5, or 1 with --short).")
          Optional<Integer> stateSeconds,
      @Option(
              names = "--parallelism",
              paramLabel = "N",
              converter = CountConverter.OrZero.class,
              defaultValue = "0",
              description = "Of both jobs (default: a quarter of the processors).")
          int parallelism,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "The same seed gives the same orders (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(names = "--short", description = "A run too short for its times to decide anything.")
          boolean brief,
      @Option(
              names = "--profile",
              paramLabel = "FILE",
              description =
                  "Records the last round of the venue's throughput with Java's flight recorder"
                      + " into this file, and prints where the processors' time went.")
          Path profile,
      @Option(
              names = "--rocksdb-folder",
              paramLabel = "DIR",
              description =
                  "Where RocksDB's working files are (default: beside the data). In memory, such as"
                      + " /dev/shm, checkpoints of both jobs do not wait for a disk.")
          Path rocksDbFolder)
      throws Exception {
    requireFolderOf(profile);
    require(
        rocksDbFolder == null || Files.isDirectory(rocksDbFolder),
        "--rocksdb-folder: there is no folder " + rocksDbFolder);
    int tradable = Math.max(1, Math.min(symbols, resting / RESTING_PER_SYMBOL_MIN));
    BenchSettings settings =
        new BenchSettings(
            seed,
            tradable,
            ACCOUNTS,
            resting,
            orders,
            rounds,
            latencySeconds == 0 ? List.of() : rates,
            latencySeconds,
            stateResting.orElse(STATE_FACTOR * resting),
            stateCheckpoints.orElse(brief ? 3 : 10),
            stateSeconds.orElse(brief ? 1 : 5),
            parallelism == 0 ? defaultParallelism() : parallelism,
            PARTITIONS,
            brief,
            profile,
            rocksDbFolder);
    return new VenueBench(settings, spec.commandLine().getOut()).run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  @Command(
      name = "book",
      description = {
        "Measures the book that the operator holds beside that of exchange-core 0.5.3"
            + " (OrderBookDirectImpl), with JMH, in one JVM and thread, on the same commands; both"
            + " write the same events, whose hashes must be equal. Throughput, allocation, single"
            + " commands, memory. Exit code 1 unless the ratio is 2 or more on each stream (1 on"
            + " SPARSE) or the run is --short. Beside them a book of bare arrays that gives the"
            + " same events: the bound of the machine.",
        "Example: ./streambook bench book"
      },
      mixinStandardHelpOptions = true)
  int book(
      @Option(
              names = "--data",
              paramLabel = "FOLDER",
              description =
                  "Also the streams of others in its folders exchange-core and"
                      + " public-matching-benchmark.")
          Path data,
      @Option(
              names = "--streams",
              paramLabel = "NAME",
              split = ",",
              description = "Only these: CANONICAL, PUBLIC, DEEP, SPARSE, or a file of --data.")
          List<String> streams,
      @Option(
              names = "--iterations",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "5",
              description =
                  "Of warm-up, and as many measured; more of a short stream (default:"
                      + " ${DEFAULT-VALUE}).")
          int iterations,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "The same seed gives the same streams (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(names = "--short", description = "Streams too short for their times to decide.")
          boolean brief,
      @Option(
              names = "--profile",
              paramLabel = "FILE",
              description =
                  "Records our book on the one stream of --streams with Java's flight recorder into"
                      + " this file, and prints where its time went.")
          Path profile)
      throws Exception {
    requireFolderOf(profile);
    require(data == null || Files.isDirectory(data), "--data: there is no folder " + data);
    List<String> known = BookBench.streams(data);
    List<String> only = streams == null ? List.of() : streams;
    List<String> unknown = only.stream().filter(name -> !known.contains(name)).toList();
    require(
        unknown.isEmpty(),
        "--streams: there is no %s, there are %s"
            .formatted(String.join(", ", unknown), String.join(", ", known)));
    require(profile == null || only.size() == 1, "--profile: name one stream with --streams");
    return new BookBench(data, seed, iterations, brief, only, profile, spec.commandLine().getOut())
            .run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  @Command(
      name = "orderservice",
      description = {
        "Starts Kafka, a registry, Postgres, Flink with the venue's job and an Order Service, and"
            + " sends it signed orders by keep-alive REST: at a constant rate, then as many as it"
            + " takes; in turn with a bare server of the same library. The audit runs on what came"
            + " out. Exit code 1 when an order was not taken or the audit is red.",
        "Example: ./streambook bench orderservice --rate 5000"
      },
      mixinStandardHelpOptions = true)
  int orderService(
      @Option(
              names = "--rate",
              paramLabel = "N",
              converter = CountConverter.Rate.class,
              defaultValue = "5000",
              description = "Orders a second that are aimed at (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--connections",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "200",
              description = "Keep-alive connections of the clients (default: ${DEFAULT-VALUE}).")
          int connections,
      @Option(
              names = "--seconds",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "10",
              description = "Of each measurement (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--rounds",
              paramLabel = "N",
              converter = CountConverter.class,
              defaultValue = "2",
              description = "Of all measurements; the best counts (default: ${DEFAULT-VALUE}).")
          int rounds,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "The same seed gives the same orders (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(names = "--short", description = "A run too short for its times to decide anything.")
          boolean brief,
      @Option(
              names = "--profile",
              paramLabel = "FILE",
              description =
                  "Records the Order Service with Java's flight recorder into this file, and prints"
                      + " where its processor time went.")
          Path profile)
      throws Exception {
    requireFolderOf(profile);
    OrderServiceBenchSettings settings =
        new OrderServiceBenchSettings(seed, rate, connections, seconds, rounds, brief, profile);
    return new OrderServiceBench(settings, spec.commandLine().getOut()).run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  /** Broker and bench share the machine: more subtasks than that only take turns. */
  private static int defaultParallelism() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
  }

  /** Not first noticed when all is measured. */
  private void requireFolderOf(Path profile) {
    require(
        profile == null || Files.isDirectory(profile.toAbsolutePath().getParent()),
        "--profile: there is no folder for " + profile);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
