package io.streambook.risk;

/** What an account or a firm may do. Cancels always pass. */
public enum TradingState {
  /** Not known to this version: as HALTED. */
  UNKNOWN,
  ACTIVE,
  /** Only orders that bring a position nearer to zero. */
  REDUCING,
  /** No new orders and no replaces. */
  HALTED
}
