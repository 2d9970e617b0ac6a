package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.Judged;
import io.streambook.book.MarketState;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Sequencer;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import io.streambook.book.WorkingOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * State of the matching operator as bytes, for ever: a format byte, then the fields. A later
 * release adds a format and still reads the older ones. Enums are kept by name, or by their FIX
 * code where rows are many. Not for use by two threads at once.
 */
final class BookRows {
  private static final byte FORMAT = 1;
  private static final byte PHASE_CHANGE = 1;
  private static final byte KILL_CANCEL = 2;

  private final RowTexts texts = new RowTexts();
  private final DataOutputSerializer buffer = new DataOutputSerializer(256);

  // ---- a resting order; its venueOrderId is the key of the row

  byte[] order(WorkingOrder order) throws IOException {
    DataOutputSerializer out = row();
    out.writeLong(order.priority());
    out.writeByte(order.side() == Side.BUY ? '1' : '2');
    out.writeLong(order.price());
    out.writeLong(order.qty());
    out.writeLong(order.cumQty());
    out.writeByte(order.timeInForce() == TimeInForce.DAY ? '0' : '1');
    text(order.account(), out);
    text(order.orderId(), out);
    text(order.currency(), out);
    return out.getCopyOfBuffer();
  }

  WorkingOrder order(long venueOrderId, byte[] row) throws IOException {
    DataInputDeserializer in = read(row);
    return new WorkingOrder(
        venueOrderId,
        in.readLong(),
        in.readByte() == '1' ? Side.BUY : Side.SELL,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readByte() == '0' ? TimeInForce.DAY : TimeInForce.GTC,
        texts.readName(in),
        text(in),
        texts.readName(in));
  }

  // ---- all of the book but its orders

  byte[] market(Matching matching) throws IOException {
    MarketState state = matching.marketState();
    DataOutputSerializer out = row();
    out.writeInt(matching.rulesVersion());
    out.writeLong(state.sequence());
    name(state.phase(), out);
    text(state.cause(), out);
    out.writeLong(state.lastPx());
    out.writeLong(state.lastTradeTime());
    out.writeInt(state.tradingDay());
    out.writeLong(state.time());
    return out.getCopyOfBuffer();
  }

  Matching matching(String symbol, byte[] row, List<WorkingOrder> orders) throws IOException {
    DataInputDeserializer in = read(row);
    int rulesVersion = in.readInt();
    MarketState state =
        new MarketState(
            symbol,
            in.readLong(),
            name(Phase.class, in),
            text(in),
            in.readLong(),
            in.readLong(),
            in.readInt(),
            in.readLong());
    return new Matching(state, rulesVersion, orders);
  }

  // ---- where the log stands, and what is held back from it

  byte[] sequencer(Sequencer sequencer) throws IOException {
    Sequencer.State state = sequencer.state();
    DataOutputSerializer out = row();
    out.writeLong(state.lastSequence());
    out.writeLong(state.lastNumber());
    out.writeInt(state.partition());
    out.writeLong(state.lastOffset());
    out.writeInt(state.heldOrders().size());
    for (Judged judged : state.heldOrders()) {
      judged(judged, out);
    }
    out.writeInt(state.heldCommands().size());
    for (SymbolCommand command : state.heldCommands()) {
      command(command, out);
    }
    return out.getCopyOfBuffer();
  }

  Sequencer sequencer(String symbol, byte[] row) throws IOException {
    DataInputDeserializer in = read(row);
    long lastSequence = in.readLong();
    long lastNumber = in.readLong();
    int partition = in.readInt();
    long lastOffset = in.readLong();
    List<Judged> orders = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      orders.add(judged(symbol, in));
    }
    List<SymbolCommand> commands = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      commands.add(command(symbol, in));
    }
    return new Sequencer(
        new Sequencer.State(
            symbol, lastSequence, lastNumber, partition, lastOffset, orders, commands));
  }

  private void judged(Judged judged, DataOutputSerializer out) throws IOException {
    order(judged.order(), out);
    out.writeLong(judged.number());
    out.writeLong(judged.time());
    out.writeInt(judged.tradingDay());
    out.writeLong(judged.reference());
    out.writeLong(judged.protectionLimit());
    text(judged.currency(), out);
    verdict(judged.verdict(), out);
  }

  private Judged judged(String symbol, DataInputDeserializer in) throws IOException {
    return new Judged(
        order(symbol, in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        text(in),
        verdict(in));
  }

  private void order(OrderCommand order, DataOutputSerializer out) throws IOException {
    out.writeInt(order.partition());
    out.writeLong(order.offset());
    text(order.account(), out);
    text(order.orderId(), out);
    text(order.origOrderId(), out);
    name(order.action(), out);
    name(order.side(), out);
    name(order.orderType(), out);
    name(order.timeInForce(), out);
    out.writeLong(order.qty());
    out.writeLong(order.price());
    out.writeLong(order.timestamp());
    out.writeBoolean(order.defect() != null);
    if (order.defect() != null) {
      verdict(order.defect(), out);
    }
  }

  private OrderCommand order(String symbol, DataInputDeserializer in) throws IOException {
    return new OrderCommand(
        in.readInt(),
        in.readLong(),
        symbol,
        text(in),
        text(in),
        text(in),
        name(Action.class, in),
        name(Side.class, in),
        name(OrderType.class, in),
        name(TimeInForce.class, in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean() ? verdict(in) : null);
  }

  private void verdict(Verdict verdict, DataOutputSerializer out) throws IOException {
    text(verdict.reason() == null ? null : verdict.reason().name(), out);
    text(verdict.text(), out);
  }

  private Verdict verdict(DataInputDeserializer in) throws IOException {
    String reason = text(in);
    return new Verdict(reason == null ? null : Reason.valueOf(reason), text(in));
  }

  private void command(SymbolCommand command, DataOutputSerializer out) throws IOException {
    out.writeByte(command instanceof SymbolCommand.PhaseChange ? PHASE_CHANGE : KILL_CANCEL);
    out.writeLong(command.after());
    out.writeInt(command.partition());
    out.writeLong(command.offset());
    out.writeLong(command.time());
    out.writeInt(command.tradingDay());
    if (command instanceof SymbolCommand.PhaseChange change) {
      name(change.phase(), out);
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      text(kill.account(), out);
    }
  }

  private SymbolCommand command(String symbol, DataInputDeserializer in) throws IOException {
    byte kind = in.readByte();
    long after = in.readLong();
    int partition = in.readInt();
    long offset = in.readLong();
    long time = in.readLong();
    int day = in.readInt();
    return kind == PHASE_CHANGE
        ? new SymbolCommand.PhaseChange(
            symbol, after, partition, offset, time, day, name(Phase.class, in))
        : new SymbolCommand.KillCancel(symbol, after, partition, offset, time, day, text(in));
  }

  // ---- fields

  private DataOutputSerializer row() throws IOException {
    buffer.clear();
    buffer.writeByte(FORMAT);
    return buffer;
  }

  private static DataInputDeserializer read(byte[] row) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("state of a later release: format " + format);
    }
    return in;
  }

  /** Of any length, and null. */
  private void text(String text, DataOutputSerializer out) throws IOException {
    texts.write(text, out);
  }

  private String text(DataInputDeserializer in) throws IOException {
    return texts.read(in);
  }

  private void name(Enum<?> value, DataOutputSerializer out) throws IOException {
    text(value.name(), out);
  }

  private <E extends Enum<E>> E name(Class<E> type, DataInputDeserializer in) throws IOException {
    return Enum.valueOf(type, text(in));
  }
}
