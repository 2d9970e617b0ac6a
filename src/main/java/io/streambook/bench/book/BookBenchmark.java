package io.streambook.bench.book;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One invocation applies a batch of commands, one iteration a whole stream after the commands that
 * fill the book. What makes the commands is not measured. Both books run in one JVM and thread, and
 * each iteration must give the events that both gave at first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookBenchmark {
  @Param({"STREAMBOOK", "EXCHANGE_CORE"})
  String engine;

  @Param("CANONICAL")
  String stream;

  @Param("1")
  long seed;

  @Param("false")
  boolean brief;

  @Param("")
  String data;

  private Commands commands;
  private MeasuredBook book;
  private long hash;
  private int next;

  /** How many invocations a stream takes. */
  static int batches(Commands commands) {
    int measured = commands.size() - commands.filled();
    return (measured + MeasuredBook.BATCH - 1) / MeasuredBook.BATCH;
  }

  @Setup(Level.Trial)
  public void make() {
    commands = Streams.commands(stream, data, seed, brief);
    MeasuredBook streambook = new Streambook(commands);
    MeasuredBook exchangeCore = new ExchangeCore(commands);
    streambook.run(0, commands.size());
    exchangeCore.run(0, commands.size());
    hash = streambook.events().hash();
    if (hash != exchangeCore.events().hash()) {
      throw new IllegalStateException("the events of the two books differ on " + stream);
    }
    book = engine.equals("STREAMBOOK") ? streambook : exchangeCore;
  }

  @Setup(Level.Iteration)
  public void fill() {
    book.reset();
    book.run(0, commands.filled());
    next = commands.filled();
  }

  @Setup(Level.Invocation)
  public void prepare() {
    int end = Math.min(commands.size(), next + MeasuredBook.BATCH);
    book.prepare(next, end);
    next = end;
  }

  @Benchmark
  public void apply() {
    book.applyAll();
  }

  @TearDown(Level.Iteration)
  public void check() {
    if (next != commands.size() || book.events().hash() != hash) {
      throw new IllegalStateException("the events differ from those of the first run");
    }
  }
}
