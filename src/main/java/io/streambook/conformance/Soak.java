package io.streambook.conformance;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random logs through the book and the naive book, saved and restored in between. Each log has a
 * seed of its own, which is all that is needed to see it again.
 */
public final class Soak {
  private static final int STEPS_MAX = 600;

  /** Now and then a log that is this much longer, for deep queues. */
  private static final int LONG_LOG = 10;

  private static final int SHARE_OF_LONG_LOGS = 20;
  private static final int SAVED_AT_ONCE_MAX = 60;

  private final Set<Object> seen = new HashSet<>();
  private long seed;
  private long commands;

  /**
   * @param seed of the first log; each next one has the next
   */
  public Soak(long seed) {
    this.seed = seed;
  }

  /**
   * Runs the next log.
   *
   * @throws BooksDiffer with the log's seed and the shortest part of it that still shows the
   *     difference
   */
  public void runLog() {
    List<Turn> log = log(seed);
    RuntimeException failure = run(log, this::saw);
    if (failure != null) {
      throw new BooksDiffer(story(seed, log), failure);
    }
    commands += log.size();
    seed++;
  }

  /** Commands of all logs so far. */
  public long commands() {
    return commands;
  }

  /** Kinds of executions and reasons that came out so far. */
  public Set<Object> seen() {
    return Set.copyOf(seen);
  }

  private void saw(Execution execution) {
    seen.add(execution.execType());
    if (execution.reason() != null) {
      seen.add(execution.reason());
    }
  }

  /** An entry of a log, and the step that it was made of, which says what is saved after it. */
  private record Turn(Step step, LogEntry entry) {
    /** The same as another entry of the log. */
    Turn at(long sequence) {
      if (entry instanceof LogEntry.Order order) {
        return new Turn(step, new LogEntry.Order(sequence, order.judged()));
      } else if (entry instanceof LogEntry.Symbol symbol) {
        return new Turn(step, new LogEntry.Symbol(sequence, symbol.command()));
      }
      LogEntry.Rules rules = (LogEntry.Rules) entry;
      return new Turn(
          step,
          new LogEntry.Rules(
              rules.symbol(), sequence, rules.time(), rules.tradingDay(), rules.version()));
    }
  }

  private static List<Turn> log(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean isLong = random.nextInt(SHARE_OF_LONG_LOGS) == 0;
    int count = 1 + random.nextInt(STEPS_MAX * (isLong ? LONG_LOG : 1));
    RandomLog entries = new RandomLog();
    return Stream.generate(() -> Step.random(random))
        .limit(count)
        .map(step -> new Turn(step, entries.next(step)))
        .toList();
  }

  /** A part of a log as a log: without gaps. */
  private static List<Turn> numbered(List<Turn> part) {
    return IntStream.range(0, part.size()).mapToObj(n -> part.get(n).at(n + 1)).toList();
  }

  /** Null when both books did the same; whatever a book throws is a failure like any other. */
  private static RuntimeException run(List<Turn> log, Consumer<Execution> seen) {
    BothBooks books = new BothBooks(seen);
    try {
      for (Turn turn : log) {
        books.apply(turn.entry());
        if (turn.step().kind() == 50) {
          books.saveAndRestore();
        } else if (turn.step().kind() > 90) {
          books.saveSome(turn.step().pick() % (SAVED_AT_ONCE_MAX + 1));
        }
      }
      books.killAll(log.size() + 1);
      return null;
    } catch (RuntimeException e) { // a book that breaks is what is looked for
      return e;
    }
  }

  private static String story(long seed, List<Turn> log) {
    List<Turn> shortest =
        numbered(Shortest.of(log, part -> run(numbered(part), execution -> {}) != null));
    return "seed %d: the books differ; %d of its %d commands show it:\n%s\n%s"
        .formatted(
            seed,
            shortest.size(),
            log.size(),
            shortest.stream()
                .map(turn -> turn.entry().toString())
                .collect(Collectors.joining("\n")),
            run(shortest, execution -> {}));
  }
}
