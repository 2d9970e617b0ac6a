package io.streambook.audit;

import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What no account or firm may have exceeded. The log does not say which limits record was in force
 * when an order was judged, so the loosest of all that the topic still has is taken: exact where
 * limits never changed.
 *
 * <p>Of an account whose records are all there nothing was accepted before the first. Of another
 * one, and of any firm, orders may have met limits that are not known, until risk says in {@code
 * risk-events} that a known record is in force. From then on only an order that asks for more can
 * break a limit: who is over one that was lowered may still reduce.
 */
final class LoosestLimits {
  /**
   * Limits of one account or firm.
   *
   * @param since from when on no other record was in force, in microseconds since 1970
   * @param whole whether nothing was ever accepted under other limits
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
      boolean whole,
      List<RiskLimits.Rules> rules) {

    /**
     * Whether an order had to keep a limit on its size or on a sum.
     *
     * @param grows whether it asked for more than before
     */
    boolean bind(boolean grows) {
      return whole || grows;
    }

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

    /** The loosest of a limit, with what every record says of the symbol. */
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

  private final Map<String, Limits> ofAccounts = new HashMap<>();
  private final Map<String, Limits> ofFirms = new HashMap<>();
  private long unproven;

  LoosestLimits(Tape tape) {
    tape.limits()
        .forEach(
            (name, history) -> {
              long first = history.records().get(0).timestamp() * Tape.MICROS_PER_MILLI;
              long known = inForce(history, tape.inForce().getOrDefault(name, List.of()));
              long since = history.whole() ? first : known;
              ofAccounts.put(name, loosest(history.records(), since, history.whole()));
              ofFirms.put(name, loosest(history.records(), known, false));
            });
    ofFirms.keySet().retainAll(firms(tape));
  }

  /** Without those that are but the account of their name. */
  private static Set<String> firms(Tape tape) {
    return tape.limits().keySet().stream()
        .filter(account -> !account.equals(Scope.FIRM.of(account)))
        .map(Scope.FIRM::of)
        .collect(Collectors.toSet());
  }

  /** When risk first said that one of these records is in force, or later than any order. */
  private static long inForce(History<RiskLimits> history, List<Tape.InForce> said) {
    long oldest = history.records().get(0).offset();
    return said.stream()
        .filter(record -> record.offset() >= oldest)
        .mapToLong(record -> record.time() + Tape.CLOCKS_DIFFER_MICROS)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Limits that were in force at a time; null when that can't be told any more, or nothing bounds
   * the firm as a whole.
   */
  Limits at(Scope scope, String account, long time) {
    Limits limits = (scope == Scope.FIRM ? ofFirms : ofAccounts).get(scope.of(account));
    if (limits != null && limits.since <= time) {
      return limits;
    }
    unproven += limits == null && scope == Scope.FIRM ? 0 : 1;
    return null;
  }

  void remark(Finding finding) {
    if (unproven > 0) {
      finding.remark(unproven + " unproven: it is not known which limits they met");
    }
  }

  private static Limits loosest(List<Found<RiskLimits>> records, long since, boolean whole) {
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
        since,
        whole,
        rules);
  }
}
