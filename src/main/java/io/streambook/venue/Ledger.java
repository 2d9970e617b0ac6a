package io.streambook.venue;

import java.util.List;
import java.util.function.Consumer;

/** Where groups of values are published, each group as a whole or not at all. */
public interface Ledger extends AutoCloseable {
  /**
   * Shuts out all who had it open before.
   *
   * @param generation that {@link Recovery.Go} named
   * @throws IllegalStateException when a newer generation has begun
   */
  void open(long generation);

  /** What {@link #commit} takes for a value; asked by the thread that has made it. */
  default Object record(Object value) {
    return value;
  }

  /** How much of the memory for what waits a record takes: 1, or more for a large one. */
  default int weight(Object record) {
    return 1;
  }

  /**
   * Begins to commit a group of records; one at a time.
   *
   * @param done called once, by any thread: with null when it is committed, else with the reason
   *     why it is not, or why nobody knows
   */
  void commit(List<Object> group, Consumer<Throwable> done);

  /** Waits until {@code done} may have been called; also returns for no reason. */
  void await() throws InterruptedException;

  @Override
  void close();
}
