package io.streambook.risk;

/**
 * Counts executions in a while; one too many latches, until a person lifts it. A while begins with
 * the first execution after the last one ended.
 */
final class Executions {
  private long start;
  private int count;
  private boolean latched;
  private long generation;

  boolean latched() {
    return latched;
  }

  /** Of the last latch; 0 when it never latched. */
  long generation() {
    return generation;
  }

  /** In the while that is, or that latched. */
  int count() {
    return count;
  }

  /** Counts an execution of this instant; answers whether it latches. */
  boolean count(long time, long max, long millis) {
    if (latched) {
      return false;
    }
    if (time - start >= millis * 1000) {
      start = time;
      count = 0;
    }
    count++;
    if (count <= max) {
      return false;
    }
    latched = true;
    generation++;
    return true;
  }

  /** Answers whether that is the latch that was on. */
  boolean lift(long named) {
    if (!latched || named != generation) {
      return false;
    }
    latched = false;
    count = 0;
    return true;
  }

  AccountRow.Executions row() {
    return new AccountRow.Executions(start, count, latched, generation);
  }

  void restore(AccountRow.Executions row) {
    start = row.start();
    count = row.count();
    latched = row.latched();
    generation = row.generation();
  }
}
