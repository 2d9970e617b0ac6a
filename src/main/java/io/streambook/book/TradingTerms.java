package io.streambook.book;

/**
 * What matching has to know of an instrument besides its phase.
 *
 * @param tickSize price step in 10⁻⁸; 0 when it is not known
 * @param bandBps how far, in basis points, a trade may be from the reference price while trading is
 *     continuous; 0 for no band
 * @param bandAction what becomes of an order that would trade further away
 */
public record TradingTerms(long tickSize, int bandBps, BandAction bandAction) {
  private static final int BPS = 10_000;

  /** Nothing is known, and there is no band. */
  public static final TradingTerms NONE = new TradingTerms(0, 0, BandAction.UNKNOWN);

  /**
   * The worst price at which a taker of this side may trade, on a tick inside of the band.
   *
   * @param reference above 0
   */
  long bandLimit(Side taker, long reference) {
    // Below 10¹⁸ each, so that nothing overflows.
    long distance = reference / BPS * bandBps + reference % BPS * bandBps / BPS;
    if (taker == Side.BUY) {
      long high = reference + distance;
      return tickSize > 0 ? high - Math.floorMod(high, tickSize) : high;
    }
    long low = reference - distance;
    return tickSize > 0 ? low + Math.floorMod(-low, tickSize) : low;
  }

  /** The price on a tick that is nearest; of two the higher. */
  long onTick(long price) {
    if (tickSize <= 0 || price == Decimal8.NONE) {
      return price;
    }
    long below = price - Math.floorMod(price, tickSize);
    return 2 * (price - below) >= tickSize ? below + tickSize : below;
  }
}
