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
 */
public record MarketState(
    String symbol,
    long sequence,
    Phase phase,
    String cause,
    long lastPx,
    long lastTradeTime,
    int tradingDay,
    long time) {}
