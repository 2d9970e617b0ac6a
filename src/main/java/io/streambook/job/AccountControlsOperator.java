package io.streambook.job;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
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
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * {@link AccountStage} in Flink: {@link Judged} and {@link SymbolCommand.KillCancel} come out. An
 * {@link io.streambook.risk.RiskEvent} goes to {@link #ACCOUNTS} at once, and an {@link
 * AccountSnapshot} of each account that changed now and then.
 */
final class AccountControlsOperator extends RiskOperator<AccountControls> {
  static final OutputTag<Object> ACCOUNTS = new OutputTag<>("accounts", Messages.TYPE);

  /** So that accounts that hold much do not hold up orders. */
  private static final int POSITIONS_A_TICK = 2_000;

  private final Bootstrap<RiskLimits> limits;
  private transient AccountRows format;
  private transient AccountRows.Changes changes;
  private transient AccountStage stage;
  private transient ListState<String> unpublished;

  /**
   * @param limits all there are at the start
   * @param capacity firms on the heap at a time
   */
  AccountControlsOperator(Bootstrap<RiskLimits> limits, int capacity) {
    super("account-controls", capacity);
    this.limits = limits;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    unpublished =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("unpublished-accounts", StringSerializer.INSTANCE));
  }

  @Override
  Stage open(Keyed<AccountControls> controls, boolean restored) throws Exception {
    stage =
        new AccountStage(
            controls,
            limits.read(),
            restored,
            message -> output.collect(new StreamRecord<>(message)),
            this::emit);
    format = new AccountRows();
    changes = format.new Changes(rows());
    for (String account : unpublished.get()) {
      if (isMine(AccountControls.firm(account))) {
        stage.changed(account);
      }
    }
    return stage;
  }

  @Override
  String key(LogEntry entry) {
    return AccountStage.key(entry);
  }

  @Override
  void tick() throws Exception {
    stage.snapshots(POSITIONS_A_TICK, nowMicros(), this::emit);
  }

  private void emit(Object about) {
    output.collect(ACCOUNTS, new StreamRecord<>(about));
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
    controls.saveChanges(changes, maxRows);
    changes.store();
    return controls.unsaved() == 0;
  }

  /** What is not published yet is so after a restart too. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    unpublished.update(List.copyOf(stage.changedAccounts()));
  }

  @Override
  public void finish() throws Exception {
    stage.snapshots(Integer.MAX_VALUE, nowMicros(), this::emit);
    super.finish();
  }
}
