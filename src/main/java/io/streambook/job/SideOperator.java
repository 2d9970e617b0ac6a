package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.contract.DeadLetter;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.Ledger;
import io.streambook.venue.SideStage;
import io.streambook.venue.Stage;
import org.apache.flink.runtime.state.StateSnapshotContext;

/** {@link SideStage} in Flink, one subtask: publishes dead letters and accounts. */
final class SideOperator extends StageOperator {
  private static final long serialVersionUID = 1L;

  private static final int WAITING_MAX = 10_000;

  private final Ledgers ledgers;
  private transient SideStage stage;
  private transient Ledger ledger;

  SideOperator(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  @Override
  Stage open(boolean restored) {
    ledger = ledgers.of(0);
    stage =
        new SideStage(
            new GroupCommit(ledger, WAITING_MAX),
            value -> value instanceof DeadLetter letter ? KafkaLogStore.place(letter) : null);
    return stage;
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
