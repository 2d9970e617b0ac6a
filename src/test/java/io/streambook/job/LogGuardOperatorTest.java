package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.contract.LogOwner;
import io.streambook.venue.LogStore;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogGuardOperatorTest {
  private static final LogStore.Slot LOG = new LogStore.Slot("validated-orders", 0);

  private static final Publisher PUBLISHER =
      new Publisher("venue-", List.of("validated-orders", "executions"));

  /** The task runs a copy of the operator, on the thread of the test. */
  private static final ThreadLocal<SlowLog> LOG_OF_THIS_TEST = new ThreadLocal<>();

  /**
   * A log that takes its time: until it answers, the stages have taken their snapshots, when the
   * barrier has left, and have published one more entry.
   */
  private static final class SlowLog implements LogStore {
    private final List<Long> readFrom = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();
    private String job;
    private boolean away;
    private boolean barrierHasLeft;
    private long published = 7;

    LogStore of(String job) {
      this.job = job;
      return this;
    }

    @Override
    public List<Owner> owners() {
      return List.copyOf(owners);
    }

    @Override
    public List<String> createdAnew() {
      return List.of();
    }

    @Override
    public long claim() {
      owners.add(new Owner(owners.size(), job, job));
      return owners.size() - 1L;
    }

    @Override
    public long starts() {
      return owners.size();
    }

    @Override
    public void fence() {}

    @Override
    public boolean isWhole(Slot slot) {
      return true;
    }

    @Override
    public Map<Slot, Long> beginnings() {
      return Map.of(LOG, 0L);
    }

    @Override
    public Map<Slot, Long> ends() {
      if (away) {
        throw new TimeoutException("no broker");
      }
      if (barrierHasLeft) {
        published++;
      }
      return Map.of(LOG, published);
    }

    @Override
    public void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each) {
      readFrom.add(from.get(LOG));
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void forget() {
    LOG_OF_THIS_TEST.remove();
  }

  @Test
  void whatIsPublishedBehindTheBarrierIsNotTakenForKnown() throws Exception {
    SlowLog log = new SlowLog();
    LOG_OF_THIS_TEST.set(log);
    OneInputStreamOperatorTestHarness<Object, Object> first = harness();
    first.open();
    // As a task of Flink's does it.
    first.prepareSnapshotPreBarrier(1);
    log.barrierHasLeft = true;
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    first.close();

    log.barrierHasLeft = false;
    log.published = 8;
    OneInputStreamOperatorTestHarness<Object, Object> second = harness();
    second.initializeState(snapshot);
    second.open();
    second.close();
    assertThat(log.readFrom).as("where each start reads the log from").containsExactly(0L, 7L);
  }

  @Test
  void checkpointIsNotTakenWhenAnotherJobHasTakenOver() throws Exception {
    SlowLog log = new SlowLog();
    LOG_OF_THIS_TEST.set(log);
    OneInputStreamOperatorTestHarness<Object, Object> older = harness();
    older.open();
    older.prepareSnapshotPreBarrier(1);
    log.owners.add(new LogStore.Owner(log.starts(), "other", "newer"));
    assertThatThrownBy(() -> older.prepareSnapshotPreBarrier(2))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseMessage(
            "job other (newer) has taken over from job %s: two jobs publish to the same topics, or under the same --transactional-id-prefix, and the older one ends"
                .formatted(log.job));
    older.close();
  }

  @Test
  void newerJobThatPublishesToOneOfTheTopicsEndsItWhateverItsPrefix() throws Exception {
    LOG_OF_THIS_TEST.set(new SlowLog());
    OneInputStreamOperatorTestHarness<Object, Object> older = harness();
    older.open();
    older.processElement(owner("core-", List.of()));
    assertThatThrownBy(() -> older.processElement(owner("other-", List.of("executions"))))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseMessage(
            "job other (newer) has taken over from job %s: two jobs publish to the same topics, or under the same --transactional-id-prefix, and the older one ends"
                .formatted(LOG_OF_THIS_TEST.get().job));
    older.close();
  }

  private static StreamRecord<Object> owner(String prefix, List<String> topics) {
    return new StreamRecord<>(new LogOwner(prefix, topics, "other", "newer", 5, 0, Map.of()));
  }

  @Test
  void firstCheckpointKeepsTheEndsOfTheStartWhenKafkaIsAway() throws Exception {
    SlowLog log = new SlowLog();
    LOG_OF_THIS_TEST.set(log);
    OneInputStreamOperatorTestHarness<Object, Object> first = harness();
    first.open();
    log.away = true;
    first.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    first.close();

    log.away = false;
    log.published = 8;
    OneInputStreamOperatorTestHarness<Object, Object> second = harness();
    second.initializeState(snapshot);
    second.open();
    assertThat(second.extractOutputValues()).startsWith(new Recovery.Begin(false));
    second.close();
    assertThat(log.readFrom).containsExactly(0L, 7L);
  }

  private static OneInputStreamOperatorTestHarness<Object, Object> harness() throws Exception {
    OneInputStreamOperatorTestHarness<Object, Object> harness =
        new OneInputStreamOperatorTestHarness<>(
            new LogGuardOperator(PUBLISHER, job -> LOG_OF_THIS_TEST.get().of(job), null));
    harness.setup(new MessageSerializer());
    return harness;
  }
}
