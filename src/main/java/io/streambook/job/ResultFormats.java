package io.streambook.job;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What matching tells of orders. */
final class ResultFormats extends MessageFields {
  private static final Side[] SIDES = Side.values();
  private static final OrderType[] ORDER_TYPES = OrderType.values();
  private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
  private static final ExecType[] EXEC_TYPES = ExecType.values();
  private static final OrdStatus[] ORD_STATUSES = OrdStatus.values();
  private static final Reason[] REASONS = Reason.values();

  ResultFormats(TextFormat texts) {
    super(texts);
  }

  void execution(Execution m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    out.writeInt(m.index());
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeLong(m.venueOrderId());
    text(m.orderId(), out);
    text(m.requestId(), out);
    text(m.account(), out);
    value(m.side(), out);
    value(m.orderType(), out);
    value(m.timeInForce(), out);
    out.writeLong(m.qty());
    out.writeLong(m.price());
    conditions(m.conditions(), out);
    value(m.execType(), out);
    value(m.ordStatus(), out);
    out.writeLong(m.lastQty());
    out.writeLong(m.lastPx());
    out.writeLong(m.cumQty());
    out.writeLong(m.leavesQty());
    out.writeInt(m.tradeIndex());
    value(m.reason(), out);
    text(m.text(), out);
    out.writeLong(m.reference());
    text(m.currency(), out);
    correction(m.correction(), out);
    out.writeInt(m.tradingDay());
    out.writeLong(m.time());
  }

  Execution execution(DataInputView in) throws IOException {
    return new Execution(
        name(in),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        text(in),
        text(in),
        name(in),
        value(SIDES, in),
        value(ORDER_TYPES, in),
        value(TIMES_IN_FORCE, in),
        in.readLong(),
        in.readLong(),
        conditions(in),
        value(EXEC_TYPES, in),
        value(ORD_STATUSES, in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        value(REASONS, in),
        text(in),
        in.readLong(),
        name(in),
        correction(in),
        in.readInt(),
        in.readLong());
  }

  void trade(Trade m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    out.writeInt(m.index());
    text(m.buyOrderId(), out);
    text(m.sellOrderId(), out);
    text(m.buyAccount(), out);
    text(m.sellAccount(), out);
    out.writeLong(m.buyVenueOrderId());
    out.writeLong(m.sellVenueOrderId());
    out.writeLong(m.qty());
    out.writeLong(m.price());
    value(m.aggressor(), out);
    out.writeInt(m.tradingDay());
    out.writeLong(m.time());
  }

  Trade trade(DataInputView in) throws IOException {
    return new Trade(
        name(in),
        in.readLong(),
        in.readInt(),
        text(in),
        text(in),
        name(in),
        name(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        value(SIDES, in),
        in.readInt(),
        in.readLong());
  }
}
