package io.streambook.audit;

import io.streambook.risk.RiskLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What no account may have exceeded. The log does not say which limits record was in force when an
 * order was judged, so the loosest of all that the topic still has is taken: exact for an account
 * whose limits never changed. Before the oldest record that compaction has left nothing can be
 * proven.
 */
final class LoosestLimits {
  /**
   * Limits of one account.
   *
   * @param since time of its oldest record, in microseconds since 1970
   */
  record Limits(
      long maxOrderQty, long maxNotional, long maxPosition, int maxOpenOrders, long since) {}

  private static final long MICROS_PER_MILLI = 1_000;
  private final Map<String, Limits> byAccount = new HashMap<>();
  private long unproven;

  LoosestLimits(Tape tape) {
    tape.limits().forEach((account, records) -> byAccount.put(account, loosest(records)));
  }

  /** Limits that were in force at a time, or null when that can't be told any more. */
  Limits at(String account, long time) {
    Limits limits = byAccount.get(account);
    if (limits != null && limits.since <= time) {
      return limits;
    }
    unproven++;
    return null;
  }

  void remark(Finding finding) {
    if (unproven > 0) {
      finding.remark(unproven + " unproven: no limits are left from before them");
    }
  }

  private static Limits loosest(List<Found<RiskLimits>> records) {
    long maxOrderQty = 0;
    long maxNotional = 0;
    long maxPosition = 0;
    int maxOpenOrders = 0;
    for (Found<RiskLimits> found : records) {
      RiskLimits limits = found.value();
      maxOrderQty = Math.max(maxOrderQty, limits.maxOrderQty());
      maxNotional = Math.max(maxNotional, limits.maxNotional());
      maxPosition = Math.max(maxPosition, limits.maxPosition());
      maxOpenOrders = Math.max(maxOpenOrders, limits.maxOpenOrders());
    }
    return new Limits(
        maxOrderQty,
        maxNotional,
        maxPosition,
        maxOpenOrders,
        records.get(0).timestamp() * MICROS_PER_MILLI);
  }
}
