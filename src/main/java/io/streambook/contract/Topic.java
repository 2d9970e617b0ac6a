package io.streambook.contract;

/**
 * The topics of the venue. Keys are plain UTF-8 strings, values Avro in Confluent's wire format.
 */
public enum Topic {
  QUOTES("quotes", false),
  ORDERS("orders", false),
  VALIDATED_ORDERS("validated-orders", false),
  TRADES("trades", false),
  EXECUTIONS("executions", false),
  BOOK("book", true),
  MARKET_STATE("market-state", true),
  ACCOUNTS("accounts", true),
  RISK_EVENTS("risk-events", false),
  INSTRUMENTS("instruments", true),
  RISK_LIMITS("risk-limits", true),
  /** Starts of jobs, in one order for all: always one partition. */
  LOG_OWNER("log-owner", true),
  /** Original bytes; the only topic without a schema. */
  DEAD_LETTERS("dead-letters", false);

  private final String base;
  private final boolean compacted;

  Topic(String base, boolean compacted) {
    this.base = base;
    this.compacted = compacted;
  }

  /** The name in the contract, without a prefix. */
  public String base() {
    return base;
  }

  /** Kafka's name of it; the prefix is empty but for tests and shadow engines. */
  public String name(String prefix) {
    return prefix + base;
  }

  public boolean compacted() {
    return compacted;
  }

  /** Whether others write it and the venue only reads it. */
  public boolean isInput() {
    return this == QUOTES || this == ORDERS || this == INSTRUMENTS || this == RISK_LIMITS;
  }

  /** How many partitions it gets when this many are asked for. */
  public int partitions(int asked) {
    return this == LOG_OWNER ? 1 : asked;
  }
}
