package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.MarketState;
import io.streambook.orderservice.desk.Checkpoints;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.Pulse;
import io.streambook.orderservice.desk.Quotes;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.orderservice.rest.Route.Security;
import io.streambook.risk.Instrument;
import java.util.List;

/** What anyone may ask of this venue that Binance's API has no word for. */
final class VenueRoutes {
  private static final String PATH = "/api/venue/";
  private static final int WEIGHT = 1;

  private final Markets markets;
  private final Venue venue;

  VenueRoutes(Markets markets, Venue venue) {
    this.markets = markets;
    this.venue = venue;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH + "status", Security.NONE, WEIGHT, this::status),
        Route.of("GET", PATH + "session", Security.NONE, WEIGHT, this::session));
  }

  // ---- how the venue is

  private JsonNode status(Call call) {
    ObjectNode json = Json.object().put("serverTime", millis(call.nowMicros()));
    Pulse.Reading pulse = venue.pulse().read();
    json.put("ordersPerSecond", pulse.commandsPerSecond())
        .put("ordersWaiting", venue.backlog().read())
        .put("p50Micros", pulse.p50Micros())
        .put("p99Micros", pulse.p99Micros());
    Checkpoints.Reading checkpoints = venue.checkpoints().read();
    json.putObject("flink")
        .put("url", checkpoints.flink() == null ? null : checkpoints.flink().toString())
        .put("reached", checkpoints.reached())
        .put("jobs", checkpoints.jobs())
        .put("checkpointAgeMillis", checkpoints.ageMillis());
    ArrayNode list = json.putArray("markets");
    markets.listed().forEach(market -> list.add(market(market, call.nowMicros())));
    return json;
  }

  private ObjectNode market(SymbolMarket market, long nowMicros) {
    Instrument instrument = market.instrument();
    MarketState state = market.state();
    BookSnapshot book = market.book();
    Ticker day = Ticker.of(market, nowMicros);
    Quotes.Best quote = venue.quotes().best(market.symbol(), instrument.quoteMaxAgeMillis());
    ObjectNode json =
        Json.object()
            .put("symbol", market.symbol())
            .put("currency", instrument.currency())
            .put("phase", market.phase().name())
            .put("cause", state == null ? "" : state.cause())
            .put("pausedAt", state == null ? 0 : millis(state.pause().time()))
            .put("restricted", instrument.restricted())
            .put("reduceOnly", instrument.reduceOnly())
            .put("tickSize", decimal(instrument.tickSize()))
            .put("lotSize", decimal(instrument.lotSize()))
            .put("minQty", decimal(instrument.minQty()))
            .put("maxQty", decimal(instrument.maxQty()))
            .put("collarBps", instrument.collarBps())
            .put("referencePrice", optional(instrument.referencePrice()))
            .put("quoteBid", optional(quote.bid()))
            .put("quoteAsk", optional(quote.ask()))
            .put("quoteAgeMillis", quote.ageMillis())
            .put("quoteMaxAgeMillis", instrument.quoteMaxAgeMillis())
            .put("last", market.lastTrade() == null ? null : decimal(market.lastTrade().price()))
            .put("change", decimal(day.change()))
            .put("changePercent", day.changePercent())
            .put("high", decimal(day.highPrice()))
            .put("low", decimal(day.lowPrice()))
            .put("volume", decimal(day.volume()));
    BookSnapshot.Indicative auction =
        book == null ? BookSnapshot.Indicative.NONE : book.indicative();
    json.putObject("indicative")
        .put("price", optional(auction.price()))
        .put("qty", decimal(auction.qty()))
        .put("surplusQty", decimal(auction.surplusQty()));
    return json;
  }

  private static String optional(long value) {
    return value == Decimal8.NONE ? null : decimal(value);
  }

  // ---- who may begin at once

  private JsonNode session(Call call) {
    ObjectNode json = Json.object().put("serverTime", millis(call.nowMicros()));
    ArrayNode keys = json.putArray("keys");
    venue
        .openKeys()
        .forEach(
            key ->
                keys.addObject()
                    .put("account", key.account())
                    .put("key", key.id())
                    .put("secret", key.secret()));
    return json;
  }
}
