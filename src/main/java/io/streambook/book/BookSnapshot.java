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
 */
public record BookSnapshot(
    String symbol,
    long sequence,
    Phase phase,
    long lastPx,
    List<Level> bids,
    List<Level> asks,
    long time) {

  /** All orders at one price; quantities in 10⁻⁸. */
  public record Level(long price, long qty, int orders) {}
}
