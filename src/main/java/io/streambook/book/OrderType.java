package io.streambook.book;

/** FIX OrdType (40). */
public enum OrderType {
  UNKNOWN,
  LIMIT,
  MARKET,
  STOP,
  STOP_LIMIT
}
