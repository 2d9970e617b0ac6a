package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;

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
        OrderBuilder.NOW);
  }
}
