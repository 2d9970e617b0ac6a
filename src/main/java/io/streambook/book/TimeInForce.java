package io.streambook.book;

/** FIX TimeInForce (59). */
public enum TimeInForce {
  UNKNOWN,
  DAY,
  GTC,
  IOC,
  FOK,
  GTD,
  AT_THE_OPEN,
  AT_THE_CLOSE
}
