package io.streambook.job;

/** The parts of the venue that a job may run. */
public enum Service {
  /** orders, quotes, instruments, risk-limits, executions → validated-orders, accounts. */
  RISK,
  /** validated-orders → executions, trades, book, market-state. */
  MATCHING,
  /** executions, trades → Postgres. */
  CORE
}
