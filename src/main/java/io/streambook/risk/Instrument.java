package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.book.TradingTerms;

/**
 * Desired state of a symbol. Prices and quantities in 10⁻⁸, {@link Decimal8#NONE} where there is
 * none.
 *
 * @param partition partition of the record in {@code instruments}
 * @param offset offset of the record: the newest counts
 * @param deleted true for a tombstone: the symbol takes cancels only
 * @param tradingDay days since 1970
 * @param collarBps how far, in basis points, a limit may lie beyond the reference price
 * @param bandLow lowest limit that is accepted without a fresh quote
 * @param bandHigh highest limit that is accepted without a fresh quote
 * @param referencePrice reference when there is neither quote nor trade
 * @param quoteMaxAgeMillis a quote older than this is stale
 * @param timestamp in microseconds since 1970
 * @param band how far trades may be from the reference price
 * @param maxNotional largest notional of one order, or {@link RiskLimits#NO_LIMIT}
 * @param reduceOnly orders must bring a position nearer to zero; not a {@link TradingState}, since
 *     an instrument is halted by its phase
 * @param schedule the phases that it takes by itself while its phase is CONTINUOUS
 */
public record Instrument(
    String symbol,
    int partition,
    long offset,
    boolean deleted,
    long tickSize,
    long lotSize,
    long minQty,
    long maxQty,
    String currency,
    Phase phase,
    int tradingDay,
    boolean restricted,
    int collarBps,
    long bandLow,
    long bandHigh,
    long referencePrice,
    long quoteMaxAgeMillis,
    long timestamp,
    String operator,
    DynamicBand band,
    long maxNotional,
    boolean reduceOnly,
    Schedule schedule) {

  /** One without a largest notional and a schedule, where positions may grow. */
  public Instrument(
      String symbol,
      int partition,
      long offset,
      boolean deleted,
      long tickSize,
      long lotSize,
      long minQty,
      long maxQty,
      String currency,
      Phase phase,
      int tradingDay,
      boolean restricted,
      int collarBps,
      long bandLow,
      long bandHigh,
      long referencePrice,
      long quoteMaxAgeMillis,
      long timestamp,
      String operator,
      DynamicBand band) {
    this(
        symbol,
        partition,
        offset,
        deleted,
        tickSize,
        lotSize,
        minQty,
        maxQty,
        currency,
        phase,
        tradingDay,
        restricted,
        collarBps,
        bandLow,
        bandHigh,
        referencePrice,
        quoteMaxAgeMillis,
        timestamp,
        operator,
        band,
        RiskLimits.NO_LIMIT,
        false,
        Schedule.NONE);
  }

  /** One without a dynamic band. */
  public Instrument(
      String symbol,
      int partition,
      long offset,
      boolean deleted,
      long tickSize,
      long lotSize,
      long minQty,
      long maxQty,
      String currency,
      Phase phase,
      int tradingDay,
      boolean restricted,
      int collarBps,
      long bandLow,
      long bandHigh,
      long referencePrice,
      long quoteMaxAgeMillis,
      long timestamp,
      String operator) {
    this(
        symbol,
        partition,
        offset,
        deleted,
        tickSize,
        lotSize,
        minQty,
        maxQty,
        currency,
        phase,
        tradingDay,
        restricted,
        collarBps,
        bandLow,
        bandHigh,
        referencePrice,
        quoteMaxAgeMillis,
        timestamp,
        operator,
        DynamicBand.NONE);
  }

  /** What matching has to know of it. */
  public TradingTerms terms() {
    return new TradingTerms(tickSize, band.bps(), band.action());
  }
}
