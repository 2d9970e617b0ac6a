package io.streambook.contract;

import io.streambook.avro.Order;
import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Orders: what version 1 leaves out means what a version 1 producer means. */
final class OrderContract implements Contract<Order, OrderCommand> {
  /** Ids come back in log and executions, which must stay small enough for Kafka. */
  private static final int MAX_BYTES = 65_536;

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
    boolean qtyFits = Fields.fits(avro.getQty());
    boolean priceFits = Fields.fits(avro.getPrice());
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
        qtyFits ? Fields.number(avro.getQty(), "qty") : 0,
        priceFits ? Fields.number(avro.getPrice(), "price") : Decimal8.NONE,
        Fields.micros(avro.getTimestamp()),
        defect(qtyFits, priceFits));
  }

  private static OrderType orderType(Order avro) {
    if (avro.getOrderType() != null) {
      return Fields.as(OrderType.class, avro.getOrderType());
    }
    return avro.getPrice() == null ? OrderType.MARKET : OrderType.LIMIT;
  }

  private static Verdict defect(boolean qtyFits, boolean priceFits) {
    String details = "not a number of at most 18 digits";
    if (!qtyFits) {
      return Verdict.reject(Reason.INVALID_QTY, details);
    }
    return priceFits ? null : Verdict.reject(Reason.INVALID_PRICE, details);
  }

  @Override
  public Order write(OrderCommand order) {
    return new Order(
        order.orderId(),
        order.symbol(),
        Fields.as(io.streambook.avro.Side.class, order.side()),
        Fields.decimal(order.qty()),
        Fields.decimal(order.price()),
        Fields.as(io.streambook.avro.TimeInForce.class, order.timeInForce()),
        Fields.instant(order.timestamp()),
        order.account(),
        Fields.as(io.streambook.avro.OrderType.class, order.orderType()),
        Fields.as(io.streambook.avro.Action.class, order.action()),
        Fields.optionalText(order.origOrderId()));
  }
}
