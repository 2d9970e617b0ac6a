package io.streambook.contract;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Executions. */
final class ExecutionContract implements DirectContract<io.streambook.avro.Execution, Execution> {
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
        Fields.orZero(avro.getQty(), "qty"),
        Fields.number(avro.getPrice(), "price"),
        ConditionFields.read(
            avro.getStopPx(),
            avro.getDisplayQty(),
            avro.getMinQty(),
            avro.getPostOnly(),
            avro.getExpireTime(),
            avro.getSelfTradePrevention(),
            avro.getSelfTradeGroup()),
        Fields.as(ExecType.class, avro.getExecType()),
        Fields.as(OrdStatus.class, avro.getOrdStatus()),
        Fields.orZero(avro.getLastQty(), "lastQty"),
        Fields.number(avro.getLastPx(), "lastPx"),
        Fields.number(avro.getCumQty(), "cumQty"),
        Fields.number(avro.getLeavesQty(), "leavesQty"),
        tradeIndex(avro),
        LogContract.reason(avro.getReason()),
        avro.getText(),
        Fields.number(avro.getReference(), "reference"),
        Fields.text(avro.getCurrency()),
        CorrectionFields.read(
            cancelledTrade(avro), avro.getCash(), avro.getOperator(), avro.getComment()),
        Math.toIntExact(avro.getTradingDay().toEpochDay()),
        Fields.micros(avro.getTimestamp()));
  }

  private static int tradeIndex(io.streambook.avro.Execution avro) {
    boolean trade = avro.getExecType() != io.streambook.avro.ExecType.TRADE_CANCEL;
    return trade ? tradeIndex(avro.getTradeId()) : -1;
  }

  private static String cancelledTrade(io.streambook.avro.Execution avro) {
    boolean cancels = avro.getExecType() == io.streambook.avro.ExecType.TRADE_CANCEL;
    return cancels ? avro.getTradeId() : null;
  }

  private static int tradeIndex(String tradeId) {
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
  public Execution read(AvroInput in, ConsumerRecord<byte[], byte[]> source) {
    String symbol = in.name();
    long sequence = in.number();
    int index = in.integer();
    int partition = in.integer();
    long offset = in.number();
    long venueOrderId = in.number();
    String orderId = in.text();
    String requestId = in.optionalText();
    String account = in.name();
    Side side = in.symbol(Symbols.SIDE);
    OrderType orderType = in.symbol(Symbols.ORDER_TYPE);
    TimeInForce timeInForce = in.symbol(Symbols.TIME_IN_FORCE);
    long qty = in.decimalOrZero();
    long price = in.optionalDecimal();
    Conditions conditions = ConditionFields.read(in);
    ExecType execType = in.symbol(Symbols.EXEC_TYPE);
    OrdStatus ordStatus = in.symbol(Symbols.ORD_STATUS);
    long lastQty = in.decimalOrZero();
    long lastPx = in.optionalDecimal();
    long cumQty = in.decimal();
    long leavesQty = in.decimal();
    boolean cancels = execType == ExecType.TRADE_CANCEL;
    String cancelled = cancels ? in.optionalText() : "";
    int tradeIndex = cancels ? -1 : in.optionalIndex();
    Reason reason = LogContract.reason(in.nullableName());
    String text = in.nullableText();
    in.skipOptionalInteger(); // rejectCode follows from the reason
    long reference = in.optionalDecimal();
    String currency = in.optionalName();
    int tradingDay = in.integer();
    long time = in.number();
    Correction correction = CorrectionFields.readWithout(cancelled, in);
    return new Execution(
        symbol,
        sequence,
        index,
        partition,
        offset,
        venueOrderId,
        orderId,
        requestId,
        account,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        conditions,
        execType,
        ordStatus,
        lastQty,
        lastPx,
        cumQty,
        leavesQty,
        tradeIndex,
        reason,
        text,
        reference,
        currency,
        correction,
        tradingDay,
        time);
  }

  @Override
  public void write(Execution e, AvroOutput out) {
    boolean trade = e.tradeIndex() >= 0;
    out.name(e.symbol());
    out.number(e.sequence());
    out.integer(e.index());
    out.integer(e.partition());
    out.number(e.offset());
    out.number(e.venueOrderId());
    out.text(e.orderId());
    out.optionalText(e.requestId());
    out.name(e.account());
    out.symbol(e.side(), Symbols.SIDE);
    out.symbol(e.orderType(), Symbols.ORDER_TYPE);
    out.symbol(e.timeInForce(), Symbols.TIME_IN_FORCE);
    out.optionalDecimal(e.qty());
    out.optionalDecimal(e.price());
    ConditionFields.write(e.conditions(), out);
    out.symbol(e.execType(), Symbols.EXEC_TYPE);
    out.symbol(e.ordStatus(), Symbols.ORD_STATUS);
    out.optionalDecimal(trade || e.lastQty() != 0 ? e.lastQty() : Decimal8.NONE);
    out.optionalDecimal(e.lastPx());
    out.decimal(e.cumQty());
    out.decimal(e.leavesQty());
    out.nullableText(tradeId(e));
    out.nullableName(e.reason() == null ? null : e.reason().name());
    out.nullableText(e.text());
    out.nullableInteger(rejectCode(e));
    out.optionalDecimal(e.reference());
    out.optionalName(e.currency());
    out.integer(e.tradingDay());
    out.number(e.time());
    CorrectionFields.writeWithoutTradeId(e.correction(), out);
  }

  private static String tradeId(Execution e) {
    if (e.execType() == ExecType.TRADE_CANCEL) {
      return Fields.optionalText(e.correction().tradeId());
    }
    return e.tradeIndex() < 0 ? null : Trade.tradeId(e.symbol(), e.sequence(), e.tradeIndex());
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
