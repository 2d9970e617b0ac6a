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
 * fill the book. What makes the commands is not measured. All books run in one JVM and thread, and
 * each iteration must give the events that all gave at first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookBenchmark {
  /** Whose book. */
  public enum Engine {
    STREAMBOOK,
    EXCHANGE_CORE,
    BARE;

    MeasuredBook book(Commands commands) {
      return switch (this) {
        case STREAMBOOK -> new Streambook(commands);
        case EXCHANGE_CORE -> new ExchangeCore(commands);
        case BARE -> new BareBook(commands);
      };
    }

    boolean takes(Commands commands) {
      return this != BARE || BareBook.takes(commands);
    }
  }

  @Param Engine engine;

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
    hash = firstHash(Engine.STREAMBOOK);
    for (Engine other : Engine.values()) {
      if (other.takes(commands) && firstHash(other) != hash) {
        throw new IllegalStateException("the events of " + other + " differ on " + stream);
      }
    }
    book = engine.book(commands);
  }

  private long firstHash(Engine of) {
    MeasuredBook first = of.book(commands);
    first.run(0, commands.size());
    return first.events().hash();
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
