package io.streambook.venue;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.SymbolCommand;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import it.unimi.dsi.fastutil.objects.ObjectLinkedOpenHashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keyed by firm: judges what limits, credit, ids and kill switch can tell. It decides nothing
 * before every order that the log has of its accounts has its reservation.
 */
public final class AccountStage extends Stage {
  private final Keyed<AccountControls> controls;
  private final AtStart<RiskLimits> limits;
  private final boolean restored;
  private final Consumer<Object> out;
  private final Consumer<RiskEvent> events;
  private final Set<String> changedAccounts = new ObjectLinkedOpenHashSet<>();

  /** Limits or kill switch have changed: somebody waits for that. */
  private final Set<String> urgentAccounts = new ObjectLinkedOpenHashSet<>();

  private final Set<String> killsInTail = new ObjectLinkedOpenHashSet<>();
  private boolean tailIsKnown;

  /**
   * @param limits all records there are at the start, per account in order
   * @param restored whether there was a snapshot
   * @param out takes {@link Judged} and {@link SymbolCommand.KillCancel}
   * @param events takes what a person should hear of, numbered per account
   */
  public AccountStage(
      Keyed<AccountControls> controls,
      List<RiskLimits> limits,
      boolean restored,
      Consumer<Object> out,
      Consumer<RiskEvent> events) {
    this.controls = controls;
    this.limits = new AtStart<>(limits, record -> AccountControls.firm(record.account()));
    this.restored = restored;
    this.out = out;
    this.events = events;
  }

  /** The key of a message. */
  public static String key(Object message) {
    return AccountControls.firm(account(message));
  }

  private static String account(Object message) {
    if (message instanceof Judged judged) {
      return judged.order().account();
    } else if (message instanceof Execution execution) {
      return execution.account();
    } else if (message instanceof RiskLimits limits) {
      return limits.account();
    }
    throw unexpected(message);
  }

  /** Whose entry of the log it is; null when it is no account's. */
  public static String key(LogEntry entry) {
    if (entry instanceof LogEntry.Order order) {
      return key(order.judged());
    }
    return entry instanceof LogEntry.Symbol symbol
            && symbol.command() instanceof SymbolCommand.KillCancel kill
        ? AccountControls.firm(kill.account())
        : null;
  }

  /** An execution that comes before its order is kept for it. */
  @Override
  boolean waits(Object message) {
    return !(message instanceof Execution);
  }

  @Override
  void process(Object message, long now) throws Exception {
    AccountControls found = controls(key(message), now);
    if (message instanceof Judged judged) {
      Judged decided = found.judge(judged);
      if (decided.verdict().accepted() && decided.order().action() != Action.CANCEL) {
        changed(found, decided.order().account());
      }
      out.accept(decided);
    } else if (message instanceof Execution execution) {
      if (going()) {
        found.apply(execution);
      } else {
        found.applyInTail(execution);
      }
      changed(found, execution.account());
    } else if (message instanceof RiskLimits record) {
      found.apply(record, now).forEach(out);
      urgentAccounts.add(record.account());
    }
    found.takeEvents(events);
  }

  /** With it what its firm uses. */
  private void changed(AccountControls found, String account) {
    (found.isKilled(account) ? urgentAccounts : changedAccounts).add(account);
    String firm = found.limitingFirm(account);
    if (firm != null) {
      (found.isKilled(firm) ? urgentAccounts : changedAccounts).add(firm);
    }
  }

  private AccountControls controls(String firm, long now) throws Exception {
    AccountControls found = controls.write(firm);
    List<RiskLimits> records = going() ? limits.take(firm) : null;
    if (records != null) {
      found.applyAtStart(records, now).forEach(out);
      records.forEach(record -> urgentAccounts.add(record.account()));
    }
    return found;
  }

  /** State of a release whose log was no commit point knows all that this log may hold. */
  @Override
  void begin(boolean whole) {
    tailIsKnown = whole && restored;
  }

  @Override
  void replay(LogEntry entry) throws Exception {
    String firm = key(entry);
    if (firm == null || tailIsKnown) {
      return;
    }
    if (entry instanceof LogEntry.Order order) {
      controls.write(firm).replay(order.judged());
      changedAccounts.add(order.judged().order().account());
    } else {
      killsInTail.add(firm);
    }
  }

  /** A kill whose cancels the log has in part is carried on now, while that is known. */
  @Override
  void go(long generation, long now) throws Exception {
    for (String firm : killsInTail) {
      controls(firm, now).takeEvents(events);
    }
    killsInTail.clear();
  }

  /** Accounts whose snapshot is due, those first that somebody waits for. */
  public Set<String> changedAccounts() {
    Set<String> all = new LinkedHashSet<>(urgentAccounts);
    all.addAll(changedAccounts);
    return all;
  }

  /** The snapshot of this account is due. */
  public void changed(String account) {
    changedAccounts.add(account);
  }

  /**
   * Hands out accounts whose snapshot is due, the one that waits longest first.
   *
   * @param positions about how many in all
   */
  public void snapshots(int positions, long now, Consumer<AccountSnapshot> snapshots)
      throws Exception {
    if (!going()) {
      return;
    }
    int left = positions;
    for (Iterator<String> due = changedAccounts().iterator(); left > 0 && due.hasNext(); ) {
      String account = due.next();
      urgentAccounts.remove(account);
      changedAccounts.remove(account);
      AccountSnapshot snapshot =
          controls.read(AccountControls.firm(account)).snapshot(account, now);
      if (snapshot != null) {
        snapshots.accept(snapshot);
        left -= 1 + snapshot.positions().size();
      }
    }
  }
}
