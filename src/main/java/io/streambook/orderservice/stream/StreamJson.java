package io.streambook.orderservice.stream;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.AggTrade;
import io.streambook.orderservice.desk.Candle;
import io.streambook.orderservice.desk.DepthChange;
import io.streambook.orderservice.desk.Interval;
import io.streambook.orderservice.desk.TradeIds;
import io.streambook.orderservice.rest.Json;
import io.streambook.orderservice.rest.Ticker;
import java.util.Map;
import java.util.NavigableMap;

/** Events of market data as clients read them. */
final class StreamJson {
  private StreamJson() {}

  private static ObjectNode event(String type, long nowMicros, String symbol) {
    return Json.object().put("e", type).put("E", millis(nowMicros)).put("s", symbol);
  }

  static ObjectNode trade(Trade trade, long nowMicros) {
    return event("trade", nowMicros, trade.symbol())
        .put("t", TradeIds.of(trade.sequence(), trade.index()))
        .put("p", decimal(trade.price()))
        .put("q", decimal(trade.qty()))
        .put("T", millis(trade.time()))
        .put("m", trade.aggressor() == Side.SELL)
        .put("M", true);
  }

  static ObjectNode aggTrade(AggTrade trade, long nowMicros) {
    return event("aggTrade", nowMicros, trade.symbol())
        .put("a", trade.firstTradeId())
        .put("p", decimal(trade.price()))
        .put("q", decimal(trade.qty()))
        .put("f", trade.firstTradeId())
        .put("l", trade.lastTradeId())
        .put("T", millis(trade.time()))
        .put("m", trade.aggressor() == Side.SELL)
        .put("M", true);
  }

  static ObjectNode depth(DepthChange change, long nowMicros) {
    ObjectNode json =
        event("depthUpdate", nowMicros, change.symbol())
            .put("U", change.firstUpdateId())
            .put("u", change.lastUpdateId());
    json.set("b", levels(change.bids().descendingMap()));
    json.set("a", levels(change.asks()));
    return json;
  }

  private static ArrayNode levels(NavigableMap<Long, Long> levels) {
    ArrayNode json = Json.array();
    for (Map.Entry<Long, Long> level : levels.entrySet()) {
      json.add(Json.pair(level.getKey(), level.getValue()));
    }
    return json;
  }

  static ObjectNode partialDepth(BookSnapshot book, int levels) {
    ObjectNode json = Json.object().put("lastUpdateId", book.sequence());
    json.set("bids", Json.levels(book.bids(), levels));
    json.set("asks", Json.levels(book.asks(), levels));
    return json;
  }

  static ObjectNode bookTicker(BookSnapshot book) {
    BookSnapshot.Level bid = book.bids().isEmpty() ? null : book.bids().get(0);
    BookSnapshot.Level ask = book.asks().isEmpty() ? null : book.asks().get(0);
    return Json.object()
        .put("u", book.sequence())
        .put("s", book.symbol())
        .put("b", bid == null ? Json.ZERO : decimal(bid.price()))
        .put("B", bid == null ? Json.ZERO : decimal(bid.qty()))
        .put("a", ask == null ? Json.ZERO : decimal(ask.price()))
        .put("A", ask == null ? Json.ZERO : decimal(ask.qty()));
  }

  /**
   * A candle.
   *
   * @param closed whether its span is over
   */
  static ObjectNode kline(
      String symbol, Interval interval, Candle candle, boolean closed, long nowMicros) {
    ObjectNode json = event("kline", nowMicros, symbol);
    json.putObject("k")
        .put("t", millis(candle.openTime()))
        .put("T", millis(interval.next(candle.openTime())) - 1)
        .put("s", symbol)
        .put("i", interval.text())
        .put("f", candle.firstTradeId())
        .put("L", candle.lastTradeId())
        .put("o", decimal(candle.open()))
        .put("c", decimal(candle.close()))
        .put("h", decimal(candle.high()))
        .put("l", decimal(candle.low()))
        .put("v", decimal(candle.volume()))
        .put("n", candle.trades())
        .put("x", closed)
        .put("q", decimal(candle.quoteVolume()))
        .put("V", decimal(candle.takerBuyVolume()))
        .put("Q", decimal(candle.takerBuyQuoteVolume()))
        .put("B", "0");
    return json;
  }

  static ObjectNode miniTicker(String symbol, Ticker day, long nowMicros) {
    return event("24hrMiniTicker", nowMicros, symbol)
        .put("c", decimal(day.lastPrice()))
        .put("o", decimal(day.openPrice()))
        .put("h", decimal(day.highPrice()))
        .put("l", decimal(day.lowPrice()))
        .put("v", decimal(day.volume()))
        .put("q", decimal(day.quoteVolume()));
  }

  static ObjectNode ticker(String symbol, Ticker day, long nowMicros) {
    BookSnapshot.Level bid = day.best(true);
    BookSnapshot.Level ask = day.best(false);
    return event("24hrTicker", nowMicros, symbol)
        .put("p", decimal(day.change()))
        .put("P", day.changePercent())
        .put("w", day.weightedPrice())
        .put("x", decimal(day.previousClose()))
        .put("c", decimal(day.lastPrice()))
        .put("Q", day.lastQty())
        .put("b", bid == null ? Json.ZERO : decimal(bid.price()))
        .put("B", bid == null ? Json.ZERO : decimal(bid.qty()))
        .put("a", ask == null ? Json.ZERO : decimal(ask.price()))
        .put("A", ask == null ? Json.ZERO : decimal(ask.qty()))
        .put("o", decimal(day.openPrice()))
        .put("h", decimal(day.highPrice()))
        .put("l", decimal(day.lowPrice()))
        .put("v", decimal(day.volume()))
        .put("q", decimal(day.quoteVolume()))
        .put("O", day.openTime())
        .put("C", day.closeTime())
        .put("F", day.firstTradeId())
        .put("L", day.lastTradeId())
        .put("n", day.trades());
  }
}
