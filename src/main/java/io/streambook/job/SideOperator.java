package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.contract.DeadLetter;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.Ledger;
import io.streambook.venue.Recovery;
import io.streambook.venue.SideStage;
import io.streambook.venue.Stage;
import java.util.Map;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/** {@link SideStage} in Flink, one subtask: publishes dead letters, accounts and risk events. */
final class SideOperator extends StageOperator {
  private static final long serialVersionUID = 1L;

  private static final int WAITING_MAX = 10_000;

  private final Ledgers ledgers;
  private final String deadLetters;
  private transient PublishedPlaces published;
  private transient SideStage stage;
  private transient Ledger ledger;

  /**
   * @param deadLetters name of their topic
   */
  SideOperator(Ledgers ledgers, String deadLetters) {
    this.ledgers = ledgers;
    this.deadLetters = deadLetters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    published = new PublishedPlaces(context.getOperatorStateStore(), deadLetters);
  }

  @Override
  Stage open(boolean restored) throws Exception {
    ledger = ledgers.of(0);
    stage = new SideStage(new GroupCommit(ledger, WAITING_MAX), SideOperator::place);
    for (Map.Entry<String, Long> place : published.restored().entrySet()) {
      stage.recover(new Recovery.PublishedAside(place.getKey(), place.getValue()), nowMicros());
    }
    return stage;
  }

  private static Recovery.PublishedAside place(Object value) {
    return value instanceof DeadLetter letter ? KafkaLogStore.place(letter) : null;
  }

  @Override
  String key(LogEntry entry) {
    return null;
  }

  @Override
  void tick() {
    stage.check();
  }

  /** The sources will not send again what they have sent before the snapshot. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    stage.flush();
    published.save(stage.published());
    super.snapshotState(context);
  }

  @Override
  public void finish() throws Exception {
    stage.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (ledger != null) {
      ledger.close();
    }
    super.close();
  }
}
