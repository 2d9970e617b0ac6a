package io.streambook.job;

import io.streambook.contract.Topic;

/** The parts of the venue that a job may run. */
public enum Service {
  /** orders, quotes, instruments, risk-limits, executions → validated-orders, accounts. */
  RISK,
  /** validated-orders → executions, trades, book, market-state. */
  MATCHING,
  /** executions, trades → Postgres. */
  CORE;

  /** Also only to find out at a start what was published before it. */
  boolean reads(Topic topic) {
    return switch (topic) {
      case LOG_OWNER, DEAD_LETTERS, EXECUTIONS -> true;
      case ORDERS, QUOTES, INSTRUMENTS, RISK_LIMITS, MARKET_STATE, RISK_EVENTS -> this == RISK;
      case VALIDATED_ORDERS -> this == RISK || this == MATCHING;
      case TRADES -> this == CORE;
      case BOOK, ACCOUNTS -> false;
    };
  }

  boolean writes(Topic topic) {
    return switch (topic) {
      case LOG_OWNER, DEAD_LETTERS -> true;
      case VALIDATED_ORDERS, ACCOUNTS, RISK_EVENTS -> this == RISK;
      case EXECUTIONS, TRADES, BOOK, MARKET_STATE -> this == MATCHING;
      case ORDERS, QUOTES, INSTRUMENTS, RISK_LIMITS -> false;
    };
  }
}
