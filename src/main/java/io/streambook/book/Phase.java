package io.streambook.book;

/**
 * Trading phase of an instrument. CONTINUOUS matches at once; PRE_OPEN, AUCTION and PRE_CLOSE
 * collect orders for the opening auction, for one in between and for the closing auction; HALTED
 * and CLOSED take cancels only. FIX TradSesStatus (340) and TradingSessionSubID (625).
 */
public enum Phase {
  UNKNOWN,
  CONTINUOUS,
  HALTED,
  CLOSED,
  PRE_OPEN,
  AUCTION,
  PRE_CLOSE;

  /** Whether orders only come together, for an auction that comes later. */
  public boolean collects() {
    return this == PRE_OPEN || this == AUCTION || this == PRE_CLOSE;
  }
}
