package io.streambook.risk;

import io.streambook.book.SymbolCommand;
import java.util.List;

/**
 * The records of limits that an account gets: one is in force, one may wait for its time, and one
 * that loosens a limit without a second person is refused. What it says of kill switch and latch
 * counts in any case.
 */
final class LimitRecords {
  private final Account account;
  private final Firm firm;
  private final Changed changed;

  /** Not in force yet, or null. */
  private RiskLimits pending;

  /** Of the newest record that was refused; -1 when none was. */
  private long refusedOffset = -1;

  LimitRecords(Account account, Firm firm, Changed changed) {
    this.account = account;
    this.firm = firm;
    this.changed = changed;
  }

  /** Null when no record waits. */
  RiskLimits pending() {
    return pending;
  }

  long refusedOffset() {
    return refusedOffset;
  }

  void restore(RiskLimits inForce, RiskLimits waiting, long refused) {
    pending = waiting;
    refusedOffset = refused;
    if (inForce != null) {
      bind(inForce);
    }
  }

  /** Takes a record; an older one changes nothing. Answers what a kill cancels. */
  List<SymbolCommand.KillCancel> apply(RiskLimits newest, long now) {
    if (newest.offset() <= newestOffset()) {
      return List.of();
    }
    changed.add(account);
    String loosened = LimitChange.unapproved(account.limits(), newest);
    if (loosened != null) {
      refusedOffset = newest.offset();
      account.events().tell(RiskEvent.Kind.LIMITS_REFUSED, loosened, now);
    } else if (newest.rules().effectiveFrom() > now) {
      pending = newest;
    } else {
      pending = null;
      enforce(newest, now);
    }
    if (newest.deleted()) {
      return List.of();
    }
    lift(newest, now);
    return newest.killed() ? account.killSwitch().turnOn(newest, now) : List.of();
  }

  /** Below that of every record when there was none. */
  private long newestOffset() {
    RiskLimits inForce = account.limits();
    if (inForce == null && pending == null) {
      return Long.MIN_VALUE;
    }
    long waiting = pending == null ? -1 : pending.offset();
    return Math.max(refusedOffset, Math.max(inForce == null ? -1 : inForce.offset(), waiting));
  }

  /** A record that waited for this instant is in force from now on. */
  void enforceDue(long now) {
    if (pending != null && pending.rules().effectiveFrom() <= now) {
      RiskLimits due = pending;
      pending = null;
      enforce(due, now);
    }
  }

  private void enforce(RiskLimits newest, long now) {
    changed.add(account);
    bind(newest);
    account
        .events()
        .tell(
            RiskEvent.Kind.LIMITS_APPLIED,
            "offset="
                + newest.offset()
                + ", operator="
                + newest.operator()
                + ", approver="
                + newest.rules().approver(),
            now);
  }

  private void bind(RiskLimits limits) {
    account.own().limits(limits);
    if (account.own().has(Limit.DAILY_LOSS)) {
      account.holdings().countGains();
    }
    firm.limited(account);
  }

  private void lift(RiskLimits record, long now) {
    if (record.operator().isEmpty()) {
      return;
    }
    account.killSwitch().lift(record, now);
    long latch = record.rules().liftedLatch();
    boolean latched = account.own().executions().lift(latch);
    boolean ofFirm =
        account.isFirm() && firm.scope() != null && firm.scope().executions().lift(latch);
    if (latched || ofFirm) {
      account.events().tell(RiskEvent.Kind.LATCH_LIFTED, KillSwitch.told(latch, record), now);
    }
  }
}
