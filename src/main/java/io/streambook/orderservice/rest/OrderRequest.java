package io.streambook.orderservice.rest;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import io.streambook.orderservice.desk.ClientOrderIds;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.risk.Instrument;
import io.streambook.risk.SymbolControls;
import java.util.List;

/**
 * A new order as a client sends it, checked as far as that is possible without the venue: what is
 * wrong here never becomes an order.
 *
 * @param responseType how much the answer tells
 */
record OrderRequest(OrderCommand command, ResponseType responseType) {
  /** How much an answer tells. All wait for the venue's. */
  enum ResponseType {
    ACK,
    RESULT,
    FULL
  }

  private static final List<String> FOREIGN_PARAMETERS =
      List.of("quoteOrderQty", "trailingDelta", "pegPriceType", "pegOffsetType", "pegOffsetValue");

  /**
   * @param call with the parameters of a new order
   */
  static OrderRequest of(Call call, SymbolMarket market) {
    Params params = call.params();
    Side side = side(params);
    ClientTypes type = ClientTypes.of(params.required("type"));
    for (String parameter : FOREIGN_PARAMETERS) {
      if (params.has(parameter)) {
        throw ApiError.notRequired(parameter);
      }
    }
    TimeInForce timeInForce = timeInForce(params, type);
    long qty = params.requiredDecimal("quantity");
    long price = decimal(params, "price", type.hasPrice());
    OrderCommand command =
        new OrderCommand(
            -1,
            -1,
            market.symbol(),
            call.account(),
            clientOrderId(call),
            "",
            Action.NEW,
            side,
            type.type(),
            timeInForce,
            qty,
            price,
            conditions(params, type, timeInForce),
            call.nowMicros(),
            call.validUntil(),
            null);
    checkFilters(command, market);
    return new OrderRequest(command, responseType(params, type));
  }

  private static Side side(Params params) {
    return switch (params.required("side")) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw ApiError.of(-1117, "Invalid side.");
    };
  }

  private static TimeInForce timeInForce(Params params, ClientTypes type) {
    if (!type.hasTimeInForce() && !params.has("timeInForce")) {
      return ClientTypes.timeInForce();
    }
    TimeInForce timeInForce = ClientTypes.timeInForce(params.required("timeInForce"));
    if (timeInForce == null) {
      throw ApiError.of(-1115, "Invalid timeInForce.");
    }
    // A market order trades at once: it can only be told to wait for an auction.
    if (type.type() == OrderType.MARKET && !ClientTypes.isForAuction(timeInForce)) {
      throw ApiError.notRequired("timeInForce");
    }
    return timeInForce;
  }

  /** One that this type of order has, or must not have. */
  private static long decimal(Params params, String name, boolean has) {
    if (has) {
      return params.requiredDecimal(name);
    }
    if (params.has(name)) {
      throw ApiError.notRequired(name);
    }
    return Decimal8.NONE;
  }

  private static Conditions conditions(Params params, ClientTypes type, TimeInForce timeInForce) {
    long displayQty = 0;
    if (params.has("icebergQty")) {
      displayQty = decimal(params, "icebergQty", type.hasPrice());
    }
    String mode = params.text("selfTradePreventionMode");
    SelfTradePrevention prevention =
        mode == null ? SelfTradePrevention.NONE : ClientTypes.stpMode(mode);
    if (prevention == null) {
      throw ApiError.of(
          -1013, "This symbol does not allow the specified self-trade prevention mode.");
    }
    return Conditions.of(
        decimal(params, "stopPrice", type.hasStop()),
        displayQty,
        params.has("minQty") ? params.requiredDecimal("minQty") : 0,
        type.postOnly(),
        expireTime(params, timeInForce),
        prevention,
        "");
  }

  private static long expireTime(Params params, TimeInForce timeInForce) {
    Long end = params.micros("goodTillDate");
    if (timeInForce != TimeInForce.GTD && end != null) {
      throw ApiError.notRequired("goodTillDate");
    }
    if (timeInForce == TimeInForce.GTD && end == null) {
      throw ApiError.missing("goodTillDate");
    }
    return end == null ? 0 : end;
  }

  private static String clientOrderId(Call call) {
    String id = call.params().text("newClientOrderId");
    return id == null ? call.derivedId("new") : legal("newClientOrderId", id);
  }

  static String legal(String parameter, String id) {
    if (!ClientOrderIds.isLegal(id)) {
      throw ApiError.illegal(parameter, ClientOrderIds.LEGAL);
    }
    return id;
  }

  private static ResponseType responseType(Params params, ClientTypes type) {
    ResponseType asked =
        params.choice(
            "newOrderRespType",
            ResponseType.class,
            ApiError.of(-1136, "Invalid newOrderRespType."));
    boolean plain = !type.postOnly() && !type.hasStop();
    ResponseType otherwise = plain ? ResponseType.FULL : ResponseType.ACK;
    return asked == null ? otherwise : asked;
  }

  /** The venue checks all of this again, with what holds there and then. */
  private static void checkFilters(OrderCommand order, SymbolMarket market) {
    Instrument instrument = market.instrument();
    Phase phase = market.phase();
    if ((phase != Phase.CONTINUOUS && !phase.collects()) || instrument.restricted()) {
      throw ApiError.of(-1013, "Market is closed.");
    }
    if (order.price() == 0 || order.conditions().stopPx() == 0) {
      throw ApiError.of(-1013, "Invalid price.");
    }
    Verdict refusal = SymbolControls.checkNumbers(order, instrument);
    if (refusal != null) {
      throw ApiError.rejected(refusal.reason(), refusal.text());
    }
  }
}
