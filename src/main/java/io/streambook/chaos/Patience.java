package io.streambook.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits until the venue has answered what was sent to it. */
final class Patience {
  private static final long POLL_MILLIS = 50;
  private static final int LOOKS_BETWEEN_JOBS = 40;
  private static final int NAMED = 5;

  private final OrderLoad load;
  private final VenueTail tail;
  private final Receipts receipts;
  private final FlinkJobs jobs;
  private final Duration bound;
  private long deadlineNanos;
  private int looks;

  Patience(OrderLoad load, VenueTail tail, Receipts receipts, FlinkJobs jobs, Duration bound) {
    this.load = load;
    this.tail = tail;
    this.receipts = receipts;
    this.jobs = jobs;
    this.bound = bound;
  }

  /**
   * Returns when all jobs run and all orders are answered that were sent before then, and one sent
   * after it is acknowledged.
   *
   * @param since what the venue recovers from, for the message
   * @param notBeforeNanos until when it may still seem well
   * @throws IllegalStateException when that takes too long, or a job has ended
   */
  void await(String since, long notBeforeNanos) throws InterruptedException {
    deadlineNanos = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < notBeforeNanos || !jobs.run(ChaosStack.JOBS)) {
      look(since, () -> "not all jobs run");
    }
    long wanted = load.sent() + 1;
    while (receipts.acknowledgedCount() < wanted) {
      load.requireRunning();
      look(since, () -> "Kafka has acknowledged " + receipts.acknowledgedCount() + " of " + wanted);
    }
    awaitAnswers(since);
  }

  /** Returns when all orders are answered that are acknowledged; throws as above. */
  void awaitAll(String since) throws InterruptedException {
    deadlineNanos = System.nanoTime() + bound.toNanos();
    awaitAnswers(since);
  }

  private void awaitAnswers(String since) throws InterruptedException {
    Places sent = receipts.acknowledged();
    while (!receipts.unanswered(sent).isEmpty()) {
      look(since, () -> unanswered(sent));
    }
  }

  private String unanswered(Places sent) {
    Places missing = receipts.unanswered(sent);
    return String.format(
        Locale.ROOT,
        "%,d of %,d acknowledged orders have no answer, such as %s",
        missing.size(),
        sent.size(),
        missing.first(NAMED));
  }

  private void look(String since, Supplier<String> state) throws InterruptedException {
    tail.requireRunning();
    looks++;
    if (looks % LOOKS_BETWEEN_JOBS == 0) {
      jobs.requireNoneEnded();
    }
    if (System.nanoTime() > deadlineNanos) {
      throw new IllegalStateException(
          "the venue is not well "
              + bound.toSeconds()
              + " s after "
              + since
              + ": "
              + state.get()
              + "; "
              + jobs.describe());
    }
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }
}
