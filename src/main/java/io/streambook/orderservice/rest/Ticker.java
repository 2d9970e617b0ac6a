package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.Candle;
import io.streambook.orderservice.desk.Interval;
import io.streambook.orderservice.desk.SymbolMarket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Statistics of a symbol's last minutes: of 24 hours, or as many as are asked for. */
public final class Ticker {
  static final int DAY_MINUTES = 1_440;
  private static final long MINUTE_MICROS = 60_000_000;

  private final SymbolMarket market;
  private final long now;
  private final long from;
  private final Candle traded;
  private final Trade last;
  private final BookSnapshot book;

  private Ticker(SymbolMarket market, long now, int minutes) {
    this.market = market;
    this.now = now;
    this.from = Interval.MINUTE_1.start(now - minutes * MINUTE_MICROS);
    this.traded = market.since(from);
    this.last = market.lastTrade();
    this.book = market.book();
  }

  public static Ticker of(SymbolMarket market, long nowMicros) {
    return new Ticker(market, nowMicros, DAY_MINUTES);
  }

  static Ticker of(SymbolMarket market, long nowMicros, int minutes) {
    return new Ticker(market, nowMicros, minutes);
  }

  /** What traded; null when nothing did. */
  public Candle traded() {
    return traded;
  }

  /** By volume; the last price when nothing traded. */
  public String weightedPrice() {
    if (traded == null) {
      return decimal(lastPrice());
    }
    return decimal(
        traded.quoteVolume().divide(traded.volume(), Decimal8.SCALE, RoundingMode.HALF_UP));
  }

  /** In microseconds since 1970; 0 when nothing ever traded. */
  long lastTradeTime() {
    return last == null ? 0 : last.time();
  }

  public long lastPrice() {
    return last == null ? Decimal8.NONE : last.price();
  }

  public long openPrice() {
    return traded == null ? lastPrice() : traded.open();
  }

  public long highPrice() {
    return traded == null ? lastPrice() : traded.high();
  }

  public long lowPrice() {
    return traded == null ? lastPrice() : traded.low();
  }

  public BigDecimal volume() {
    return traded == null ? BigDecimal.ZERO : traded.volume();
  }

  public BigDecimal quoteVolume() {
    return traded == null ? BigDecimal.ZERO : traded.quoteVolume();
  }

  /** The price that {@link #change} is counted from. */
  private long openOrZero() {
    return openPrice() == Decimal8.NONE ? 0 : openPrice();
  }

  public long change() {
    return lastPrice() == Decimal8.NONE ? 0 : lastPrice() - openOrZero();
  }

  /** With three decimals. */
  public String changePercent() {
    return openOrZero() == 0
        ? "0.000"
        : BigDecimal.valueOf(change())
            .movePointRight(2)
            .divide(BigDecimal.valueOf(openOrZero()), 3, RoundingMode.HALF_UP)
            .toPlainString();
  }

  public long firstTradeId() {
    return traded == null ? -1 : traded.firstTradeId();
  }

  public long lastTradeId() {
    return traded == null ? -1 : traded.lastTradeId();
  }

  public int trades() {
    return traded == null ? 0 : traded.trades();
  }

  public long openTime() {
    return millis(from);
  }

  public long closeTime() {
    return millis(now);
  }

  /** The last price before. */
  public long previousClose() {
    return market.closeBefore(from, openPrice());
  }

  public String lastQty() {
    return last == null ? Json.ZERO : decimal(last.qty());
  }

  /** The best level of a side, or null. */
  public BookSnapshot.Level best(boolean bid) {
    if (book == null) {
      return null;
    }
    List<BookSnapshot.Level> levels = bid ? book.bids() : book.asks();
    return levels.isEmpty() ? null : levels.get(0);
  }

  ObjectNode mini() {
    return traded(symbol());
  }

  /** What is told of any span of time. */
  ObjectNode window() {
    return traded(changed(symbol()));
  }

  /** Of now, too. */
  ObjectNode full() {
    BookSnapshot.Level bid = best(true);
    BookSnapshot.Level ask = best(false);
    return traded(
        changed(symbol())
            .put("prevClosePrice", decimal(previousClose()))
            .put("lastQty", lastQty())
            .put("bidPrice", bid == null ? Json.ZERO : decimal(bid.price()))
            .put("bidQty", bid == null ? Json.ZERO : decimal(bid.qty()))
            .put("askPrice", ask == null ? Json.ZERO : decimal(ask.price()))
            .put("askQty", ask == null ? Json.ZERO : decimal(ask.qty())));
  }

  private ObjectNode symbol() {
    return Json.object().put("symbol", market.symbol());
  }

  private ObjectNode changed(ObjectNode json) {
    return json.put("priceChange", decimal(change()))
        .put("priceChangePercent", changePercent())
        .put("weightedAvgPrice", weightedPrice());
  }

  private ObjectNode traded(ObjectNode json) {
    return json.put("openPrice", decimal(openPrice()))
        .put("highPrice", decimal(highPrice()))
        .put("lowPrice", decimal(lowPrice()))
        .put("lastPrice", decimal(lastPrice()))
        .put("volume", decimal(volume()))
        .put("quoteVolume", decimal(quoteVolume()))
        .put("openTime", openTime())
        .put("closeTime", closeTime())
        .put("firstId", firstTradeId())
        .put("lastId", lastTradeId())
        .put("count", trades());
  }
}
