package io.streambook.audit;

import io.streambook.book.Decimal8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the working orders of an account reserve at once, in each currency. The part of its credit
 * that is booked is left out: risk hears of fills late, and until then values them otherwise.
 */
final class CreditLimitsKept implements Check {
  @Override
  public String rule() {
    return "no account's working orders reserved more than its credit limit";
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
    Map<String, BigInteger> reserved = new HashMap<>();
    for (WorkingOrders.Change change : changes) {
      String currency = change.by().value().currency();
      BigInteger sum = reserved.merge(currency, change.reserved(), BigInteger::add);
      if (change.orders() > 0) {
        finding.checked();
        LoosestLimits.Limits limits = all.at(account, change.by().value().time());
        if (limits != null && sum.compareTo(BigInteger.valueOf(limits.creditLimit())) > 0) {
          finding.broken(
              change.by(),
              String.format(
                  "orders of %s reserve %s %s, its limit is %s",
                  account,
                  new BigDecimal(sum, Decimal8.SCALE).stripTrailingZeros().toPlainString(),
                  currency,
                  Decimal8.format(limits.creditLimit())));
        }
      }
    }
  }
}
