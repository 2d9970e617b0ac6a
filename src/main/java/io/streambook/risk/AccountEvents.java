package io.streambook.risk;

import io.streambook.book.Decimal8;
import java.util.function.Consumer;

/** What a person should hear of an account, numbered from 1, and of the firm that it stands for. */
final class AccountEvents {
  private final Account account;
  private final Changed changed;
  private final Consumer<RiskEvent> events;
  private long last;

  AccountEvents(Account account, Changed changed, Consumer<RiskEvent> events) {
    this.account = account;
    this.changed = changed;
    this.events = events;
  }

  /** Number of the last one. */
  long last() {
    return last;
  }

  void restore(long lastNumber) {
    last = lastNumber;
  }

  /** A fill of one of its orders uses limits. */
  void filled(Scope scope, CurrencyTotals totals, long time) {
    if (scope.has(Limit.EXECUTION_RATE)) {
      executed(scope, time);
    }
    if (scope.has(Limit.DAILY_LOSS)) {
      lost(scope, totals.dayLoss(), time);
    }
  }

  private void executed(Scope scope, long time) {
    long max = scope.max(Limit.EXECUTION_RATE);
    Executions executions = scope.executions();
    changed.add(account);
    if (executions.count(time, max, scope.limits().rules().executionsMillis())) {
      String text = Limit.EXECUTION_RATE.text(executions.count(), max);
      tell(
          RiskEvent.Kind.LATCHED,
          Limit.EXECUTION_RATE,
          100,
          executions.count(),
          max,
          text + ", generation=" + executions.generation() + scope.suffix(),
          time);
    } else {
      warn(scope, Limit.EXECUTION_RATE, executions.count(), time);
    }
  }

  private void lost(Scope scope, long loss, long time) {
    int today = account.day(scope.isFirm);
    if (loss >= scope.max(Limit.DAILY_LOSS) && scope.lossDay() != today) {
      scope.lost(today);
      changed.add(account);
      breach(scope, Limit.DAILY_LOSS, loss, time);
    } else {
      warn(scope, Limit.DAILY_LOSS, loss, time);
    }
  }

  /** Tells of a limit that refuses, once a day. */
  void breach(Scope scope, Limit limit, long measured, long time) {
    if (scope.breach(limit)) {
      int percent = Utilisation.basisPoints(measured, scope.max(limit)) / 100;
      tell(scope, RiskEvent.Kind.BREACH, limit, percent, measured, time);
    }
  }

  /** Tells of the use of a limit, each threshold once a day. */
  void warn(Scope scope, Limit limit, long measured, long time) {
    if (scope.isNews(limit, measured)) {
      int percent = scope.warn(limit, measured);
      tell(scope, RiskEvent.Kind.WARNING, limit, percent, measured, time);
    }
  }

  private void tell(
      Scope scope, RiskEvent.Kind kind, Limit limit, int percent, long measured, long time) {
    long max = scope.max(limit);
    tell(kind, limit, percent, measured, max, limit.text(measured, max) + scope.suffix(), time);
  }

  private void tell(
      RiskEvent.Kind kind,
      Limit limit,
      int percent,
      long measured,
      long max,
      String text,
      long time) {
    changed.add(account);
    events.accept(
        new RiskEvent(
            account.name(),
            ++last,
            kind,
            limit.field,
            percent,
            limit.decimal(measured),
            limit.decimal(max),
            text,
            time));
  }

  /** Tells of what is no limit's. */
  void tell(RiskEvent.Kind kind, String text, long time) {
    changed.add(account);
    long none = Decimal8.NONE;
    events.accept(new RiskEvent(account.name(), ++last, kind, "", 0, none, none, text, time));
  }
}
