package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;

/** An order with what a test says of it; the rest is a buy of 10 at 100, good for the day. */
public final class OrderBuilder {
  public static final long NOW = 1_700_000_000_000_000L;

  private int partition = 3;
  private long offset;
  private String symbol = "ACME";
  private String account = "FIRM/A";
  private String orderId;
  private String origOrderId = "";
  private Action action = Action.NEW;
  private Side side = Side.BUY;
  private OrderType type = OrderType.LIMIT;
  private TimeInForce tif = TimeInForce.DAY;
  private long qty = parse("10");
  private long price = parse("100");
  private long timestamp = NOW;
  private Conditions conditions = Conditions.NONE;
  private long validUntil;
  private Correction correction = Correction.NONE;
  private Verdict defect;

  private OrderBuilder(String orderId) {
    this.orderId = orderId;
  }

  public static OrderBuilder buy(String orderId) {
    return new OrderBuilder(orderId);
  }

  public static OrderBuilder sell(String orderId) {
    return new OrderBuilder(orderId).side(Side.SELL);
  }

  public static OrderBuilder cancel(String orderId, String origOrderId) {
    OrderBuilder builder = new OrderBuilder(orderId).action(Action.CANCEL).orig(origOrderId);
    builder.qty = 0;
    return builder;
  }

  public static OrderBuilder replace(String orderId, String origOrderId) {
    return new OrderBuilder(orderId).action(Action.REPLACE).orig(origOrderId);
  }

  /** Of nothing, until quantity or cash is set. */
  public static OrderBuilder adjust(String orderId) {
    OrderBuilder builder = new OrderBuilder(orderId).action(Action.ADJUST).cash("0");
    builder.qty = 0;
    return builder;
  }

  public static OrderBuilder tradeCancel(String orderId, String tradeId) {
    OrderBuilder builder = new OrderBuilder(orderId).action(Action.TRADE_CANCEL);
    builder.qty = 0;
    return builder.correction(new Correction(tradeId, 0, "alice", "tested"));
  }

  public OrderBuilder cash(String value) {
    return correction(new Correction("", parse(value), "alice", "tested"));
  }

  public OrderBuilder correction(Correction value) {
    correction = value;
    return this;
  }

  public OrderBuilder partition(int value) {
    partition = value;
    return this;
  }

  public OrderBuilder offset(long value) {
    offset = value;
    return this;
  }

  public OrderBuilder symbol(String value) {
    symbol = value;
    return this;
  }

  public OrderBuilder account(String value) {
    account = value;
    return this;
  }

  public OrderBuilder orig(String value) {
    origOrderId = value;
    return this;
  }

  public OrderBuilder action(Action value) {
    action = value;
    return this;
  }

  public OrderBuilder side(Side value) {
    side = value;
    return this;
  }

  public OrderBuilder type(OrderType value) {
    type = value;
    return this;
  }

  public OrderBuilder market() {
    price = Decimal8.NONE;
    return type(OrderType.MARKET);
  }

  public OrderBuilder tif(TimeInForce value) {
    tif = value;
    return this;
  }

  public OrderBuilder qty(String value) {
    qty = parse(value);
    return this;
  }

  public OrderBuilder price(String value) {
    price = value == null ? Decimal8.NONE : parse(value);
    return this;
  }

  public OrderBuilder timestamp(long value) {
    timestamp = value;
    return this;
  }

  public OrderBuilder conditions(Conditions value) {
    conditions = value;
    return this;
  }

  /** Makes it a stop; one without a price is a STOP, else it is a STOP_LIMIT. */
  public OrderBuilder stop(String stopPx) {
    conditions = Conditions.of(parse(stopPx), 0, 0, false, 0, SelfTradePrevention.NONE, "");
    return type(price == Decimal8.NONE ? OrderType.STOP : OrderType.STOP_LIMIT);
  }

  public OrderBuilder validUntil(long value) {
    validUntil = value;
    return this;
  }

  public OrderBuilder defect(Verdict value) {
    defect = value;
    return this;
  }

  public OrderCommand build() {
    return new OrderCommand(
        partition,
        offset,
        symbol,
        account,
        orderId,
        origOrderId,
        action,
        side,
        type,
        tif,
        qty,
        price,
        conditions,
        timestamp,
        validUntil,
        correction,
        defect);
  }
}
