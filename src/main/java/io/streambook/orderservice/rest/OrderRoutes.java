package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.orderservice.desk.AccountOrders;
import io.streambook.orderservice.desk.Answer;
import io.streambook.orderservice.desk.ClientOrderIds;
import io.streambook.orderservice.desk.Fill;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.orderservice.desk.Unanswered;
import io.streambook.orderservice.rest.Route.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Orders: new, changed, canceled. */
final class OrderRoutes {
  private static final String ORDER = "/api/v3/order";
  private static final int WEIGHT = 1;
  private static final int QUERY_WEIGHT = 4;

  /** What Binance's API takes with an order, and does nothing with. */
  private static final Set<String> NOTES =
      Set.of("strategyId", "strategyType", "computeCommissionRates");

  private final OrderDesk desk;
  private final Markets markets;
  private final Limits limits;

  OrderRoutes(OrderDesk desk, Markets markets, Limits limits) {
    this.desk = desk;
    this.markets = markets;
    this.limits = limits;
  }

  List<Route> routes() {
    return List.of(
        trade("POST", ORDER, WEIGHT, this::enter),
        Route.of("POST", ORDER + "/test", Security.TRADE, WEIGHT, this::test),
        Route.of("GET", ORDER, Security.USER_DATA, QUERY_WEIGHT, this::query),
        trade("DELETE", ORDER, WEIGHT, this::cancel),
        trade("POST", ORDER + "/cancelReplace", WEIGHT, this::cancelReplace),
        trade("PUT", ORDER + "/amend/keepPriority", QUERY_WEIGHT, this::amend),
        trade("PUT", "/api/venue/order", WEIGHT, this::replace),
        trade("DELETE", "/api/v3/openOrders", WEIGHT, this::cancelAll));
  }

  private static Route trade(String method, String path, int weight, Route.Handler handler) {
    return new Route(method, path, Security.TRADE, call -> weight, handler);
  }

  // ---- new orders

  private CompletableFuture<JsonNode> enter(Call call) {
    OrderRequest request = newOrder(call);
    limits.order(call.account(), call.nowMicros());
    return enter(request).thenApply(json -> json);
  }

  private OrderRequest newOrder(Call call) {
    OrderRequest request = OrderRequest.of(call, market(call));
    call.params().requireAllRead(NOTES);
    return request;
  }

  private CompletableFuture<ObjectNode> enter(OrderRequest request) {
    return submit(request.command()).thenApply(answer -> entered(request, answer));
  }

  private ObjectNode entered(OrderRequest request, Answer answer) {
    if (answer.isRefused()) {
      OrderView order = answer.order();
      throw answer.repeated()
          ? ApiError.rejected(order.reason(), order.text())
          : ApiError.rejected(answer.first().reason(), answer.first().text());
    }
    return OrderJson.entered(answer.order(), request.responseType(), fills(answer));
  }

  private List<Fill> fills(Answer answer) {
    if (!answer.repeated()) {
      return answer.fills();
    }
    OrderView order = answer.order();
    return desk.orders().of(order.account()).fills(order.symbol(), 0).stream()
        .filter(fill -> fill.venueOrderId() == order.venueOrderId())
        .toList();
  }

  private JsonNode test(Call call) {
    OrderRequest ignored = newOrder(call);
    return Json.object();
  }

  // ---- cancels

  private CompletableFuture<JsonNode> cancel(Call call) {
    OrderCommand cancel = cancel(call, "orderId", "origClientOrderId", "newClientOrderId");
    return cancel(cancel).thenApply(json -> json);
  }

  private CompletableFuture<ObjectNode> cancel(OrderCommand cancel) {
    return submit(cancel)
        .thenApply(
            answer -> {
              if (answer.isRefused()) {
                throw ApiError.cancelRejected(answer.first());
              }
              return OrderJson.canceled(answer.order(), cancel.orderId());
            });
  }

  /** The cancel that a call asks for, under these names. */
  private OrderCommand cancel(Call call, String orderId, String origClientOrderId, String newId) {
    SymbolMarket market = market(call);
    String id = call.params().text(newId);
    String cancelId = id == null ? ClientOrderIds.random() : OrderRequest.legal(newId, id);
    if (!call.params().has(orderId)) {
      String name = call.params().text(origClientOrderId);
      OrderCommand sent = name == null ? null : desk.onItsWay(call.account(), name);
      if (sent != null
          && (sent.action() == Action.NEW || sent.action() == Action.REPLACE)
          && sent.symbol().equals(market.symbol())) {
        return command(call, sent, cancelId);
      }
    }
    OrderView order =
        find(call, market, orderId, origClientOrderId)
            .filter(OrderView::isOpen)
            .orElseThrow(ApiError::unknownOrder);
    checkRestrictions(call.params().text("cancelRestrictions"), order);
    return cancelOf(call, order, cancelId);
  }

  private static void checkRestrictions(String restrictions, OrderView order) {
    if (restrictions == null) {
      return;
    }
    OrdStatus only =
        switch (restrictions) {
          case "ONLY_NEW" -> OrdStatus.NEW;
          case "ONLY_PARTIALLY_FILLED" -> OrdStatus.PARTIALLY_FILLED;
          default -> throw ApiError.of(-1145, "Invalid cancelRestrictions");
        };
    if (order.status() != only) {
      throw ApiError.of(-2011, "Order was not canceled due to cancel restrictions.");
    }
  }

  private static OrderCommand cancelOf(Call call, OrderView order, String cancelId) {
    return new OrderCommand(
        -1,
        -1,
        order.symbol(),
        order.account(),
        cancelId,
        order.orderId(),
        Action.CANCEL,
        order.side(),
        order.orderType(),
        order.timeInForce(),
        0,
        order.price(),
        call.nowMicros(),
        null);
  }

  /** Of a command that the venue has not answered yet: it will hear of the cancel after it. */
  private static OrderCommand command(Call call, OrderCommand sent, String cancelId) {
    return new OrderCommand(
        -1,
        -1,
        sent.symbol(),
        sent.account(),
        cancelId,
        sent.action() == Action.REPLACE ? sent.origOrderId() : sent.orderId(),
        Action.CANCEL,
        sent.side(),
        sent.orderType(),
        sent.timeInForce(),
        0,
        sent.price(),
        call.nowMicros(),
        null);
  }

  private CompletableFuture<JsonNode> cancelAll(Call call) {
    SymbolMarket market = market(call);
    List<OrderView> open = account(call).open(market.symbol());
    if (open.isEmpty()) {
      throw ApiError.unknownOrder();
    }
    List<CompletableFuture<ObjectNode>> cancels = new ArrayList<>();
    open.forEach(order -> cancels.add(cancel(cancelOf(call, order, ClientOrderIds.random()))));
    return CompletableFuture.allOf(cancels.toArray(CompletableFuture<?>[]::new))
        // One that was filled in the meantime is no more to be canceled.
        .handle((ignored, failure) -> canceled(cancels));
  }

  private static JsonNode canceled(List<CompletableFuture<ObjectNode>> cancels) {
    ArrayNode json = Json.array();
    for (CompletableFuture<ObjectNode> cancel : cancels) {
      try {
        json.add(cancel.join());
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ApiError error) || error.code() != -2011) {
          throw e;
        }
      }
    }
    return json;
  }

  // ---- changes

  private CompletableFuture<JsonNode> cancelReplace(Call call) {
    Params params = call.params();
    String mode = params.required("cancelReplaceMode");
    boolean stops = mode.equals("STOP_ON_FAILURE");
    if (!stops && !mode.equals("ALLOW_FAILURE")) {
      throw ApiError.invalid("cancelReplaceMode");
    }
    if (!params.has("cancelOrderId") && !params.has("cancelOrigClientOrderId")) {
      throw ApiError.missing("cancelOrderId");
    }
    OrderRequest request = OrderRequest.of(call, market(call));
    limits.order(call.account(), call.nowMicros());
    return attempt(
            () ->
                cancel(
                    cancel(
                        call,
                        "cancelOrderId",
                        "cancelOrigClientOrderId",
                        "cancelNewClientOrderId")))
        .thenCompose(
            canceled -> {
              if (!canceled.ok() && stops) {
                return CompletableFuture.completedFuture(CancelReplace.stopped(canceled));
              }
              return attempt(() -> enter(request))
                  .thenApply(entered -> CancelReplace.of(canceled, entered));
            })
        .thenApply(CancelReplace::json);
  }

  /** Runs a part and gives what it came to, also when that is a failure. */
  private static CompletableFuture<CancelReplace.Part> attempt(
      Supplier<CompletableFuture<ObjectNode>> part) {
    CompletableFuture<ObjectNode> running;
    try {
      running = part.get();
    } catch (ApiError e) {
      running = CompletableFuture.failedFuture(e);
    }
    return running.handle(CancelReplace.Part::of);
  }

  private CompletableFuture<JsonNode> amend(Call call) {
    Params params = call.params();
    SymbolMarket market = market(call);
    long qty = params.requiredDecimal("newQty");
    OrderView order =
        find(call, market, "orderId", "origClientOrderId")
            .filter(OrderView::isOpen)
            .orElseThrow(() -> ApiError.of(-2038, "Unknown order sent."));
    if (qty % market.instrument().lotSize() != 0 || qty <= 0) {
      throw ApiError.of(-1013, "Filter failure: LOT_SIZE");
    }
    if (qty >= order.qty()) {
      throw ApiError.of(
          -2038,
          qty == order.qty()
              ? "The requested action would change no state; rejecting."
              : "The amended quantity must be below the order's.");
    }
    return amended(order, amend(call, order, qty, order.price()));
  }

  /** The venue's own replace: another total, another limit, or both, in one step. */
  private CompletableFuture<JsonNode> replace(Call call) {
    Params params = call.params();
    SymbolMarket market = market(call);
    OrderView order =
        find(call, market, "orderId", "origClientOrderId")
            .filter(OrderView::isOpen)
            .orElseThrow(() -> ApiError.of(-2038, "Unknown order sent."));
    long qty = params.requiredDecimal("quantity");
    long price = params.has("price") ? params.requiredDecimal("price") : order.price();
    if (params.has("price") && order.price() == Decimal8.NONE) {
      throw ApiError.notRequired("price");
    }
    return amended(order, amend(call, order, qty, price));
  }

  private CompletableFuture<JsonNode> amended(OrderView order, OrderCommand amend) {
    return submit(amend)
        .thenApply(
            answer -> {
              Execution first = answer.first();
              if (first.execType() == ExecType.CANCEL_REJECT) {
                throw ApiError.amendRejected(first);
              }
              return OrderJson.amended(answer.order(), order.clientOrderId());
            });
  }

  private static OrderCommand amend(Call call, OrderView order, long qty, long price) {
    String id = call.params().text("newClientOrderId");
    String amendId;
    if (id == null) {
      amendId = call.derivedId("amend");
    } else if (id.equals(order.clientOrderId())) {
      amendId = ClientOrderIds.hidden();
    } else {
      amendId = OrderRequest.legal("newClientOrderId", id);
    }
    return new OrderCommand(
        -1,
        -1,
        order.symbol(),
        order.account(),
        amendId,
        order.orderId(),
        Action.REPLACE,
        order.side(),
        order.orderType(),
        order.timeInForce(),
        qty,
        price,
        order.conditions(),
        call.nowMicros(),
        0,
        null);
  }

  // ---- queries

  private JsonNode query(Call call) {
    SymbolMarket market = market(call);
    if (!call.params().has("orderId")) {
      String name = call.params().text("origClientOrderId");
      OrderCommand sent = name == null ? null : desk.onItsWay(call.account(), name);
      if (sent != null
          && sent.action() == Action.NEW
          && sent.symbol().equals(market.symbol())
          && account(call).find(name).isEmpty()) {
        return OrderJson.onItsWay(sent);
      }
    }
    return find(call, market, "orderId", "origClientOrderId")
        .map(OrderJson::queried)
        .orElseThrow(() -> ApiError.of(-2013, "Order does not exist."));
  }

  /** The order of the caller's account that these parameters name; both must when both are sent. */
  private Optional<OrderView> find(Call call, SymbolMarket market, String byId, String byName) {
    Long orderId = call.params().number(byId);
    String name = call.params().text(byName);
    if (orderId == null && name == null) {
      throw ApiError.of(
          -1102,
          "Param '" + byName + "' or '" + byId + "' must be sent, but both were empty/null!");
    }
    Optional<OrderView> order =
        orderId == null ? account(call).find(name) : account(call).find(market.symbol(), orderId);
    return order
        .filter(found -> found.symbol().equals(market.symbol()))
        .filter(found -> name == null || found.isCalled(name));
  }

  private AccountOrders account(Call call) {
    return desk.orders().of(call.account());
  }

  private SymbolMarket market(Call call) {
    return markets
        .find(call.params().required("symbol"))
        .orElseThrow(() -> ApiError.of(-1121, "Invalid symbol."));
  }

  private CompletableFuture<Answer> submit(OrderCommand command) {
    try {
      return desk.submit(command)
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(named(failure)));
    } catch (OrderDesk.DuplicateId e) {
      throw ApiError.duplicate();
    } catch (OrderDesk.Busy e) {
      throw ApiError.of(503, -1008, "Server is currently overloaded with other requests.");
    }
  }

  private static Throwable named(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Unanswered unanswered
        ? ApiError.unanswered(unanswered.acknowledged())
        : cause;
  }
}
