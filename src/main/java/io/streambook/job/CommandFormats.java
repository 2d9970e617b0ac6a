package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Orders on their way to the log, and the commands of the venue itself. */
final class CommandFormats extends MessageFields {
  private static final Action[] ACTIONS = Action.values();
  private static final Side[] SIDES = Side.values();
  private static final OrderType[] ORDER_TYPES = OrderType.values();
  private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
  private static final Phase[] PHASES = Phase.values();
  private static final BandAction[] BAND_ACTIONS = BandAction.values();
  private static final Reason[] REASONS = Reason.values();

  CommandFormats(TextFormat texts) {
    super(texts);
  }

  void order(OrderCommand m, DataOutputView out) throws IOException {
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    text(m.symbol(), out);
    text(m.account(), out);
    text(m.orderId(), out);
    text(m.origOrderId(), out);
    value(m.action(), out);
    value(m.side(), out);
    value(m.orderType(), out);
    value(m.timeInForce(), out);
    out.writeLong(m.qty());
    out.writeLong(m.price());
    conditions(m.conditions(), out);
    out.writeLong(m.timestamp());
    out.writeLong(m.validUntil());
    correction(m.correction(), out);
    out.writeBoolean(m.defect() != null);
    if (m.defect() != null) {
      verdict(m.defect(), out);
    }
  }

  OrderCommand order(DataInputView in) throws IOException {
    return new OrderCommand(
        in.readInt(),
        in.readLong(),
        name(in),
        name(in),
        text(in),
        text(in),
        value(ACTIONS, in),
        value(SIDES, in),
        value(ORDER_TYPES, in),
        value(TIMES_IN_FORCE, in),
        in.readLong(),
        in.readLong(),
        conditions(in),
        in.readLong(),
        in.readLong(),
        correction(in),
        in.readBoolean() ? verdict(in) : null);
  }

  void judged(Judged m, DataOutputView out) throws IOException {
    order(m.order(), out);
    out.writeLong(m.number());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
    out.writeLong(m.reference());
    out.writeLong(m.protectionLimit());
    text(m.currency(), out);
    verdict(m.verdict(), out);
    out.writeBoolean(m.targetKnown());
    out.writeBoolean(m.reduceOnly());
  }

  Judged judged(DataInputView in) throws IOException {
    return new Judged(
        order(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        name(in),
        verdict(in),
        in.readBoolean(),
        in.readBoolean());
  }

  void phaseChange(SymbolCommand.PhaseChange m, DataOutputView out) throws IOException {
    command(m, out);
    value(m.phase(), out);
    out.writeLong(m.reference());
    out.writeLong(m.terms().tickSize());
    out.writeInt(m.terms().bandBps());
    value(m.terms().bandAction(), out);
  }

  SymbolCommand.PhaseChange phaseChange(DataInputView in) throws IOException {
    return new SymbolCommand.PhaseChange(
        name(in),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        value(PHASES, in),
        in.readLong(),
        new TradingTerms(in.readLong(), in.readInt(), value(BAND_ACTIONS, in)));
  }

  void killCancel(SymbolCommand.KillCancel m, DataOutputView out) throws IOException {
    command(m, out);
    text(m.account(), out);
  }

  SymbolCommand.KillCancel killCancel(DataInputView in) throws IOException {
    return new SymbolCommand.KillCancel(
        name(in),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        name(in));
  }

  void expire(SymbolCommand.Expire m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.after());
    out.writeLong(m.upTo());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
  }

  SymbolCommand.Expire expire(DataInputView in) throws IOException {
    return new SymbolCommand.Expire(
        name(in), in.readLong(), in.readLong(), in.readLong(), in.readInt());
  }

  private void command(SymbolCommand m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.after());
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
  }

  private void verdict(Verdict verdict, DataOutputView out) throws IOException {
    value(verdict.reason(), out);
    text(verdict.text(), out);
  }

  private Verdict verdict(DataInputView in) throws IOException {
    Reason reason = value(REASONS, in);
    String text = text(in);
    return reason == null && text == null ? Verdict.ACCEPTED : new Verdict(reason, text);
  }
}
