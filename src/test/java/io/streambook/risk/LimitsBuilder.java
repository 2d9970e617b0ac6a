package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;

import java.util.ArrayList;
import java.util.List;

/** Limits with what a test says of them; the rest is no limit. */
public final class LimitsBuilder {
  private final String account;
  private long offset;
  private boolean deleted;
  private long maxOrderQty = RiskLimits.NO_LIMIT;
  private long maxNotional = RiskLimits.NO_LIMIT;
  private long maxPosition = RiskLimits.NO_LIMIT;
  private long maxGrossExposure = RiskLimits.NO_LIMIT;
  private long creditLimit = RiskLimits.NO_LIMIT;
  private int maxOpenOrders = Integer.MAX_VALUE;
  private int maxOrdersPerSecond = Integer.MAX_VALUE;
  private boolean killed;
  private long generation;
  private String operator = "";
  private int maxOpenOrdersPerSymbol = RiskLimits.NO_COUNT;
  private long maxNetNotional = RiskLimits.NO_LIMIT;
  private long maxDailyLoss = RiskLimits.NO_LIMIT;
  private TradingState lossState = TradingState.REDUCING;
  private int maxExecutions = RiskLimits.NO_COUNT;
  private int executionsMillis = 60_000;
  private int duplicateMillis;
  private TradingState state = TradingState.ACTIVE;
  private boolean onlyListed;
  private final List<SymbolRule> symbols = new ArrayList<>();
  private long liftedLatch;
  private String approver = "";
  private long effectiveFrom;

  private LimitsBuilder(String account) {
    this.account = account;
  }

  public static LimitsBuilder limits(String account) {
    return new LimitsBuilder(account);
  }

  public LimitsBuilder offset(long value) {
    offset = value;
    return this;
  }

  public LimitsBuilder deleted() {
    deleted = true;
    return this;
  }

  public LimitsBuilder maxOrderQty(String value) {
    maxOrderQty = parse(value);
    return this;
  }

  public LimitsBuilder maxNotional(String value) {
    maxNotional = parse(value);
    return this;
  }

  public LimitsBuilder maxPosition(String value) {
    maxPosition = parse(value);
    return this;
  }

  public LimitsBuilder maxGrossExposure(String value) {
    maxGrossExposure = parse(value);
    return this;
  }

  public LimitsBuilder creditLimit(String value) {
    creditLimit = parse(value);
    return this;
  }

  public LimitsBuilder maxOpenOrders(int value) {
    maxOpenOrders = value;
    return this;
  }

  public LimitsBuilder maxOrdersPerSecond(int value) {
    maxOrdersPerSecond = value;
    return this;
  }

  public LimitsBuilder killed(long value) {
    killed = true;
    generation = value;
    return this;
  }

  public LimitsBuilder lifted(long value, String by) {
    generation = value;
    operator = by;
    return this;
  }

  public LimitsBuilder by(String operatorName, String approverName) {
    operator = operatorName;
    approver = approverName;
    return this;
  }

  /** By two persons: it may loosen limits. */
  public LimitsBuilder approved() {
    return by("op", "second");
  }

  public LimitsBuilder maxOpenOrdersPerSymbol(int value) {
    maxOpenOrdersPerSymbol = value;
    return this;
  }

  public LimitsBuilder maxNetNotional(String value) {
    maxNetNotional = parse(value);
    return this;
  }

  public LimitsBuilder maxDailyLoss(String value, TradingState then) {
    maxDailyLoss = parse(value);
    lossState = then;
    return this;
  }

  public LimitsBuilder maxExecutions(int value, int withinMillis) {
    maxExecutions = value;
    executionsMillis = withinMillis;
    return this;
  }

  public LimitsBuilder duplicateMillis(int value) {
    duplicateMillis = value;
    return this;
  }

  public LimitsBuilder state(TradingState value) {
    state = value;
    return this;
  }

  public LimitsBuilder onlyListed() {
    onlyListed = true;
    return this;
  }

  public LimitsBuilder rule(String symbol, SymbolRule.Access access) {
    long none = RiskLimits.NO_LIMIT;
    return rule(new SymbolRule(symbol, access, none, none, none));
  }

  public LimitsBuilder rule(SymbolRule rule) {
    symbols.add(rule);
    return this;
  }

  public LimitsBuilder liftedLatch(long generationOfLatch, String by) {
    liftedLatch = generationOfLatch;
    operator = by;
    return this;
  }

  public LimitsBuilder effectiveFrom(long value) {
    effectiveFrom = value;
    return this;
  }

  public RiskLimits build() {
    return new RiskLimits(
        account,
        0,
        offset,
        deleted,
        maxOrderQty,
        maxNotional,
        maxPosition,
        maxGrossExposure,
        creditLimit,
        maxOpenOrders,
        maxOrdersPerSecond,
        killed,
        generation,
        operator,
        OrderBuilder.NOW,
        new RiskLimits.Rules(
            maxOpenOrdersPerSymbol,
            maxNetNotional,
            maxDailyLoss,
            lossState,
            maxExecutions,
            executionsMillis,
            duplicateMillis,
            state,
            onlyListed,
            symbols,
            liftedLatch,
            approver,
            effectiveFrom));
  }
}
