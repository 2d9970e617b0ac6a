package io.streambook.bench;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.time.Duration;

/** Counts what a venue has published, from the beginning of its topics. For one thread. */
final class Answers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Tail<Execution> executions;
  private final Tail<Trade> trades;
  private long answered;
  private long accepted;
  private long cancelling;
  private long trading;
  private long resting;
  private long executed;
  private long traded;

  /**
   * As counted so far.
   *
   * @param answered commands with their first execution
   * @param accepted those that were refused neither by risk nor by the book
   * @param trading commands that traded at once
   * @param cancelling commands that took an order off
   * @param resting orders that work
   * @param executed executions
   * @param traded trades
   */
  record Count(
      long answered,
      long accepted,
      long trading,
      long cancelling,
      long resting,
      long executed,
      long traded) {
    /** What came after an earlier count; the resting orders are those of now. */
    Count since(Count earlier) {
      return new Count(
          answered - earlier.answered,
          accepted - earlier.accepted,
          trading - earlier.trading,
          cancelling - earlier.cancelling,
          resting,
          executed - earlier.executed,
          traded - earlier.traded);
    }

    double acceptedShare() {
      return (double) accepted / answered;
    }

    double tradingOrCancellingShare() {
      return (double) (trading + cancelling) / answered;
    }
  }

  Answers(KafkaSettings kafka, Registry registry) {
    executions =
        Tail.fromStart(kafka, kafka.topic(Topic.EXECUTIONS), AvroDecoder.executions(registry));
    trades = Tail.fromStart(kafka, kafka.topic(Topic.TRADES), AvroDecoder.trades(registry));
  }

  /**
   * Waits until so many commands are answered in all.
   *
   * @throws IllegalStateException when the venue answers none for too long, or too many
   */
  Count await(long commands, BenchJob job) throws Exception {
    long before = -1;
    long progress = System.nanoTime();
    while (answered < commands) {
      executions.poll(POLL, (value, seen) -> add(value));
      trades.poll(Duration.ZERO, (value, seen) -> add(value));
      if (answered != before) {
        before = answered;
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "the venue has answered " + answered + " of " + commands + " orders and is silent");
      }
      job.requireAlive();
    }
    return now();
  }

  /** Reads what is there; what was committed with an execution is there with it. */
  Count now() {
    long before;
    do {
      before = executed + trading;
      executions.poll(POLL, (value, seen) -> add(value));
      trades.poll(POLL, (value, seen) -> add(value));
    } while (executed + trading > before);
    return new Count(answered, accepted, trading, cancelling, resting, executed, traded);
  }

  private void add(Execution execution) {
    executed++;
    ExecType type = execution.execType();
    boolean refused = type == ExecType.REJECTED || type == ExecType.CANCEL_REJECT;
    if (execution.partition() >= 0) {
      answered++;
      accepted += refused ? 0 : 1;
      cancelling += type == ExecType.CANCELED ? 1 : 0;
    }
    if (type == ExecType.NEW) {
      resting++;
    } else if (!refused && ended(execution.ordStatus())) {
      resting--;
    }
  }

  private static boolean ended(OrdStatus status) {
    return status == OrdStatus.FILLED
        || status == OrdStatus.CANCELED
        || status == OrdStatus.EXPIRED;
  }

  private void add(Trade trade) {
    traded++;
    trading += trade.index() == 0 ? 1 : 0;
  }

  @Override
  public void close() {
    try (executions) {
      trades.close();
    }
  }
}
