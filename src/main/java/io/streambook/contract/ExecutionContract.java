package io.streambook.contract;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Executions. */
final class ExecutionContract implements Contract<io.streambook.avro.Execution, Execution> {
  @Override
  public Topic topic() {
    return Topic.EXECUTIONS;
  }

  @Override
  public Class<Execution> type() {
    return Execution.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.Execution.getClassSchema();
  }

  @Override
  public String key(Execution execution) {
    return execution.symbol();
  }

  @Override
  public Execution read(io.streambook.avro.Execution avro, ConsumerRecord<byte[], byte[]> source) {
    return new Execution(
        avro.getSymbol(),
        avro.getSequence(),
        avro.getIndex(),
        avro.getPartition(),
        avro.getOffset(),
        avro.getVenueOrderId(),
        avro.getOrderId(),
        Fields.text(avro.getRequestId()),
        avro.getAccount(),
        Fields.as(Side.class, avro.getSide()),
        Fields.as(OrderType.class, avro.getOrderType()),
        Fields.as(TimeInForce.class, avro.getTif()),
        orZero(avro.getQty(), "qty"),
        Fields.number(avro.getPrice(), "price"),
        Fields.as(ExecType.class, avro.getExecType()),
        Fields.as(OrdStatus.class, avro.getOrdStatus()),
        orZero(avro.getLastQty(), "lastQty"),
        Fields.number(avro.getLastPx(), "lastPx"),
        Fields.number(avro.getCumQty(), "cumQty"),
        Fields.number(avro.getLeavesQty(), "leavesQty"),
        tradeIndex(avro),
        LogContract.reason(avro.getReason()),
        avro.getText(),
        Fields.number(avro.getReference(), "reference"),
        Fields.text(avro.getCurrency()),
        Math.toIntExact(avro.getTradingDay().toEpochDay()),
        Fields.micros(avro.getTimestamp()));
  }

  private static long orZero(ByteBuffer decimal, String field) {
    return decimal == null ? 0 : Fields.number(decimal, field);
  }

  private static int tradeIndex(io.streambook.avro.Execution avro) {
    String tradeId = avro.getTradeId();
    if (tradeId == null) {
      return -1;
    }
    try {
      return Integer.parseInt(tradeId.substring(tradeId.lastIndexOf('-') + 1));
    } catch (NumberFormatException e) {
      throw BadRecord.value("tradeId " + BadRecord.quoted(tradeId) + " is none of this venue");
    }
  }

  @Override
  public io.streambook.avro.Execution write(Execution e) {
    boolean trade = e.tradeIndex() >= 0;
    return new io.streambook.avro.Execution(
        e.symbol(),
        e.sequence(),
        e.index(),
        e.partition(),
        e.offset(),
        e.venueOrderId(),
        e.orderId(),
        Fields.optionalText(e.requestId()),
        e.account(),
        Fields.as(io.streambook.avro.Side.class, e.side()),
        Fields.as(io.streambook.avro.OrderType.class, e.orderType()),
        Fields.as(io.streambook.avro.TimeInForce.class, e.timeInForce()),
        Fields.decimal(e.qty()),
        Fields.decimal(e.price()),
        Fields.as(io.streambook.avro.ExecType.class, e.execType()),
        Fields.as(io.streambook.avro.OrdStatus.class, e.ordStatus()),
        Fields.decimal(trade ? e.lastQty() : Decimal8.NONE),
        Fields.decimal(e.lastPx()),
        Fields.decimal(e.cumQty()),
        Fields.decimal(e.leavesQty()),
        trade ? Trade.tradeId(e.symbol(), e.sequence(), e.tradeIndex()) : null,
        e.reason() == null ? null : e.reason().name(),
        e.text(),
        rejectCode(e),
        Fields.decimal(e.reference()),
        Fields.optionalText(e.currency()),
        LocalDate.ofEpochDay(e.tradingDay()),
        Fields.instant(e.time()));
  }

  private static Integer rejectCode(Execution e) {
    if (e.reason() == null) {
      return null;
    }
    return switch (e.execType()) {
      case REJECTED -> Integer.valueOf(e.reason().ordRejReason());
      case CANCEL_REJECT -> Integer.valueOf(e.reason().cxlRejReason());
      default -> null;
    };
  }
}
