package io.streambook.job;

import io.streambook.book.Judged;
import io.streambook.book.SymbolCommand;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountRow;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.AccountStage;
import io.streambook.venue.Keyed;
import io.streambook.venue.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * {@link AccountStage} in Flink: {@link Judged} and {@link SymbolCommand.KillCancel} come out. An
 * {@link AccountSnapshot} of each account that changed goes to {@link #ACCOUNTS} a few times a
 * second, and before each checkpoint, so that none is lost.
 */
final class AccountControlsOperator extends RiskOperator<AccountControls> {
  static final OutputTag<Object> ACCOUNTS = new OutputTag<>("accounts", Messages.TYPE);
  private static final long SNAPSHOT_MILLIS = 250;

  private final Bootstrap<RiskLimits> limits;
  private transient AccountRows format;
  private transient AccountRow.Sink sink;
  private transient AccountStage stage;
  private transient ScheduledFuture<?> timer;

  /**
   * @param limits all there are at the start
   * @param capacity firms on the heap at a time
   */
  AccountControlsOperator(Bootstrap<RiskLimits> limits, int capacity) {
    super("account-controls", capacity);
    this.limits = limits;
  }

  @Override
  Stage open(Keyed<AccountControls> controls, boolean restored) throws Exception {
    stage =
        new AccountStage(
            controls,
            limits.read(),
            restored,
            message -> output.collect(new StreamRecord<>(message)));
    format = new AccountRows();
    sink = format.sink(rows());
    registerTimer();
    return stage;
  }

  private void registerTimer() {
    long next = getProcessingTimeService().getCurrentProcessingTime() + SNAPSHOT_MILLIS;
    timer =
        getProcessingTimeService()
            .registerTimer(
                next,
                time -> {
                  emitSnapshots();
                  drain();
                  registerTimer();
                });
  }

  private void emitSnapshots() throws Exception {
    stage.snapshots(
        nowMicros(), snapshot -> output.collect(ACCOUNTS, new StreamRecord<>(snapshot)));
  }

  @Override
  public AccountControls load(String firm) throws Exception {
    AccountControls controls = new AccountControls();
    List<AccountRow> ids = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : rows().entries()) {
      AccountRow row = format.read(entry.getKey(), entry.getValue());
      if (row instanceof AccountRow.Id) {
        ids.add(row);
      } else {
        controls.restore(row);
      }
    }
    // What works is added to what is held.
    ids.forEach(controls::restore);
    return controls;
  }

  @Override
  public int unsaved(AccountControls controls) {
    return controls.unsaved();
  }

  @Override
  public boolean store(AccountControls controls, int maxRows) throws Exception {
    controls.saveChanges(sink, maxRows);
    return controls.unsaved() == 0;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    emitSnapshots();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    timer.cancel(false);
    emitSnapshots();
    super.finish();
  }
}
