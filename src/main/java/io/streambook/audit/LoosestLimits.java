package io.streambook.audit;

import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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
   * @param rules of symbols, one list per record
   */
  record Limits(
      long maxOrderQty,
      long maxNotional,
      long maxPosition,
      long creditLimit,
      int maxOpenOrders,
      int maxOpenOrdersPerSymbol,
      long since,
      List<RiskLimits.Rules> rules) {

    /** Whether every record denied it. */
    boolean denies(String symbol) {
      return rules.stream().allMatch(record -> denies(record, symbol));
    }

    private static boolean denies(RiskLimits.Rules record, String symbol) {
      return record.symbols().stream()
          .filter(rule -> rule.symbol().equals(symbol))
          .map(rule -> rule.access().compareTo(SymbolRule.Access.DENY) >= 0)
          .findFirst()
          .orElse(record.onlyListed());
    }

    /** The loosest of a limit on single orders, with what every record says of the symbol. */
    long max(String symbol, long ofAll, ToLongFunction<SymbolRule> limit) {
      long loosest = rules.stream().mapToLong(r -> of(r, symbol, limit)).max().orElse(ofAll);
      return Math.min(ofAll, loosest);
    }

    private static long of(
        RiskLimits.Rules record, String symbol, ToLongFunction<SymbolRule> limit) {
      return record.symbols().stream()
          .filter(rule -> rule.symbol().equals(symbol))
          .mapToLong(limit)
          .findFirst()
          .orElse(RiskLimits.NO_LIMIT);
    }
  }

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
    long creditLimit = 0;
    int maxOpenOrders = 0;
    int maxOpenOrdersPerSymbol = 0;
    List<RiskLimits.Rules> rules = new ArrayList<>();
    for (Found<RiskLimits> found : records) {
      RiskLimits limits = found.value();
      maxOrderQty = Math.max(maxOrderQty, limits.maxOrderQty());
      maxNotional = Math.max(maxNotional, limits.maxNotional());
      maxPosition = Math.max(maxPosition, limits.maxPosition());
      creditLimit = Math.max(creditLimit, limits.creditLimit());
      maxOpenOrders = Math.max(maxOpenOrders, limits.maxOpenOrders());
      maxOpenOrdersPerSymbol =
          Math.max(maxOpenOrdersPerSymbol, limits.rules().maxOpenOrdersPerSymbol());
      rules.add(limits.rules());
    }
    return new Limits(
        maxOrderQty,
        maxNotional,
        maxPosition,
        creditLimit,
        maxOpenOrders,
        maxOpenOrdersPerSymbol,
        records.get(0).timestamp() * MICROS_PER_MILLI,
        rules);
  }
}
