package io.streambook.orderservice.desk;

/**
 * The number that stands for a trade where only a number will do. It follows from the trade alone,
 * so it is the same after every restart, grows with time per symbol, and stays below 2⁵³, up to
 * which JavaScript counts: log sequences to 8.6·10⁹, a million trades for one command.
 */
public final class TradeIds {
  private static final int INDEX_BITS = 20;

  private TradeIds() {}

  public static long of(long sequence, int index) {
    return (sequence << INDEX_BITS) + index;
  }
}
