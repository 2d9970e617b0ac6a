package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.OrdStatus;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.desk.AccountOrders;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.desk.Orders;
import io.streambook.orderservice.rest.Route.Security;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a trader's desk shows of its account, and the account's kill switch. */
final class DeskRoutes {
  private static final String PATH = "/api/venue/";
  private static final int WEIGHT = 2;

  /** Of each list: a desk shows the newest. */
  private static final int LIST_MAX = 200;

  private static final int ENDED_MAX = 50;
  private static final int OPERATOR_KEY_LENGTH = 8;

  private final Orders orders;
  private final Markets markets;
  private final Venue venue;

  DeskRoutes(Orders orders, Markets markets, Venue venue) {
    this.orders = orders;
    this.markets = markets;
    this.venue = venue;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH + "account", Security.USER_DATA, WEIGHT, this::account),
        new Route("POST", PATH + "kill", Security.KILL, call -> WEIGHT, this::kill),
        new Route("DELETE", PATH + "kill", Security.KILL, call -> WEIGHT, this::lift));
  }

  // ---- the account

  private JsonNode account(Call call) {
    String account = call.account();
    ObjectNode json = Json.object().put("account", account);
    ArrayNode permissions = json.putArray("permissions");
    call.key().permissions().stream().sorted().map(Permission::name).forEach(permissions::add);
    json.set("risk", AccountJson.risk(markets.account(account), markets.limits(account)));
    int slash = account.indexOf('/');
    if (slash > 0) {
      String firm = account.substring(0, slash);
      json.set("firm", AccountJson.risk(markets.account(firm), markets.limits(firm)));
    }
    addOrders(json, orders.of(account));
    ArrayNode events = json.putArray("events");
    venue.riskEvents().of(account).forEach(event -> events.add(AccountJson.event(event)));
    return json;
  }

  private static void addOrders(ObjectNode json, AccountOrders orders) {
    List<OrderView> open = orders.open(null);
    json.put("openOrderCount", open.size());
    ArrayNode working = json.putArray("openOrders");
    open.stream()
        .sorted(Comparator.comparingLong(OrderView::createdTime))
        .skip(Math.max(0, open.size() - LIST_MAX))
        .forEach(order -> working.add(OrderJson.queried(order)));
    ArrayNode ended = json.putArray("endedOrders");
    orders
        .newestEnded(ENDED_MAX, order -> order.status() != OrdStatus.REJECTED)
        .forEach(order -> ended.add(AccountJson.ended(order)));
    ArrayNode rejected = json.putArray("rejections");
    orders
        .newestEnded(ENDED_MAX, order -> order.status() == OrdStatus.REJECTED)
        .forEach(order -> rejected.add(AccountJson.ended(order)));
    ArrayNode fills = json.putArray("fills");
    orders.newestFills(ENDED_MAX).forEach(fill -> fills.add(AccountRoutes.trade(fill)));
  }

  // ---- the kill switch

  private CompletableFuture<JsonNode> kill(Call call) {
    return sent(venue.killSwitch().kill(call.account(), operator(call.key())), call.account());
  }

  private CompletableFuture<JsonNode> lift(Call call) {
    return sent(venue.killSwitch().lift(call.account(), operator(call.key())), call.account());
  }

  private static CompletableFuture<JsonNode> sent(
      Optional<CompletableFuture<Void>> turned, String account) {
    return turned
        .orElseThrow(
            () ->
                ApiError.of(-2015, account + " has no limits, so none of its orders is accepted."))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw ApiError.unanswered(false);
              }
              return Json.object().put("account", account);
            });
  }

  /** Who answers for it: the key that signed. */
  private static String operator(ApiKey key) {
    return "key " + key.id().substring(0, Math.min(OPERATOR_KEY_LENGTH, key.id().length()));
  }
}
