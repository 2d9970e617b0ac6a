package io.streambook.book;

/** Trading phase of an instrument. HALTED and CLOSED take cancels only. */
public enum Phase {
  UNKNOWN,
  CONTINUOUS,
  HALTED,
  CLOSED
}
