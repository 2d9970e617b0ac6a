package io.streambook.contract;

import io.streambook.avro.Order;
import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Orders: what version 1 leaves out means what a version 1 producer means. */
final class OrderContract implements DirectContract<Order, OrderCommand> {
  /** Ids come back in log and executions, which must stay small enough for Kafka. */
  private static final int MAX_BYTES = 65_536;

  private static final int VERSION_1_FIELDS = 7;

  @Override
  public Topic topic() {
    return Topic.ORDERS;
  }

  @Override
  public Class<OrderCommand> type() {
    return OrderCommand.class;
  }

  @Override
  public Schema schema() {
    return Order.getClassSchema();
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public String key(OrderCommand order) {
    return order.symbol();
  }

  @Override
  public OrderCommand read(Order avro, ConsumerRecord<byte[], byte[]> source) {
    Verdict defect = defect(avro);
    return new OrderCommand(
        source.partition(),
        source.offset(),
        Fields.symbol(avro.getSymbol()),
        avro.getAccount() == null ? HouseAccount.NAME : avro.getAccount(),
        avro.getOrderId(),
        Fields.text(avro.getOrigOrderId()),
        Fields.as(Action.class, avro.getAction()),
        Fields.as(Side.class, avro.getSide()),
        orderType(avro),
        Fields.as(TimeInForce.class, avro.getTif()),
        Fields.orZero(readable(avro.getQty()), "qty"),
        Fields.number(readable(avro.getPrice()), "price"),
        ConditionFields.read(
            readable(avro.getStopPx()),
            readable(avro.getDisplayQty()),
            readable(avro.getMinQty()),
            avro.getPostOnly(),
            avro.getExpireTime(),
            avro.getSelfTradePrevention(),
            avro.getSelfTradeGroup()),
        Fields.micros(avro.getTimestamp()),
        Fields.orZero(avro.getValidUntil()),
        CorrectionFields.read(
            avro.getTradeId(), readable(avro.getCash()), avro.getOperator(), avro.getComment()),
        defect);
  }

  private static ByteBuffer readable(ByteBuffer decimal) {
    return Fields.fits(decimal) ? decimal : null;
  }

  private static OrderType orderType(Order avro) {
    if (avro.getOrderType() != null) {
      return Fields.as(OrderType.class, avro.getOrderType());
    }
    return avro.getPrice() == null ? OrderType.MARKET : OrderType.LIMIT;
  }

  private static Verdict defect(Order avro) {
    Reason reason = null;
    if (!Fields.fits(avro.getQty())) {
      reason = Reason.INVALID_QTY;
    } else if (!Fields.fits(avro.getPrice())) {
      reason = Reason.INVALID_PRICE;
    } else if (!Fields.fits(avro.getStopPx())) {
      reason = Reason.INVALID_STOP_PRICE;
    } else if (!Fields.fits(avro.getDisplayQty())) {
      reason = Reason.INVALID_DISPLAY_QTY;
    } else if (!Fields.fits(avro.getMinQty())) {
      reason = Reason.INVALID_MIN_QTY;
    } else if (!Fields.fits(avro.getCash())) {
      reason = Reason.INVALID_ADJUSTMENT;
    }
    return reason == null ? null : Verdict.reject(reason, "not a number of at most 18 digits");
  }

  @Override
  public OrderCommand read(AvroInput in, ConsumerRecord<byte[], byte[]> source) {
    String orderId = in.text();
    String symbol = in.name();
    Side side = in.symbol(Symbols.SIDE);
    long qty = in.decimal();
    long price = in.optionalDecimal();
    TimeInForce timeInForce = in.symbol(Symbols.TIME_IN_FORCE);
    long timestamp = in.number();
    boolean v1 = !in.has(VERSION_1_FIELDS);
    String account = !v1 && in.present() ? in.name() : HouseAccount.NAME;
    OrderType inferred = price == Decimal8.NONE ? OrderType.MARKET : OrderType.LIMIT;
    OrderType orderType = !v1 && in.present() ? in.symbol(Symbols.ORDER_TYPE) : inferred;
    Action action = v1 ? Action.NEW : in.symbol(Symbols.ACTION);
    String origOrderId = v1 ? "" : in.optionalText();
    Conditions conditions = v1 ? Conditions.NONE : ConditionFields.read(in);
    long validUntil = v1 ? 0 : in.numberOrZero();
    Correction correction = v1 ? Correction.NONE : CorrectionFields.read(in);
    return new OrderCommand(
        source.partition(),
        source.offset(),
        Fields.symbol(symbol),
        account,
        orderId,
        origOrderId,
        action,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        conditions,
        timestamp,
        validUntil,
        correction,
        null);
  }

  @Override
  public void write(OrderCommand order, AvroOutput out) {
    out.text(order.orderId());
    out.name(order.symbol());
    out.symbol(order.side(), Symbols.SIDE);
    out.decimal(order.qty());
    out.optionalDecimal(order.price());
    out.symbol(order.timeInForce(), Symbols.TIME_IN_FORCE);
    out.number(order.timestamp());
    out.nullableName(order.account());
    out.present(true);
    out.symbol(order.orderType(), Symbols.ORDER_TYPE);
    out.symbol(order.action(), Symbols.ACTION);
    out.optionalText(order.origOrderId());
    ConditionFields.write(order.conditions(), out);
    out.numberUnlessZero(order.validUntil());
    CorrectionFields.write(order.correction(), out);
  }
}
