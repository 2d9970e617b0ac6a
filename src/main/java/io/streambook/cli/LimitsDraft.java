package io.streambook.cli;

import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.TradingState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Limits about to be set; begin as none, or as what is set. */
final class LimitsDraft {
  final String account;
  long maxOrderQty = RiskLimits.NO_LIMIT;
  long maxNotional = RiskLimits.NO_LIMIT;
  long maxPosition = RiskLimits.NO_LIMIT;
  long maxGrossExposure = RiskLimits.NO_LIMIT;
  long creditLimit = RiskLimits.NO_LIMIT;
  int maxOpenOrders = Integer.MAX_VALUE;
  int maxOrdersPerSecond = Integer.MAX_VALUE;
  boolean killed;
  long killGeneration;
  int maxOpenOrdersPerSymbol = RiskLimits.NO_COUNT;
  long maxNetNotional = RiskLimits.NO_LIMIT;
  long maxDailyLoss = RiskLimits.NO_LIMIT;
  TradingState lossState = RiskLimits.Rules.NONE.lossState();
  int maxExecutions = RiskLimits.NO_COUNT;
  int executionsMillis = RiskLimits.Rules.NONE.executionsMillis();
  int duplicateMillis;
  TradingState tradingState = TradingState.ACTIVE;
  boolean onlyListed;
  final Map<String, SymbolRule> symbols = new TreeMap<>();
  long liftedLatch;
  String approver = "";
  long effectiveFrom;

  LimitsDraft(String account) {
    this.account = account;
  }

  LimitsDraft(RiskLimits set) {
    account = set.account();
    maxOrderQty = set.maxOrderQty();
    maxNotional = set.maxNotional();
    maxPosition = set.maxPosition();
    maxGrossExposure = set.maxGrossExposure();
    creditLimit = set.creditLimit();
    maxOpenOrders = set.maxOpenOrders();
    maxOrdersPerSecond = set.maxOrdersPerSecond();
    killed = set.killed();
    killGeneration = set.killGeneration();
    RiskLimits.Rules rules = set.rules();
    maxOpenOrdersPerSymbol = rules.maxOpenOrdersPerSymbol();
    maxNetNotional = rules.maxNetNotional();
    maxDailyLoss = rules.maxDailyLoss();
    lossState = rules.lossState();
    maxExecutions = rules.maxExecutions();
    executionsMillis = rules.executionsMillis();
    duplicateMillis = rules.duplicateMillis();
    tradingState = rules.tradingState();
    onlyListed = rules.onlyListed();
    rules.symbols().forEach(rule -> symbols.put(rule.symbol(), rule));
    effectiveFrom = rules.effectiveFrom();
    approver = rules.approver();
  }

  /** Gives a symbol another access; its limits stay. */
  void access(String symbol, SymbolRule.Access access) {
    long none = RiskLimits.NO_LIMIT;
    SymbolRule set = symbols.getOrDefault(symbol, new SymbolRule(symbol, access, none, none, none));
    symbols.put(
        symbol,
        new SymbolRule(symbol, access, set.maxOrderQty(), set.maxNotional(), set.maxPosition()));
  }

  RiskLimits build(String operator) {
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        maxOrderQty,
        maxNotional,
        maxPosition,
        maxGrossExposure,
        creditLimit,
        maxOpenOrders,
        maxOrdersPerSecond,
        killed,
        killGeneration,
        operator,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        new RiskLimits.Rules(
            maxOpenOrdersPerSymbol,
            maxNetNotional,
            maxDailyLoss,
            lossState,
            maxExecutions,
            executionsMillis,
            duplicateMillis,
            tradingState,
            onlyListed,
            List.copyOf(symbols.values()),
            liftedLatch,
            approver,
            effectiveFrom));
  }
}
