package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.AggTrade;
import io.streambook.orderservice.desk.Candle;
import io.streambook.orderservice.desk.Interval;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.orderservice.desk.TradeIds;
import io.streambook.orderservice.rest.Route.Security;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What anyone may ask: market data. */
final class MarketRoutes {
  private static final int LIMIT = 500;
  private static final int LIMIT_MAX = 1_000;
  private static final int DEPTH_MAX = 5_000;
  private static final String V3 = "/api/v3/";
  private static final String WINDOW = "^([1-9]|[1-5][0-9])m$|^([1-9]|1[0-9]|2[0-3])h$|^[1-7]d$";
  private static final Pattern WINDOW_PATTERN = Pattern.compile(WINDOW);

  private final Markets markets;
  private final ExchangeInfo exchangeInfo;

  MarketRoutes(Markets markets, ExchangeInfo exchangeInfo) {
    this.markets = markets;
    this.exchangeInfo = exchangeInfo;
  }

  List<Route> routes() {
    return List.of(
        get("ping", 1, call -> Json.object()),
        get("time", 1, call -> Json.object().put("serverTime", millis(call.nowMicros()))),
        get("exchangeInfo", 20, this::exchangeInfo),
        new Route("GET", V3 + "depth", Security.NONE, MarketRoutes::depthWeight, done(this::depth)),
        get("trades", 25, this::trades),
        Route.of("GET", V3 + "historicalTrades", Security.API_KEY, 25, this::trades),
        get("aggTrades", 4, this::aggTrades),
        get("klines", 2, this::klines),
        get("uiKlines", 2, this::klines),
        get("avgPrice", 2, this::avgPrice),
        tickers("ticker", 4, 200, MarketRoutes::windowTicker),
        tickers("ticker/24hr", 2, 80, MarketRoutes::dayTicker),
        tickers("ticker/price", 2, 4, (call, market) -> priceTicker(market)),
        tickers("ticker/bookTicker", 2, 4, (call, market) -> bookTicker(market)));
  }

  private static Route get(String name, int weight, Function<Call, JsonNode> handler) {
    return Route.of("GET", V3 + name, Security.NONE, weight, handler);
  }

  private static Route.Handler done(Function<Call, JsonNode> handler) {
    return call -> CompletableFuture.completedFuture(handler.apply(call));
  }

  private Route tickers(
      String name, int weight, int weightOfAll, BiFunction<Call, SymbolMarket, ObjectNode> one) {
    return new Route(
        "GET",
        V3 + name,
        Security.NONE,
        call -> call.params().has("symbol") ? weight : weightOfAll,
        done(call -> tickers(call, one)));
  }

  private JsonNode tickers(Call call, BiFunction<Call, SymbolMarket, ObjectNode> one) {
    if (call.params().has("symbol")) {
      return one.apply(call, market(call));
    }
    ArrayNode all = Json.array();
    listed(call).forEach(market -> all.add(one.apply(call, market)));
    return all;
  }

  /** The symbol that is asked for. */
  private SymbolMarket market(Call call) {
    return find(call.params().required("symbol"));
  }

  private SymbolMarket find(String symbol) {
    return markets.find(symbol).orElseThrow(() -> ApiError.of(-1121, "Invalid symbol."));
  }

  private Stream<SymbolMarket> listed(Call call) {
    List<String> names = call.params().list("symbols");
    return names == null ? markets.listed().stream() : names.stream().map(this::find);
  }

  private JsonNode exchangeInfo(Call call) {
    Stream<SymbolMarket> asked =
        call.params().has("symbol") ? Stream.of(market(call)) : listed(call);
    return exchangeInfo.json(asked.toList(), call.nowMicros());
  }

  // ---- book

  private static int depthWeight(Call call) {
    Long limit = call.params().number("limit");
    if (limit == null || limit <= 100) {
      return 5;
    }
    if (limit <= 500) {
      return 25;
    }
    return limit <= 1_000 ? 50 : 250;
  }

  private JsonNode depth(Call call) {
    int limit = call.params().limit(100, DEPTH_MAX);
    BookSnapshot book = market(call).book();
    ObjectNode json = Json.object().put("lastUpdateId", book == null ? 0 : book.sequence());
    json.set("bids", book == null ? Json.array() : Json.levels(book.bids(), limit));
    json.set("asks", book == null ? Json.array() : Json.levels(book.asks(), limit));
    return json;
  }

  private static ObjectNode bookTicker(SymbolMarket market) {
    BookSnapshot book = market.book();
    BookSnapshot.Level bid = book == null || book.bids().isEmpty() ? null : book.bids().get(0);
    BookSnapshot.Level ask = book == null || book.asks().isEmpty() ? null : book.asks().get(0);
    return Json.object()
        .put("symbol", market.symbol())
        .put("bidPrice", bid == null ? Json.ZERO : decimal(bid.price()))
        .put("bidQty", bid == null ? Json.ZERO : decimal(bid.qty()))
        .put("askPrice", ask == null ? Json.ZERO : decimal(ask.price()))
        .put("askQty", ask == null ? Json.ZERO : decimal(ask.qty()));
  }

  // ---- trades

  private JsonNode trades(Call call) {
    int limit = call.params().limit(LIMIT, LIMIT_MAX);
    Long fromId = call.params().number("fromId");
    List<Trade> trades = market(call).trades();
    if (fromId != null) {
      trades = trades.stream().filter(t -> id(t) >= fromId).limit(limit).toList();
    }
    ArrayNode json = Json.array();
    last(trades, limit)
        .forEach(
            trade ->
                json.add(
                    Json.object()
                        .put("id", id(trade))
                        .put("price", decimal(trade.price()))
                        .put("qty", decimal(trade.qty()))
                        .put("quoteQty", decimal(Decimal8.notional(trade.qty(), trade.price())))
                        .put("time", millis(trade.time()))
                        .put("isBuyerMaker", trade.aggressor() == Side.SELL)
                        .put("isBestMatch", true)));
    return json;
  }

  private static long id(Trade trade) {
    return TradeIds.of(trade.sequence(), trade.index());
  }

  private static <T> List<T> last(List<T> all, int limit) {
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  private JsonNode aggTrades(Call call) {
    Params params = call.params();
    int limit = params.limit(LIMIT, LIMIT_MAX);
    Long fromId = params.number("fromId");
    Long from = params.micros("startTime");
    Long to = params.micros("endTime");
    List<AggTrade> trades =
        market(call).aggTrades().stream()
            .filter(t -> fromId == null || t.firstTradeId() >= fromId)
            .filter(t -> from == null || t.time() >= from)
            .filter(t -> to == null || t.time() <= to)
            .toList();
    boolean newest = fromId == null && from == null;
    ArrayNode json = Json.array();
    (newest ? last(trades, limit) : trades.subList(0, Math.min(limit, trades.size())))
        .forEach(trade -> json.add(aggTrade(trade)));
    return json;
  }

  private static ObjectNode aggTrade(AggTrade trade) {
    return Json.object()
        .put("a", trade.firstTradeId())
        .put("p", decimal(trade.price()))
        .put("q", decimal(trade.qty()))
        .put("f", trade.firstTradeId())
        .put("l", trade.lastTradeId())
        .put("T", millis(trade.time()))
        .put("m", trade.aggressor() == Side.SELL)
        .put("M", true);
  }

  // ---- statistics

  private JsonNode klines(Call call) {
    Params params = call.params();
    SymbolMarket market = market(call);
    Interval interval =
        Interval.of(params.required("interval"))
            .orElseThrow(() -> ApiError.of(-1120, "Invalid interval."));
    Long to = params.micros("endTime");
    long last = to == null ? call.nowMicros() : Math.min(to, call.nowMicros());
    ArrayNode json = Json.array();
    market
        .candles(interval, params.micros("startTime"), last, params.limit(LIMIT, LIMIT_MAX))
        .forEach(candle -> json.add(kline(candle, interval)));
    return json;
  }

  private static ArrayNode kline(Candle candle, Interval interval) {
    return Json.array()
        .add(millis(candle.openTime()))
        .add(decimal(candle.open()))
        .add(decimal(candle.high()))
        .add(decimal(candle.low()))
        .add(decimal(candle.close()))
        .add(decimal(candle.volume()))
        .add(millis(interval.next(candle.openTime())) - 1)
        .add(decimal(candle.quoteVolume()))
        .add(candle.trades())
        .add(decimal(candle.takerBuyVolume()))
        .add(decimal(candle.takerBuyQuoteVolume()))
        .add("0");
  }

  private JsonNode avgPrice(Call call) {
    SymbolMarket market = market(call);
    int minutes = 5;
    Ticker ticker = Ticker.of(market, call.nowMicros(), minutes);
    return Json.object()
        .put("mins", minutes)
        .put("price", ticker.weightedPrice())
        .put("closeTime", millis(ticker.lastTradeTime()));
  }

  private static ObjectNode dayTicker(Call call, SymbolMarket market) {
    Ticker ticker = Ticker.of(market, call.nowMicros());
    return isMini(call) ? ticker.mini() : ticker.full();
  }

  private static ObjectNode windowTicker(Call call, SymbolMarket market) {
    Ticker ticker = Ticker.of(market, call.nowMicros(), windowMinutes(call.params()));
    return isMini(call) ? ticker.mini() : ticker.window();
  }

  private static boolean isMini(Call call) {
    return "MINI".equals(call.params().text("type"));
  }

  private static int windowMinutes(Params params) {
    String window = params.has("windowSize") ? params.text("windowSize") : "1d";
    if (!WINDOW_PATTERN.matcher(window).matches()) {
      throw ApiError.illegal("windowSize", WINDOW);
    }
    int number = Integer.parseInt(window, 0, window.length() - 1, 10);
    return switch (window.charAt(window.length() - 1)) {
      case 'm' -> number;
      case 'h' -> number * 60;
      default -> number * Ticker.DAY_MINUTES;
    };
  }

  private static ObjectNode priceTicker(SymbolMarket market) {
    Trade last = market.lastTrade();
    return Json.object()
        .put("symbol", market.symbol())
        .put("price", last == null ? Json.ZERO : decimal(last.price()));
  }
}
