package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.contract.DeadLetter;
import io.streambook.risk.RiskEvent;
import io.streambook.venue.Ledger;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start may publish that sources read again, when the tail begins behind it. */
class SideOperatorTest {
  private static final String TOPIC = "dead-letters";

  /** The task runs a copy of the operator, on the thread of the test. */
  private static final ThreadLocal<List<Object>> PUBLISHED = new ThreadLocal<>();

  private TwoInputStreamOperatorTestHarness<Object, Object, Object> harness;

  private static final class CommitsAtOnce implements Ledger {
    @Override
    public void open(long generation) {}

    @Override
    public void commit(List<Object> group, Consumer<Throwable> done) {
      PUBLISHED.get().addAll(group);
      done.accept(null);
    }

    @Override
    public void await() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    PUBLISHED.set(new ArrayList<>());
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
    PUBLISHED.remove();
  }

  private void start(String topic, OperatorSubtaskState from) throws Exception {
    harness =
        new TwoInputStreamOperatorTestHarness<>(
            new SideOperator(subtask -> new CommitsAtOnce(), topic));
    harness.setup(new MessageSerializer());
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    harness.processElement2(new StreamRecord<>(new Recovery.Begin(from == null)));
  }

  private void go() throws Exception {
    harness.processElement2(new StreamRecord<>(new Recovery.Go(0)));
  }

  private OperatorSubtaskState snapshotAndEnd() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    PUBLISHED.get().clear();
    return state;
  }

  private void send(Object value) throws Exception {
    harness.processElement1(new StreamRecord<>(value));
  }

  private static DeadLetter letter(int partition, long offset) {
    return letter(partition, offset, new byte[0]);
  }

  private static DeadLetter letter(int partition, long offset, byte[] value) {
    return new DeadLetter(
        "orders",
        partition,
        offset,
        0,
        List.of(),
        new byte[0],
        value,
        DeadLetter.Code.MALFORMED_AVRO,
        "");
  }

  private static RiskEvent killed(long number, String text) {
    return new RiskEvent("FIRM/A", number, RiskEvent.Kind.KILLED, "", 0, 0, 0, text, number);
  }

  @Test
  void whatWasPublishedBeforeTheSnapshotIsNotPublishedAgain() throws Exception {
    DeadLetter next = letter(0, 8);
    DeadLetter elsewhere = letter(1, 3);
    start(TOPIC, null);
    go();
    send(letter(0, 7));
    start(TOPIC, snapshotAndEnd());
    go();
    send(letter(0, 7));
    send(next);
    send(elsewhere);
    assertThat(PUBLISHED.get()).containsExactly(next, elsewhere);
  }

  /** Risk numbers from its state on, which does not know all that it has told. */
  @Test
  void riskEventsGoOnWhereTheirTopicEndsAndNoneIsLost() throws Exception {
    start(TOPIC, null);
    go();
    send(killed(1, "first"));
    assertThat(PUBLISHED.get()).containsExactly(killed(1, "first"));
    start(TOPIC, snapshotAndEnd());
    hear(killed(2, "second"));
    hear(killed(3, "third"));
    go();
    send(killed(2, "third"));
    RiskEvent fourth = killed(3, "fourth");
    send(fourth);
    assertThat(PUBLISHED.get()).containsExactly(fourth.withNumber(4));
    start(TOPIC, snapshotAndEnd());
    go();
    RiskEvent fifth = killed(4, "fifth");
    send(fifth);
    assertThat(PUBLISHED.get()).containsExactly(fifth.withNumber(5));
  }

  /** The same bytes each time, so that the test itself needs no memory for them. */
  @Test
  void megabytesThatWaitForTheTailSoonOnlyTrickleIn() throws Exception {
    byte[] megabytes = new byte[4 << 20];
    start(TOPIC, null);
    long offset = 0;
    long begin = System.nanoTime();
    while (offset < 24) {
      send(letter(0, offset++, megabytes));
    }
    assertThat(System.nanoTime() - begin).isLessThan(900_000_000);
    begin = System.nanoTime();
    send(letter(0, offset++, megabytes));
    assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000);
    go();
    assertThat(PUBLISHED.get()).hasSize((int) offset);
    begin = System.nanoTime();
    send(letter(0, offset, megabytes));
    assertThat(System.nanoTime() - begin).isLessThan(900_000_000);
  }

  private void hear(RiskEvent event) throws Exception {
    harness.processElement2(new StreamRecord<>(new Recovery.Told(event)));
  }

  @Test
  void whatOneStartHeardInTheTailTheStartAfterTheNextKnowsToo() throws Exception {
    DeadLetter next = letter(0, 10);
    start(TOPIC, null);
    harness.processElement2(new StreamRecord<>(new Recovery.PublishedAside("orders-0", 9)));
    go();
    start(TOPIC, snapshotAndEnd());
    go();
    send(letter(0, 9));
    send(next);
    assertThat(PUBLISHED.get()).containsExactly(next);
  }

  @Test
  void anotherTopicHasNothingOfIt() throws Exception {
    DeadLetter again = letter(0, 7);
    start(TOPIC, null);
    go();
    send(again);
    start("fresh-" + TOPIC, snapshotAndEnd());
    go();
    send(again);
    assertThat(PUBLISHED.get()).containsExactly(again);
  }
}
