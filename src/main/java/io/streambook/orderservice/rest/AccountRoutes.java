package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.OrdStatus;
import io.streambook.book.Side;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.desk.Fill;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.desk.Orders;
import io.streambook.orderservice.rest.Route.Security;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What an account may ask about itself. */
final class AccountRoutes {
  private static final String V3 = "/api/v3/";
  private static final int LIMIT = 500;
  private static final int LIMIT_MAX = 1_000;
  private static final int WEIGHT = 20;
  private static final int OPEN_WEIGHT = 6;
  private static final int ALL_OPEN_WEIGHT = 80;
  private static final int UID_MASK = 0x7fff_ffff;

  private final Orders orders;
  private final Markets markets;
  private final Balances balances;

  AccountRoutes(Orders orders, Markets markets) {
    this.orders = orders;
    this.markets = markets;
    this.balances = new Balances(markets);
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            V3 + "openOrders",
            Security.USER_DATA,
            call -> call.params().has("symbol") ? OPEN_WEIGHT : ALL_OPEN_WEIGHT,
            call -> CompletableFuture.completedFuture(openOrders(call))),
        Route.of("GET", V3 + "allOrders", Security.USER_DATA, WEIGHT, this::allOrders),
        Route.of("GET", V3 + "myTrades", Security.USER_DATA, WEIGHT, this::myTrades),
        Route.of("GET", V3 + "account", Security.USER_DATA, WEIGHT, this::account));
  }

  private JsonNode openOrders(Call call) {
    String symbol = call.params().has("symbol") ? symbol(call) : null;
    ArrayNode json = Json.array();
    orders.of(call.account()).open(symbol).forEach(order -> json.add(OrderJson.queried(order)));
    return json;
  }

  private JsonNode allOrders(Call call) {
    Params params = call.params();
    int limit = params.limit(LIMIT, LIMIT_MAX);
    Long fromId = params.number("orderId");
    Long from = params.micros("startTime");
    Long to = params.micros("endTime");
    List<OrderView> found =
        orders.of(call.account()).history(symbol(call), fromId == null ? 0 : fromId).stream()
            .filter(order -> order.status() != OrdStatus.REJECTED)
            .filter(order -> from == null || order.createdTime() >= from)
            .filter(order -> to == null || order.createdTime() <= to)
            .toList();
    ArrayNode json = Json.array();
    page(found, limit, fromId == null && from == null)
        .forEach(order -> json.add(OrderJson.queried(order)));
    return json;
  }

  private JsonNode myTrades(Call call) {
    Params params = call.params();
    int limit = params.limit(LIMIT, LIMIT_MAX);
    Long fromId = params.number("fromId");
    Long orderId = params.number("orderId");
    Long from = params.micros("startTime");
    Long to = params.micros("endTime");
    List<Fill> found =
        orders.of(call.account()).fills(symbol(call), fromId == null ? 0 : fromId).stream()
            .filter(fill -> orderId == null || fill.venueOrderId() == orderId)
            .filter(fill -> from == null || fill.time() >= from)
            .filter(fill -> to == null || fill.time() <= to)
            .toList();
    ArrayNode json = Json.array();
    page(found, limit, fromId == null && from == null).forEach(fill -> json.add(trade(fill)));
    return json;
  }

  private static <T> List<T> page(List<T> all, int limit, boolean newest) {
    int size = Math.min(limit, all.size());
    return newest ? all.subList(all.size() - size, all.size()) : all.subList(0, size);
  }

  static ObjectNode trade(Fill fill) {
    return Json.object()
        .put("symbol", fill.symbol())
        .put("id", fill.tradeId())
        .put("orderId", fill.venueOrderId())
        .put("orderListId", -1)
        .put("price", decimal(fill.price()))
        .put("qty", decimal(fill.qty()))
        .put("quoteQty", decimal(fill.quoteQty()))
        .put("commission", Json.ZERO)
        .put("commissionAsset", fill.currency())
        .put("time", millis(fill.time()))
        .put("isBuyer", fill.side() == Side.BUY)
        .put("isMaker", fill.maker())
        .put("isBestMatch", true);
  }

  private JsonNode account(Call call) {
    Optional<AccountSnapshot> known = markets.account(call.account());
    boolean killed =
        known.map(AccountSnapshot::killState).orElse(KillState.ACTIVE) != KillState.ACTIVE;
    ObjectNode json =
        Json.object()
            .put("makerCommission", 0)
            .put("takerCommission", 0)
            .put("buyerCommission", 0)
            .put("sellerCommission", 0);
    json.putObject("commissionRates")
        .put("maker", Json.ZERO)
        .put("taker", Json.ZERO)
        .put("buyer", Json.ZERO)
        .put("seller", Json.ZERO);
    json.put(
            "canTrade",
            !killed
                && markets.limits(call.account()).isPresent()
                && call.key().permissions().contains(Permission.TRADE))
        .put("canWithdraw", false)
        .put("canDeposit", false)
        .put("brokered", false)
        .put("requireSelfTradePrevention", false)
        .put("preventSor", false)
        .put("updateTime", known.map(account -> millis(account.time())).orElse(0L))
        .put("accountType", "SPOT");
    ArrayNode list = json.putArray("balances");
    balances
        .of(call.account())
        .forEach(
            balance ->
                list.addObject()
                    .put("asset", balance.asset())
                    .put("free", decimal(balance.free()))
                    .put("locked", decimal(balance.locked())));
    json.putArray("permissions").add("SPOT");
    return json.put("uid", call.account().hashCode() & UID_MASK);
  }

  private String symbol(Call call) {
    return markets
        .find(call.params().required("symbol"))
        .orElseThrow(() -> ApiError.of(-1121, "Invalid symbol."))
        .symbol();
  }
}
