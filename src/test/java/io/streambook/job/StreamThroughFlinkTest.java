package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Trade;
import io.streambook.conformance.BenchmarkEngine;
import io.streambook.conformance.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * A stream in the public benchmark's terms through the matching operator: its report text is that
 * of the book alone, wherever the operator is stopped with a snapshot and started again, also at
 * another parallelism.
 */
class StreamThroughFlinkTest {
  private static final int MESSAGES = 8_000;
  private static final int STOP_EVERY = 977;
  private static final int[] PARALLELISM = {1, 3, 1, 2};

  private final List<MatchingHarness> subtasks = new ArrayList<>();

  @Test
  void reportsAreTheSameTextAfterSnapshotsRestoresAndRescales() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);
    List<Message> messages = messages(seed);
    List<String> expected = new ArrayList<>();
    BenchmarkEngine alone = BenchmarkEngine.ofMatching(expected::add);
    messages.forEach(alone::apply);

    List<String> actual = new ArrayList<>();
    start(1, null);
    BenchmarkEngine[] engine = new BenchmarkEngine[1];
    engine[0] = new BenchmarkEngine(entry -> send(entry, engine), actual::add);
    for (int n = 0; n < messages.size(); n++) {
      if (n % STOP_EVERY == STOP_EVERY - 1) {
        start(PARALLELISM[n / STOP_EVERY % PARALLELISM.length], stop());
      }
      engine[0].apply(messages.get(n));
    }
    stop();
    assertThat(actual).as("seed " + seed).isEqualTo(expected);
    assertThat(expected).anyMatch(report -> report.startsWith("1,")).hasSizeGreaterThan(MESSAGES);
  }

  /** Deep queues at few prices, any order of which may be cancelled or replaced. */
  private static List<Message> messages(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Message> messages = new ArrayList<>();
    for (int n = 0; n < MESSAGES; n++) {
      int roll = random.nextInt(10);
      boolean isNew = roll < 7 || n == 0;
      boolean buy = random.nextBoolean();
      long id = isNew ? n : random.nextInt(n);
      messages.add(
          new Message(
              n,
              isNew ? Message.Kind.NEW : roll < 9 ? Message.Kind.CANCEL : Message.Kind.MODIFY,
              buy,
              isNew && roll == 0,
              1 + random.nextInt(50),
              id,
              100 + random.nextInt(12) + (buy ? -8 : 0)));
    }
    return messages;
  }

  private void send(LogEntry entry, BenchmarkEngine[] engine) {
    int index =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            entry.symbol(), JobSettings.MAX_PARALLELISM, subtasks.size());
    try {
      subtasks.get(index).send(entry);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    for (Object event : subtasks.get(index).output()) {
      if (event instanceof Execution execution) {
        engine[0].onExecution(execution);
      } else if (event instanceof Trade trade) {
        engine[0].onTrade(trade);
      }
    }
  }

  private void start(int parallelism, OperatorSubtaskState from) throws Exception {
    for (int index = 0; index < parallelism; index++) {
      MatchingHarness subtask =
          new MatchingHarness(true, MatchingOperator.HOT_SYMBOLS, parallelism, index);
      subtasks.add(subtask);
      if (from != null) {
        subtask.restore(from);
      }
      subtask.open();
    }
  }

  private OperatorSubtaskState stop() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int index = 0; index < states.length; index++) {
      states[index] = subtasks.get(index).snapshot();
      subtasks.get(index).close();
    }
    subtasks.clear();
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }
}
