package io.streambook.bench;

import io.streambook.local.Folders;
import io.streambook.local.Logs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run: all that is asked for, one after the other, on the same servers. */
public final class VenueBench {
  private static final double HEAP_BYTES_MAX = 200;

  private final BenchSettings settings;
  private final Report report;

  public VenueBench(BenchSettings settings, PrintWriter out) {
    this.settings = settings;
    this.report = new Report(out, settings.brief());
  }

  /**
   * Prints what was measured.
   *
   * @return whether nothing has failed that decides over a run
   */
  public boolean run() throws Exception {
    Path folder = Folders.temporary("streambook-bench");
    Logs.toFile(folder.resolve("streambook.log"));
    if (settings.profile() != null) {
      CpuProfile.prepare();
    }
    BenchMarket market = BenchMarket.open(settings);
    Path parent = settings.rocksDbFolder() == null ? folder : settings.rocksDbFolder();
    Path rocksDb = Files.createTempDirectory(parent, "streambook-rocksdb-");
    describe(folder);
    report.line("RocksDB works in %s", rocksDb);
    boolean finished = false;
    try (BenchStack stack = BenchStack.start(folder, settings.parallelism(), rocksDb)) {
      if (settings.stateResting() > 0) {
        heap(stack, market);
      }
      if (settings.rounds() > 0) {
        new Throughput(stack, settings, market, report).run();
      }
      if (!settings.rates().isEmpty()) {
        new Latency(stack, settings, market, report).run();
      }
      if (settings.stateResting() > 0) {
        new StateCost(stack, settings, market, report).run();
      }
      finished = true;
    } finally {
      Folders.delete(rocksDb);
      if (!finished) {
        report.line("Data and logs are in %s", folder);
      }
    }
    Folders.delete(folder);
    return report.end();
  }

  /** First of all: later the heap is that of many. */
  private void heap(BenchStack stack, BenchMarket market) {
    report.title(
        "Heap: %,d orders resting in %,d symbols"
            .formatted(settings.stateResting(), settings.symbols()));
    double bytes = HeapPerOrder.measure(stack.topics("heap."), market, settings);
    report.figure(
        "Heap per resting order, book and sequencer",
        "%.0f bytes".formatted(bytes),
        "<= %.0f bytes".formatted(HEAP_BYTES_MAX),
        bytes <= HEAP_BYTES_MAX);
  }

  private void describe(Path folder) {
    Runtime runtime = Runtime.getRuntime();
    report.title("Streambook bench");
    report.line(
        "%d processors, Java %s with %,d MB of heap for Flink and the bench; Kafka and registry in"
            + " JVMs of their own",
        runtime.availableProcessors(), Runtime.version().feature(), runtime.maxMemory() >> 20);
    report.line(
        "both jobs at parallelism %d, %d partitions, one broker; working in %s",
        settings.parallelism(), settings.partitions(), folder);
    report.title("Input, the same for venue and yardstick (seed %d)".formatted(settings.seed()));
    report.line(
        "%,d symbols quoted once a second each, %,d accounts of %,d firms with every limit set",
        settings.symbols(),
        settings.accounts(),
        settings.accounts() / BenchMarket.ACCOUNTS_PER_FIRM);
    report.line("%,d orders rest first; then %s", settings.resting(), OrderMix.DESCRIPTION);
    report.line("%s", Yardstick.DESCRIPTION);
    report.line("%s", Yardstick.TRAFFIC_DESCRIPTION);
    if (settings.brief()) {
      report.line("a short run: its times decide nothing");
    }
  }
}
