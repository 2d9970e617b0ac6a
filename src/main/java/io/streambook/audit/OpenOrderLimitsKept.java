package io.streambook.audit;

import java.util.List;

/** How many orders of an account or firm work at once, over all its symbols. */
final class OpenOrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account or firm had more orders working than its limit";
  }

  @Override
  public String subject() {
    return "orders that rested";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    WorkingOrders working = new WorkingOrders(tape);
    finding.checked(working.rested());
    for (Scope scope : Scope.values()) {
      working.by(scope).forEach((name, changes) -> check(scope, name, changes, limits, finding));
    }
    limits.remark(finding);
  }

  private static void check(
      Scope scope,
      String name,
      List<WorkingOrders.Change> changes,
      LoosestLimits all,
      Finding finding) {
    int working = 0;
    for (WorkingOrders.Change change : changes) {
      working += change.orders();
      if (change.orders() > 0) {
        LoosestLimits.Limits limits = all.at(scope, name, change.by().value().time());
        if (limits != null && working > limits.maxOpenOrders()) {
          finding.broken(
              change.by(),
              String.format(
                  "%d orders of %s work, its limit is %d", working, name, limits.maxOpenOrders()));
        }
      }
    }
  }
}
