package io.streambook.book;

import java.util.List;

/**
 * Depth of a symbol's book.
 *
 * @param sequence log sequence as of which it holds
 * @param lastPx price of the last trade, or {@link Decimal8#NONE}
 * @param bids best first
 * @param asks best first
 * @param time of the last log entry in it, in microseconds since 1970
 * @param indicative while orders are collected for an auction
 */
public record BookSnapshot(
    String symbol,
    long sequence,
    Phase phase,
    long lastPx,
    List<Level> bids,
    List<Level> asks,
    long time,
    Indicative indicative) {

  /** One without an auction. */
  public BookSnapshot(
      String symbol,
      long sequence,
      Phase phase,
      long lastPx,
      List<Level> bids,
      List<Level> asks,
      long time) {
    this(symbol, sequence, phase, lastPx, bids, asks, time, Indicative.NONE);
  }

  /**
   * What an auction would trade if it were now; quantities in 10⁻⁸, {@link Decimal8#MAX} for more.
   *
   * @param price in 10⁻⁸, or {@link Decimal8#NONE} when nothing would trade
   * @param surplusQty what one side would have left: the buyers' above 0, the sellers' below 0
   */
  public record Indicative(long price, long qty, long surplusQty) {
    public static final Indicative NONE = new Indicative(Decimal8.NONE, 0, 0);
  }

  /** All orders at one price; quantities in 10⁻⁸. */
  public record Level(long price, long qty, int orders) {}
}
