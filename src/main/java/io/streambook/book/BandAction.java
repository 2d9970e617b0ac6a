package io.streambook.book;

/** What becomes of an order that would trade outside the dynamic band. */
public enum BandAction {
  UNKNOWN,
  /** What is left of it rests at the edge of the band: the limit state of the US LULD plan. */
  REST,
  /** The instrument collects orders until an auction: the volatility interruption of Xetra. */
  PAUSE
}
