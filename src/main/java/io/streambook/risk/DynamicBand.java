package io.streambook.risk;

import io.streambook.book.BandAction;

/**
 * How far a trade may be from the reference price.
 *
 * @param bps in basis points, 0 to 10,000; 0 for no band
 * @param action what becomes of an order that would trade further away
 * @param pauseSeconds how long a pause collects orders before its auction, 1 to 86,400
 */
public record DynamicBand(int bps, BandAction action, int pauseSeconds) {
  /** No band. */
  public static final DynamicBand NONE = new DynamicBand(0, BandAction.REST, 300);
}
