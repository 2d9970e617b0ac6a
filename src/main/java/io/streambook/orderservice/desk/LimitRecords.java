package io.streambook.orderservice.desk;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The newest records of one account's limits. Not each of them counts: risk refuses some, and lets
 * others wait for their time, as its snapshot of the account tells. Safe for use by many threads.
 */
final class LimitRecords {
  private static final int KEPT = 100;

  private final Deque<RiskLimits> records = new ArrayDeque<>();

  synchronized void add(RiskLimits newest) {
    records.add(newest);
    if (records.size() > KEPT) {
      records.remove();
    }
  }

  /**
   * The record in force; where that is not known, the one that would be.
   *
   * @param known what risk last told of the account, or null
   */
  synchronized RiskLimits inForce(AccountSnapshot known) {
    for (RiskLimits record : records) {
      if (known != null && record.offset() == known.limitsOffset()) {
        return record;
      }
    }
    return standing(known);
  }

  /** The newest record that is not refused: what is to stay must stand in the next one too. */
  synchronized RiskLimits standing(AccountSnapshot known) {
    for (Iterator<RiskLimits> each = records.descendingIterator(); each.hasNext(); ) {
      RiskLimits record = each.next();
      if (known == null || !isRefused(record, known)) {
        return record;
      }
    }
    return records.getLast();
  }

  private static boolean isRefused(RiskLimits record, AccountSnapshot known) {
    return record.offset() > known.limitsOffset()
        && record.offset() <= known.refusedOffset()
        && record.offset() != known.pendingOffset();
  }
}
