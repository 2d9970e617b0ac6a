package io.streambook.risk;

import io.streambook.book.Phase;
import io.streambook.book.TradingTerms;
import java.util.List;

/** A piece of {@link SymbolControls} that is stored by itself, so that only what changed is. */
public sealed interface SymbolRow {
  /**
   * Where the symbol stands.
   *
   * @param number of the last order or phase change
   * @param offset of the last order in {@code orders}; -1 before the first
   * @param time of the last stamp, in microseconds since 1970
   * @param tradingDay in days since 1970; 0 before the first instrument record
   * @param currency settlement currency; empty before the first instrument record
   * @param phase that was announced last, or null
   * @param marketSequence log sequence of the newest market state
   * @param lastPx of the last trade here in 10⁻⁸, or Decimal8.NONE
   * @param lastTradeTime in microseconds since 1970
   */
  record Header(
      long number,
      long offset,
      long time,
      int tradingDay,
      String currency,
      Phase phase,
      long marketSequence,
      long lastPx,
      long lastTradeTime)
      implements SymbolRow {}

  /** The newest instrument record. */
  record Reference(Instrument instrument) implements SymbolRow {}

  /**
   * What the log has of the instrument besides its phase, the pause that matching has begun, and
   * what is due at some time.
   *
   * @param announced that matching was told last
   * @param pauseSequence log sequence that began the pause; 0 for none
   * @param pauseEnds in microseconds since 1970
   * @param endedPause log sequence that began the last pause that is over
   * @param expiries when GTD orders end, in microseconds since 1970, in full seconds, rising
   * @param scheduledTo up to when the schedule was followed, in microseconds since 1970
   * @param nextStep when the schedule has its next step, in microseconds since 1970; MAX_VALUE for
   *     never
   */
  record Trading(
      TradingTerms announced,
      long pauseSequence,
      long pauseEnds,
      long endedPause,
      List<Long> expiries,
      long scheduledTo,
      long nextStep)
      implements SymbolRow {

    /** When something is due, in microseconds since 1970; MAX_VALUE for never. */
    public long wakeAt() {
      long pause = pauseSequence == 0 ? Long.MAX_VALUE : pauseEnds;
      long expiry = expiries.isEmpty() ? Long.MAX_VALUE : expiries.get(0);
      return Math.min(nextStep, Math.min(pause, expiry));
    }
  }

  /** The newest quote of a venue. */
  record VenueQuote(Quote quote) implements SymbolRow {}

  /** Takes what changed. */
  interface Sink {
    void put(SymbolRow row) throws Exception;

    /** The quote of this venue is kept no more. */
    void removeQuote(String venue) throws Exception;
  }
}
