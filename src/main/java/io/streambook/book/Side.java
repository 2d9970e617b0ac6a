package io.streambook.book;

/** FIX Side (54). */
public enum Side {
  UNKNOWN,
  BUY,
  SELL
}
