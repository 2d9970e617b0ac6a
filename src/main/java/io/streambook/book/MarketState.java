package io.streambook.book;

/**
 * Phase and last price of a symbol as matching knows them.
 *
 * @param sequence log sequence as of which it holds
 * @param cause what put the symbol into this phase
 * @param lastPx price of the last trade, or {@link Decimal8#NONE}
 * @param lastTradeTime in microseconds since 1970; 0 when there was none
 * @param tradingDay days since 1970
 * @param time of the last log entry in it, in microseconds since 1970
 * @param pause the one that is on
 */
public record MarketState(
    String symbol,
    long sequence,
    Phase phase,
    String cause,
    long lastPx,
    long lastTradeTime,
    int tradingDay,
    long time,
    Pause pause) {

  /** One that is not paused. */
  public MarketState(
      String symbol,
      long sequence,
      Phase phase,
      String cause,
      long lastPx,
      long lastTradeTime,
      int tradingDay,
      long time) {
    this(symbol, sequence, phase, cause, lastPx, lastTradeTime, tradingDay, time, Pause.NONE);
  }

  /**
   * Matching has left continuous trading by itself, since an order would have traded outside the
   * band.
   *
   * @param sequence log sequence of that order; 0 for no pause
   * @param time of that entry, in microseconds since 1970
   */
  public record Pause(long sequence, long time) {
    public static final Pause NONE = new Pause(0, 0);

    public boolean isOn() {
      return sequence != 0;
    }
  }
}
