package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.SymbolCommand;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountRow;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by firm: {@link Judged}, {@link Execution} and {@link RiskLimits} go in, {@link Judged} and
 * {@link SymbolCommand.KillCancel} come out. An {@link AccountSnapshot} of each account that
 * changed goes to {@link #ACCOUNTS} a few times a second, and before each checkpoint, so that none
 * is lost.
 */
final class AccountControlsOperator extends RiskOperator<AccountControls, RiskLimits> {
  static final OutputTag<Object> ACCOUNTS = new OutputTag<>("accounts", Messages.TYPE);
  private static final long SNAPSHOT_MILLIS = 250;

  private transient Set<String> changedAccounts;
  private transient ScheduledFuture<?> timer;

  /**
   * @param capacity firms on the heap at a time
   */
  AccountControlsOperator(Bootstrap<RiskLimits> bootstrap, int capacity) {
    super("account-controls", bootstrap, capacity);
  }

  @Override
  public void open() throws Exception {
    super.open();
    changedAccounts = new LinkedHashSet<>();
    registerTimer();
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    Object message = element.getValue();
    if (message instanceof Judged judged) {
      judge(judged);
    } else if (message instanceof Execution execution) {
      of(execution.account()).apply(execution);
      changedAccounts.add(execution.account());
    } else if (message instanceof RiskLimits limits) {
      apply(of(limits.account()), limits);
    } else {
      throw new IllegalArgumentException("no input of the account stage: " + message);
    }
  }

  private AccountControls of(String account) throws Exception {
    return controls(AccountControls.firm(account));
  }

  private void judge(Judged judged) throws Exception {
    Judged decided = of(judged.order().account()).judge(judged);
    output.collect(new StreamRecord<>(decided));
    if (decided.verdict().accepted() && decided.order().action() != Action.CANCEL) {
      changedAccounts.add(decided.order().account());
    }
  }

  @Override
  String key(RiskLimits limits) {
    return AccountControls.firm(limits.account());
  }

  @Override
  void apply(AccountControls controls, RiskLimits limits) {
    for (SymbolCommand.KillCancel cancel : controls.apply(limits, nowMicros())) {
      output.collect(new StreamRecord<>(cancel));
    }
    changedAccounts.add(limits.account());
  }

  private void registerTimer() {
    long next = getProcessingTimeService().getCurrentProcessingTime() + SNAPSHOT_MILLIS;
    timer =
        getProcessingTimeService()
            .registerTimer(
                next,
                time -> {
                  emitSnapshots();
                  registerTimer();
                });
  }

  private void emitSnapshots() throws Exception {
    for (String account : changedAccounts) {
      AccountSnapshot snapshot = look(AccountControls.firm(account)).snapshot(account, nowMicros());
      if (snapshot != null) {
        output.collect(ACCOUNTS, new StreamRecord<>(snapshot));
      }
    }
    changedAccounts.clear();
  }

  @Override
  public AccountControls load(String firm) throws Exception {
    AccountControls controls = new AccountControls();
    List<AccountRow> ids = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : rows().entries()) {
      AccountRow row = AccountRows.read(entry.getKey(), entry.getValue());
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
  public void store(String firm, AccountControls controls) throws Exception {
    controls.saveChanges(new AccountRows.StateSink(rows()));
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
