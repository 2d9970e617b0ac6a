package io.streambook.book;

/** FIX Side (54); BOTH is for a mass cancel alone. */
public enum Side {
  UNKNOWN,
  BUY,
  SELL,
  BOTH
}
