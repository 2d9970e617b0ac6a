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
      working.by(scope).forEach((name, rested) -> check(scope, name, rested, limits, finding));
    }
    limits.remark(finding);
  }

  private static void check(
      Scope scope,
      String name,
      List<WorkingOrders.Rested> rested,
      LoosestLimits all,
      Finding finding) {
    for (WorkingOrders.Rested order : rested) {
      LoosestLimits.Limits limits = all.at(scope, name, order.by().value().time());
      if (limits != null && order.orders() > limits.maxOpenOrders()) {
        finding.broken(
            order.by(),
            String.format(
                "%d orders of %s work, its limit is %d",
                order.orders(), name, limits.maxOpenOrders()));
      }
    }
  }
}
