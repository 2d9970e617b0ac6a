package io.streambook.bench.book;

import io.streambook.bench.CpuPart;
import io.streambook.bench.CpuProfile;
import io.streambook.bench.Report;
import io.streambook.bench.UsedHeap;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the book and exchange-core's side by side and prints what came out. */
public final class BookBench {
  private static final double RATIO_MIN = 2;

  /** The book of exchange-core is made for dense prices, and no slower is asked for elsewhere. */
  private static final double SPARSE_RATIO_MIN = 1;

  /** Commands of a stream that warm both books up, at least, and as many that are measured. */
  private static final int WARM = 3_000_000;

  private static final Duration PROFILED = Duration.ofSeconds(20);

  private final Path data;
  private final long seed;
  private final int iterations;
  private final boolean brief;
  private final List<String> only;
  private final Path profile;
  private final PrintWriter out;

  /**
   * @param data folder with streams of others, or null
   * @param iterations of warm-up, and measured; more of a short stream
   * @param brief streams too short for their times to decide anything
   * @param only names of streams; empty for all
   * @param profile the JFR file of the book's work on a stream, or null for none
   */
  public BookBench(
      Path data,
      long seed,
      int iterations,
      boolean brief,
      List<String> only,
      Path profile,
      PrintWriter out) {
    this.data = data;
    this.seed = seed;
    this.iterations = iterations;
    this.brief = brief;
    this.only = only;
    this.profile = profile;
    this.out = out;
  }

  /**
   * Names of all streams: our own, and the files of others.
   *
   * @param data with their folders, or null for none
   * @throws UncheckedIOException when one of them is not there
   */
  public static List<String> streams(Path data) {
    return Streams.names(data);
  }

  /**
   * Runs everything.
   *
   * @return whether each ratio is as it must be; true when brief
   */
  public boolean run() throws Exception {
    out.printf(
        "Streambook's Matching beside exchange-core 0.5.3 OrderBookDirectImpl, one JVM and thread,"
            + " seed %d;%nbare: the same events from arrays of numbers, the bound of this"
            + " machine%n%n",
        seed);
    out.printf(
        "%-12s %10s %10s | %9s %9s %6s %9s | %7s %7s | %15s %15s%n",
        "stream",
        "commands",
        "events",
        "M/s",
        "other",
        "ratio",
        "bare",
        "B/cmd",
        "other",
        "p50/p99.9 ns",
        "other");
    out.flush();
    boolean fast = true;
    for (String stream : Streams.names(data)) {
      if (only.isEmpty() || only.contains(stream)) {
        fast &= row(stream);
      }
    }
    memory();
    return brief || fast;
  }

  private boolean row(String stream) throws Exception {
    Commands commands = Streams.commands(stream, String.valueOf(data), seed, brief);
    int measured = commands.size() - commands.filled();
    Collection<RunResult> results = jmh(stream, commands);
    double ours = nanos(results, BookBenchmark.Engine.STREAMBOOK) / measured;
    double theirs = nanos(results, BookBenchmark.Engine.EXCHANGE_CORE) / measured;
    Singles our = Singles.of(new Streambook(commands), commands);
    Singles their = Singles.of(new ExchangeCore(commands), commands);
    out.printf(
        "%-12s %10d %10d | %9.2f %9.2f %6.2f %9s | %7.2f %7.2f | %15s %15s%n",
        stream.substring(stream.indexOf('/') + 1).replaceAll("_s[0-9].*", ""),
        measured,
        our.events(),
        1e3 / ours,
        1e3 / theirs,
        theirs / ours,
        BareBook.takes(commands)
            ? "%.2f".formatted(1e3 * measured / nanos(results, BookBenchmark.Engine.BARE))
            : "-",
        our.allocated(),
        their.allocated(),
        our.times(),
        their.times());
    out.flush();
    if (profile != null) {
      profile(commands);
    }
    return theirs / ours >= (stream.equals(Shape.SPARSE.name()) ? SPARSE_RATIO_MIN : RATIO_MIN);
  }

  private void profile(Commands commands) throws Exception {
    MeasuredBook book = new Streambook(commands);
    CpuProfile.record(
        profile,
        () -> {
          long end = System.nanoTime() + PROFILED.toNanos();
          while (System.nanoTime() < end) {
            book.reset();
            book.run(0, commands.size());
          }
        });
    CpuProfile.print(profile, CpuPart.BOOK, new Report(out, brief));
  }

  private Collection<RunResult> jmh(String stream, Commands commands) throws RunnerException {
    int batches = BookBenchmark.batches(commands);
    int times = brief ? iterations : Math.max(iterations, WARM / commands.size());
    String[] engines =
        Stream.of(BookBenchmark.Engine.values())
            .filter(engine -> engine.takes(commands))
            .map(Enum::name)
            .toArray(String[]::new);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(BookBenchmark.class.getName())
            // All in this JVM: what one of them does to it, it does to all.
            .forks(0)
            .warmupIterations(times)
            .measurementIterations(times)
            .warmupBatchSize(batches)
            .measurementBatchSize(batches)
            .shouldDoGC(true)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .param("engine", engines)
            .param("stream", stream)
            .param("seed", Long.toString(seed))
            .param("brief", Boolean.toString(brief))
            .param("data", String.valueOf(data));
    return new Runner(options.build()).run();
  }

  /** Of a whole stream. */
  private static double nanos(Collection<RunResult> results, BookBenchmark.Engine engine) {
    for (RunResult result : results) {
      if (result.getParams().getParam("engine").equals(engine.name())) {
        return result.getPrimaryResult().getScore();
      }
    }
    throw new IllegalStateException("no result of " + engine);
  }

  /** Orders one by one, so that nothing is kept of them but what the book keeps. */
  private void memory() {
    Commands resting = Shape.DEEP.commands(seed, brief);
    int count = resting.filled();
    out.printf(
        "%nBytes for each of %,d resting orders: Streambook %.1f with ids of %d characters,"
            + " exchange-core %.1f with ids of 8 bytes%n",
        count,
        (double) heapOf(() -> Streambook.filled(resting)) / count,
        Long.toString(count).length(),
        (double) heapOf(() -> ExchangeCore.filled(resting)) / count);
  }

  private static long heapOf(Supplier<Object> filled) {
    long before = UsedHeap.bytes();
    Object book = filled.get();
    try {
      return UsedHeap.bytes() - before;
    } finally {
      Reference.reachabilityFence(book);
    }
  }
}
