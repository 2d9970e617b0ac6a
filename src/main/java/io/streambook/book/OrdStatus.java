package io.streambook.book;

/** FIX OrdStatus (39). */
public enum OrdStatus {
  UNKNOWN,
  NEW,
  PARTIALLY_FILLED,
  FILLED,
  CANCELED,
  REJECTED,
  EXPIRED
}
