package io.streambook.orderservice.desk;

import io.streambook.book.Decimal8;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.math.BigDecimal;

/**
 * The trades of a span of time. Prices in 10⁻⁸, times in microseconds since 1970; volumes are exact
 * sums.
 *
 * @param firstTradeId see {@link TradeIds}; -1 when nothing traded
 * @param takerBuyVolume of trades whose incoming order bought
 */
public record Candle(
    long openTime,
    long open,
    long high,
    long low,
    long close,
    BigDecimal volume,
    BigDecimal quoteVolume,
    BigDecimal takerBuyVolume,
    BigDecimal takerBuyQuoteVolume,
    long firstTradeId,
    long lastTradeId,
    int trades) {

  static Candle of(long openTime, Trade trade) {
    BigDecimal qty = decimal(trade.qty());
    BigDecimal quote = qty.multiply(decimal(trade.price()));
    boolean buy = trade.aggressor() == Side.BUY;
    long id = TradeIds.of(trade.sequence(), trade.index());
    return new Candle(
        openTime,
        trade.price(),
        trade.price(),
        trade.price(),
        trade.price(),
        qty,
        quote,
        buy ? qty : BigDecimal.ZERO,
        buy ? quote : BigDecimal.ZERO,
        id,
        id,
        1);
  }

  /** A span without a trade. */
  static Candle flat(long openTime, long price) {
    BigDecimal zero = BigDecimal.ZERO;
    return new Candle(openTime, price, price, price, price, zero, zero, zero, zero, -1, -1, 0);
  }

  /** This span and a later one together. */
  Candle and(Candle later) {
    if (trades == 0 || later.trades == 0) {
      Candle traded = trades == 0 ? later : this;
      return new Candle(
          openTime,
          traded.open,
          traded.high,
          traded.low,
          traded.close,
          traded.volume,
          traded.quoteVolume,
          traded.takerBuyVolume,
          traded.takerBuyQuoteVolume,
          traded.firstTradeId,
          traded.lastTradeId,
          traded.trades);
    }
    return new Candle(
        openTime,
        open,
        Math.max(high, later.high),
        Math.min(low, later.low),
        later.close,
        volume.add(later.volume),
        quoteVolume.add(later.quoteVolume),
        takerBuyVolume.add(later.takerBuyVolume),
        takerBuyQuoteVolume.add(later.takerBuyQuoteVolume),
        firstTradeId,
        later.lastTradeId,
        trades + later.trades);
  }

  private static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value, Decimal8.SCALE);
  }
}
