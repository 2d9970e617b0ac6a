package io.streambook.bench;

/** Order ids with a number in them, by which an answer finds its order without a map. */
final class OrderIds {
  private static final char PREFIX = 'B';

  private long made;

  String next() {
    made++;
    return PREFIX + Long.toString(made);
  }

  long made() {
    return made;
  }

  /** The number of an id, from 1. */
  static long number(String orderId) {
    return Long.parseLong(orderId, 1, orderId.length(), 10);
  }
}
