package io.streambook.risk;

import io.streambook.book.MarketState;

/** The pause of a symbol that matching has begun by itself. */
final class Pause {
  private static final long MICROS = 1_000_000;

  private final Market market;

  /** Log sequence that began it; 0 for none. */
  private long sequence;

  private long ends;

  /** Of the last one that is over: an older market state may still tell of it. */
  private long ended;

  Pause(Market market) {
    this.market = market;
  }

  /**
   * Matching tells of the pause that it has begun, or of none.
   *
   * @return whether that changes something
   */
  boolean tell(MarketState.Pause told) {
    if (told.sequence() == sequence) {
      return false;
    }
    if (told.sequence() <= ended || market.instrument() == null) {
      return end();
    }
    sequence = told.sequence();
    ends = told.time() + market.instrument().band().pauseSeconds() * MICROS;
    market.paused(true);
    return true;
  }

  /** Ends it; false when there is none. */
  boolean end() {
    if (sequence == 0) {
      return false;
    }
    ended = Math.max(ended, sequence);
    sequence = 0;
    market.paused(false);
    return true;
  }

  /** The log tells that the one which this log sequence began is over. */
  void endedInLog(long begun) {
    ended = Math.max(ended, begun);
  }

  /** When its time is over, in microseconds since 1970; MAX_VALUE for never. */
  long isOverAt() {
    return sequence == 0 ? Long.MAX_VALUE : ends;
  }

  /** Log sequence that began it; 0 for none. */
  long sequence() {
    return sequence;
  }

  /** In microseconds since 1970. */
  long ends() {
    return ends;
  }

  /** Log sequence that began the last one that is over. */
  long ended() {
    return ended;
  }

  void restore(SymbolRow.Trading row) {
    sequence = row.pauseSequence();
    ends = row.pauseEnds();
    ended = row.endedPause();
    market.paused(sequence != 0);
  }
}
