package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.orderservice.desk.Fill;
import io.streambook.orderservice.desk.OrderView;
import java.util.List;

/** Orders as clients read them. */
public final class OrderJson {
  private OrderJson() {}

  /** What an order's status is called. */
  public static String status(OrderView order) {
    if (order.status() == OrdStatus.CANCELED && order.reason() == Reason.UNFILLED) {
      return "EXPIRED";
    }
    boolean selfTrade = order.status() == OrdStatus.CANCELED && order.reason() == Reason.SELF_TRADE;
    return selfTrade ? "EXPIRED_IN_MATCH" : order.status().name();
  }

  /** As queries show it. */
  static ObjectNode queried(OrderView order) {
    return Json.object()
        .put("symbol", order.symbol())
        .put("orderId", order.venueOrderId())
        .put("orderListId", -1)
        .put("clientOrderId", order.clientOrderId())
        .put("price", decimal(order.price()))
        .put("origQty", decimal(order.qty()))
        .put("executedQty", decimal(order.cumQty()))
        .put("cummulativeQuoteQty", decimal(order.cumQuote()))
        .put("status", status(order))
        .put("timeInForce", order.timeInForce().name())
        .put("type", ClientTypes.type(order.enteredType(), order.conditions()))
        .put("side", order.side().name())
        .put("stopPrice", decimal(order.conditions().stopPx()))
        .put("icebergQty", decimal(order.conditions().displayQty()))
        .put("minQty", decimal(order.conditions().minQty()))
        .put("goodTillDate", millis(order.conditions().expireTime()))
        .put("time", millis(order.createdTime()))
        .put("updateTime", millis(order.updatedTime()))
        .put("isWorking", order.isWorking())
        .put("workingTime", millis(order.createdTime()))
        .put("origQuoteOrderQty", Json.ZERO)
        .put("selfTradePreventionMode", ClientTypes.stpMode(order.conditions()));
  }

  /** One that the venue has not answered yet. */
  static ObjectNode onItsWay(OrderCommand order) {
    return Json.object()
        .put("symbol", order.symbol())
        .put("orderId", -1)
        .put("orderListId", -1)
        .put("clientOrderId", order.orderId())
        .put("price", decimal(order.price()))
        .put("origQty", decimal(order.qty()))
        .put("executedQty", Json.ZERO)
        .put("cummulativeQuoteQty", Json.ZERO)
        .put("status", "PENDING_NEW")
        .put("timeInForce", order.timeInForce().name())
        .put("type", ClientTypes.type(order.orderType(), order.conditions()))
        .put("side", order.side().name())
        .put("stopPrice", decimal(order.conditions().stopPx()))
        .put("icebergQty", decimal(order.conditions().displayQty()))
        .put("minQty", decimal(order.conditions().minQty()))
        .put("goodTillDate", millis(order.conditions().expireTime()))
        .put("time", millis(order.timestamp()))
        .put("updateTime", millis(order.timestamp()))
        .put("isWorking", false)
        .put("workingTime", -1)
        .put("origQuoteOrderQty", Json.ZERO)
        .put("selfTradePreventionMode", ClientTypes.stpMode(order.conditions()));
  }

  /** As the answer to a new order shows it. */
  static ObjectNode entered(OrderView order, OrderRequest.ResponseType type, List<Fill> fills) {
    ObjectNode json =
        Json.object()
            .put("symbol", order.symbol())
            .put("orderId", order.venueOrderId())
            .put("orderListId", -1)
            .put("clientOrderId", order.clientOrderId())
            .put("transactTime", millis(order.createdTime()));
    if (type == OrderRequest.ResponseType.ACK) {
      return json;
    }
    terms(json, order)
        .put("workingTime", millis(order.createdTime()))
        .put("selfTradePreventionMode", ClientTypes.stpMode(order.conditions()));
    if (type == OrderRequest.ResponseType.FULL) {
      json.set("fills", fills(fills));
    }
    return json;
  }

  private static ArrayNode fills(List<Fill> fills) {
    ArrayNode json = Json.array();
    fills.forEach(
        fill ->
            json.addObject()
                .put("price", decimal(fill.price()))
                .put("qty", decimal(fill.qty()))
                .put("commission", Json.ZERO)
                .put("commissionAsset", fill.currency())
                .put("tradeId", fill.tradeId()));
    return json;
  }

  private static ObjectNode terms(ObjectNode json, OrderView order) {
    return json.put("price", decimal(order.price()))
        .put("origQty", decimal(order.qty()))
        .put("executedQty", decimal(order.cumQty()))
        .put("origQuoteOrderQty", Json.ZERO)
        .put("cummulativeQuoteQty", decimal(order.cumQuote()))
        .put("status", status(order))
        .put("timeInForce", order.timeInForce().name())
        .put("type", ClientTypes.type(order.enteredType(), order.conditions()))
        .put("side", order.side().name());
  }

  /**
   * As the answer to a cancel shows it.
   *
   * @param cancelId what its sender calls the cancel
   */
  static ObjectNode canceled(OrderView order, String cancelId) {
    ObjectNode json =
        Json.object()
            .put("symbol", order.symbol())
            .put("origClientOrderId", order.clientOrderId())
            .put("orderId", order.venueOrderId())
            .put("orderListId", -1)
            .put("clientOrderId", cancelId)
            .put("transactTime", millis(order.updatedTime()));
    return terms(json, order)
        .put("selfTradePreventionMode", ClientTypes.stpMode(order.conditions()));
  }

  /**
   * As the answer to an amend shows it.
   *
   * @param formerId what the order was called before
   */
  static ObjectNode amended(OrderView order, String formerId) {
    ObjectNode json =
        Json.object()
            .put("transactTime", millis(order.updatedTime()))
            .put("executionId", order.sequence());
    json.putObject("amendedOrder")
        .put("symbol", order.symbol())
        .put("orderId", order.venueOrderId())
        .put("orderListId", -1)
        .put("origClientOrderId", formerId)
        .put("clientOrderId", order.clientOrderId())
        .put("price", decimal(order.price()))
        .put("qty", decimal(order.qty()))
        .put("executedQty", decimal(order.cumQty()))
        .put("preventedQty", Json.ZERO)
        .put("quoteOrderQty", Json.ZERO)
        .put("cumulativeQuoteQty", decimal(order.cumQuote()))
        .put("status", status(order))
        .put("timeInForce", order.timeInForce().name())
        .put("type", ClientTypes.type(order.enteredType(), order.conditions()))
        .put("side", order.side().name())
        .put("workingTime", millis(order.createdTime()))
        .put("selfTradePreventionMode", ClientTypes.stpMode(order.conditions()));
    return json;
  }
}
