package io.streambook.risk;

import java.util.HashMap;
import java.util.Map;

/**
 * Who may change limits: anybody to stricter ones; to looser ones an operator and an approver, who
 * are two persons.
 */
final class LimitChange {
  private LimitChange() {}

  /**
   * What a record may not do, for a person; null when it may.
   *
   * @param old in force; null when there are none
   */
  static String unapproved(RiskLimits old, RiskLimits newest) {
    if (old == null || newest.deleted() || isApproved(newest)) {
      return null;
    }
    String loosened = loosened(old, newest);
    return loosened == null
        ? null
        : "loosens="
            + loosened
            + ", operator="
            + newest.operator()
            + ", approver="
            + newest.rules().approver();
  }

  private static boolean isApproved(RiskLimits record) {
    String approver = record.rules().approver();
    return !approver.isEmpty()
        && !record.operator().isEmpty()
        && !approver.equals(record.operator());
  }

  /** The first field that is looser, or null. */
  static String loosened(RiskLimits old, RiskLimits newest) {
    if (old.deleted()) {
      return "deleted";
    }
    for (Limit limit : Limit.values()) {
      if (limit.of(newest) > limit.of(old)) {
        return limit.field;
      }
    }
    return loosened(old.rules(), newest.rules());
  }

  private static String loosened(RiskLimits.Rules old, RiskLimits.Rules newest) {
    if (newest.executionsMillis() < old.executionsMillis()
        && old.maxExecutions() != RiskLimits.NO_COUNT) {
      return "executionsMillis";
    }
    if (newest.duplicateMillis() < old.duplicateMillis()) {
      return "duplicateMillis";
    }
    if (strictness(newest.tradingState()) < strictness(old.tradingState())) {
      return "tradingState";
    }
    if (strictness(newest.lossState()) < strictness(old.lossState())
        && old.maxDailyLoss() != RiskLimits.NO_LIMIT) {
      return "lossState";
    }
    if (old.onlyListed() && !newest.onlyListed()) {
      return "onlyListed";
    }
    return loosenedSymbol(old, newest);
  }

  private static int strictness(TradingState state) {
    return switch (state) {
      case ACTIVE -> 0;
      case REDUCING -> 1;
      case HALTED, UNKNOWN -> 2;
    };
  }

  private static String loosenedSymbol(RiskLimits.Rules old, RiskLimits.Rules newest) {
    Map<String, SymbolRule> before = bySymbol(old);
    Map<String, SymbolRule> after = bySymbol(newest);
    for (SymbolRule rule : old.symbols()) {
      SymbolRule now = after.getOrDefault(rule.symbol(), unlisted(rule.symbol(), newest));
      if (isLooser(now, rule)) {
        return "symbols " + rule.symbol();
      }
    }
    for (SymbolRule rule : newest.symbols()) {
      if (isLooser(rule, before.getOrDefault(rule.symbol(), unlisted(rule.symbol(), old)))) {
        return "symbols " + rule.symbol();
      }
    }
    return null;
  }

  private static Map<String, SymbolRule> bySymbol(RiskLimits.Rules rules) {
    Map<String, SymbolRule> bySymbol = new HashMap<>();
    rules.symbols().forEach(rule -> bySymbol.put(rule.symbol(), rule));
    return bySymbol;
  }

  /** The rule of a symbol that has none. */
  private static SymbolRule unlisted(String symbol, RiskLimits.Rules rules) {
    long none = RiskLimits.NO_LIMIT;
    SymbolRule.Access access =
        rules.onlyListed() ? SymbolRule.Access.DENY : SymbolRule.Access.ALLOW;
    return new SymbolRule(symbol, access, none, none, none);
  }

  private static boolean isLooser(SymbolRule now, SymbolRule before) {
    boolean denied = now.access().compareTo(SymbolRule.Access.DENY) >= 0;
    return !denied
        && (now.access().compareTo(before.access()) < 0
            || now.maxOrderQty() > before.maxOrderQty()
            || now.maxNotional() > before.maxNotional()
            || now.maxPosition() > before.maxPosition());
  }
}
