package io.streambook.audit;

import io.streambook.book.Decimal8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What the working orders of an account or firm reserve at once, in each currency. The part of its
 * credit that is booked is left out: risk hears of fills late, and until then values them
 * otherwise.
 */
final class CreditLimitsKept implements Check {
  @Override
  public String rule() {
    return "no working orders of an account or firm reserved more than its credit limit";
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
      if (limits != null
          && order.reserved().compareTo(BigInteger.valueOf(limits.creditLimit())) > 0) {
        finding.broken(
            order.by(),
            String.format(
                "orders of %s reserve %s %s, its limit is %s",
                name,
                new BigDecimal(order.reserved(), Decimal8.SCALE)
                    .stripTrailingZeros()
                    .toPlainString(),
                order.by().value().currency(),
                Decimal8.format(limits.creditLimit())));
      }
    }
  }
}
