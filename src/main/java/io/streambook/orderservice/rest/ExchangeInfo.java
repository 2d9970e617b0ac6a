package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.Decimal8;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;

/**
 * The rules of trading as clients read them. The base asset of a symbol is the symbol itself, the
 * quote asset its settlement currency.
 */
final class ExchangeInfo {
  private static final int BASIS_POINTS = 10_000;
  private static final String LARGEST = "9999999999.00000000";
  private static final String ANY_MULTIPLIER = "1000000";

  private final Limits limits;

  ExchangeInfo(Limits limits) {
    this.limits = limits;
  }

  ObjectNode json(List<SymbolMarket> markets, long nowMicros) {
    ObjectNode json =
        Json.object().put("timezone", "UTC").put("serverTime", Json.millis(nowMicros));
    json.set("rateLimits", limits.json());
    json.set("exchangeFilters", Json.array());
    ArrayNode symbols = json.putArray("symbols");
    markets.forEach(market -> symbols.add(symbol(market)));
    return json;
  }

  private static ObjectNode symbol(SymbolMarket market) {
    Instrument instrument = market.instrument();
    ObjectNode json =
        Json.object()
            .put("symbol", market.symbol())
            .put("status", status(market))
            .put("baseAsset", market.symbol())
            .put("baseAssetPrecision", Decimal8.SCALE)
            .put("quoteAsset", instrument.currency())
            .put("quotePrecision", Decimal8.SCALE)
            .put("quoteAssetPrecision", Decimal8.SCALE)
            .put("baseCommissionPrecision", Decimal8.SCALE)
            .put("quoteCommissionPrecision", Decimal8.SCALE);
    json.set("orderTypes", texts(ClientTypes.names()));
    json.put("icebergAllowed", true)
        .put("ocoAllowed", false)
        .put("otoAllowed", false)
        .put("opoAllowed", false)
        .put("quoteOrderQtyMarketAllowed", false)
        .put("allowTrailingStop", false)
        .put("cancelReplaceAllowed", true)
        .put("amendAllowed", true)
        .put("pegInstructionsAllowed", false)
        .put("isSpotTradingAllowed", true)
        .put("isMarginTradingAllowed", false)
        // Ours: Binance adds fields too.
        .put("reduceOnly", instrument.reduceOnly())
        .put("schedule", instrument.schedule().toString());
    json.set("filters", filters(instrument));
    json.set("permissions", Json.array());
    json.set("permissionSets", Json.array().add(Json.array().add("SPOT")));
    json.put("defaultSelfTradePreventionMode", "NONE");
    json.set("allowedSelfTradePreventionModes", texts(ClientTypes.stpModes()));
    return json;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static String status(SymbolMarket market) {
    if (market.instrument().restricted()) {
      return "CANCEL_ONLY";
    }
    return switch (market.phase()) {
      case CONTINUOUS -> "TRADING";
      case PRE_OPEN -> "PRE_TRADING";
      case AUCTION, PRE_CLOSE -> "AUCTION_MATCH";
      case HALTED -> "HALT";
      case CLOSED, UNKNOWN -> "BREAK";
    };
  }

  private static ArrayNode filters(Instrument instrument) {
    ArrayNode filters = Json.array();
    filters
        .addObject()
        .put("filterType", "PRICE_FILTER")
        .put("minPrice", decimal(instrument.tickSize()))
        .put("maxPrice", LARGEST)
        .put("tickSize", decimal(instrument.tickSize()));
    lotSize(filters, "LOT_SIZE", instrument);
    lotSize(filters, "MARKET_LOT_SIZE", instrument);
    filters
        .addObject()
        .put("filterType", "PERCENT_PRICE_BY_SIDE")
        .put("bidMultiplierUp", beyondReference(instrument.collarBps()))
        .put("bidMultiplierDown", "0")
        .put("askMultiplierUp", ANY_MULTIPLIER)
        .put("askMultiplierDown", beyondReference(-instrument.collarBps()))
        .put("avgPriceMins", 0);
    boolean limited = instrument.maxNotional() != RiskLimits.NO_LIMIT;
    filters
        .addObject()
        .put("filterType", "NOTIONAL")
        .put("minNotional", Json.ZERO)
        .put("applyMinToMarket", false)
        .put("maxNotional", limited ? decimal(instrument.maxNotional()) : LARGEST)
        .put("applyMaxToMarket", limited)
        .put("avgPriceMins", 0);
    return filters;
  }

  private static void lotSize(ArrayNode filters, String type, Instrument instrument) {
    filters
        .addObject()
        .put("filterType", type)
        .put("minQty", decimal(instrument.minQty()))
        .put("maxQty", decimal(instrument.maxQty()))
        .put("stepSize", decimal(instrument.lotSize()));
  }

  private static String beyondReference(int bps) {
    return BigDecimal.valueOf(Math.max(0, BASIS_POINTS + bps), 4).toPlainString();
  }
}
