package io.streambook.audit;

import java.util.List;

/** How many orders of an account work at once, over all its symbols. */
final class OpenOrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account had more orders working than its limit";
  }

  @Override
  public String subject() {
    return "orders that rested";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    new WorkingOrders(tape)
        .byAccount()
        .forEach((account, changes) -> check(account, changes, limits, finding));
    limits.remark(finding);
  }

  private static void check(
      String account, List<WorkingOrders.Change> changes, LoosestLimits all, Finding finding) {
    int working = 0;
    for (WorkingOrders.Change change : changes) {
      working += change.orders();
      if (change.orders() > 0) {
        finding.checked();
        LoosestLimits.Limits limits = all.at(account, change.by().value().time());
        if (limits != null && working > limits.maxOpenOrders()) {
          finding.broken(
              change.by(),
              String.format(
                  "%d orders of %s work, its limit is %d",
                  working, account, limits.maxOpenOrders()));
        }
      }
    }
  }
}
