package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.contract.Topic;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log is the truth: a start from any state, or from none, goes on where the log ends. */
@ExtendWith(Stack.class)
class RecoveryIT {
  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  private static TestVenue open(Stack stack) throws Exception {
    TestVenue venue = new TestVenue(stack);
    venue.send(TestVenue.instrument("ALFA"));
    venue.send(TestVenue.limits("EAST"));
    venue.send(TestVenue.limits("SOUTH/1"));
    return venue;
  }

  private static JobSettings settings(TestVenue venue) {
    return venue.settings(Service.RISK, Service.MATCHING);
  }

  /** Sends a resting order and waits until it is in the log. */
  private static void rest(TestVenue venue, String id, int orders) throws Exception {
    venue.send(TestOrders.limit("ALFA", "EAST", id, Side.SELL, "10", "100"));
    venue.awaitOrders(orders);
  }

  /** One order takes all that rests, oldest first, and nothing was published twice. */
  private static void assertWhole(TestVenue venue, int orders) throws Exception {
    venue.send(TestOrders.limit("ALFA", "SOUTH/1", "taker", Side.BUY, "30", "100"));
    venue.awaitOrders(orders + 1);
    long ten = 10 * Decimal8.ONE;
    assertThat(venue.read(Topic.TRADES, Trade.class))
        .extracting(Trade::sellOrderId, Trade::qty)
        .containsExactly(tuple("a", ten), tuple("b", ten), tuple("c", ten));
    assertThat(venue.read(Topic.EXECUTIONS, Execution.class))
        .extracting(Execution::execId)
        .doesNotHaveDuplicates();
    assertThat(venue.read(Topic.EXECUTIONS, Execution.class))
        .filteredOn(execution -> execution.execType() == ExecType.NEW)
        .extracting(Execution::orderId)
        .containsExactly("a", "b", "c", "taker");
  }

  @Test
  void oldSavepointRollsForwardToNow(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      String savepoint =
          job.triggerSavepoint(flink.folder().toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      rest(venue, "b", 2);
      venue.sendBytes(Topic.ORDERS, new byte[] {'x'}, new byte[] {9});
      TestVenue.until(() -> venue.count(Topic.DEAD_LETTERS) == 1);
      job.cancel().get();
      job = TestVenue.restore(flink.environment(), settings(venue), savepoint);
      rest(venue, "c", 3);
      assertWhole(venue, 3);
      assertThat(venue.count(Topic.DEAD_LETTERS)).isEqualTo(1);
      job.cancel().get();
    }
  }

  @Test
  void lostStateComesBackFromTheLog(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      rest(venue, "b", 2);
      job.cancel().get();
      job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "c", 3);
      assertWhole(venue, 3);
      job.cancel().get();
    }
  }

  @Test
  void whatOthersWriteAmongDeadLettersAndRiskEventsIsPassedOver(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      venue.sendBytes(Topic.DEAD_LETTERS, new byte[] {'x'}, new byte[] {9});
      venue.sendBytes(Topic.RISK_EVENTS, new byte[] {'x'}, new byte[] {9});
      job.cancel().get();
      job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "b", 2);
      rest(venue, "c", 3);
      assertWhole(venue, 3);
      job.cancel().get();
    }
  }

  @Test
  void ofTwoJobsTheOlderEndsForGoodAndSaysWhy(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      olderEnds(venue, settings(venue));
    }
  }

  /** Their transactions have other names: by default those of the services. */
  @Test
  void ofTwoJobsWithOtherServicesOnTheSameTopicsTheOlderEndsToo(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      olderEnds(venue, venue.settings(Service.RISK, Service.MATCHING, Service.CORE));
    }
  }

  private static void olderEnds(TestVenue venue, JobSettings ofNewer) throws Exception {
    JobClient older = TestVenue.start(flink.environment(), settings(venue));
    rest(venue, "a", 1);
    JobClient newer = TestVenue.start(flink.environment(), ofNewer);
    TestVenue.until(() -> older.getJobStatus().get() == JobStatus.FAILED);
    assertThatThrownBy(() -> older.getJobExecutionResult().get())
        .hasStackTraceContaining("has taken over from job " + older.getJobID())
        .hasStackTraceContaining("--transactional-id-prefix");
    rest(venue, "b", 2);
    rest(venue, "c", 3);
    assertWhole(venue, 3);
    assertThat(newer.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    newer.cancel().get();
  }

  @Test
  void withoutStateExecutionsThatRetentionTookAreRefused(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      job.cancel().get();
      venue.deleteAllRecords(Topic.EXECUTIONS);
      JobClient refused = TestVenue.start(flink.environment(), settings(venue));
      TestVenue.until(() -> refused.getJobStatus().get() == JobStatus.FAILED);
      assertThatThrownBy(() -> refused.getJobExecutionResult().get())
          .hasStackTraceContaining("a start without state needs all of it")
          .hasStackTraceContaining("restore a savepoint");
    }
  }

  @Test
  void logThatEndsBeforeTheStateIsRefused(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      String savepoint = TestVenue.stop(job, flink.folder().toUri().toString());
      venue.recreate(List.of(Topic.VALIDATED_ORDERS));
      JobClient refused = TestVenue.restore(flink.environment(), settings(venue), savepoint);
      TestVenue.until(() -> refused.getJobStatus().get() == JobStatus.FAILED);
      assertThatThrownBy(() -> refused.getJobExecutionResult().get())
          .hasStackTraceContaining("before the state")
          .hasStackTraceContaining("restore the topic");
    }
  }

  /** What the log has at their offsets are other orders: these would be taken for them. */
  @Test
  void ordersThatWereCreatedAnewAreRefusedFromAnyState(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      String savepoint = TestVenue.stop(job, flink.folder().toUri().toString());
      venue.recreate(List.of(Topic.ORDERS));
      venue.send(TestOrders.limit("ALFA", "EAST", "skipped", Side.SELL, "10", "100"));
      venue.send(TestOrders.limit("ALFA", "EAST", "read", Side.SELL, "10", "100"));
      assertCreatedAnew(TestVenue.start(flink.environment(), settings(venue)), "orders");
      assertCreatedAnew(
          TestVenue.restore(flink.environment(), settings(venue), savepoint), "orders");
      assertThat(venue.read(Topic.EXECUTIONS, Execution.class))
          .extracting(Execution::orderId)
          .containsExactly("a");
    }
  }

  /** The kill would be taken for an older record than the one that the state knows. */
  @Test
  void limitsThatWereCreatedAnewAreRefused(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      venue.send(TestVenue.limits("EAST"));
      JobClient job = TestVenue.start(flink.environment(), settings(venue));
      rest(venue, "a", 1);
      String savepoint = TestVenue.stop(job, flink.folder().toUri().toString());
      venue.recreate(List.of(Topic.RISK_LIMITS));
      venue.send(TestVenue.killed("EAST"));
      assertCreatedAnew(
          TestVenue.restore(flink.environment(), settings(venue), savepoint), "risk-limits");

      // All at their old offsets.
      venue.recreate(List.of(Topic.RISK_LIMITS, Topic.LOG_OWNER));
      venue.send(TestVenue.limits("EAST"));
      venue.send(TestVenue.limits("SOUTH/1"));
      venue.send(TestVenue.limits("EAST"));
      job = TestVenue.restore(flink.environment(), settings(venue), savepoint);
      rest(venue, "b", 2);
      rest(venue, "c", 3);
      assertWhole(venue, 3);
      job.cancel().get();
    }
  }

  private static void assertCreatedAnew(JobClient refused, String topic) throws Exception {
    TestVenue.until(() -> refused.getJobStatus().get() == JobStatus.FAILED);
    assertThatThrownBy(() -> refused.getJobExecutionResult().get())
        .hasStackTraceContaining(topic + " was deleted and created anew")
        .hasStackTraceContaining("--topic-prefix");
  }
}
