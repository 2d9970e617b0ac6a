package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.MarketState;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.RecentTrade;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Sequencer;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.TradingTerms;
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
  /** Orders, the book and the sequencer. */
  private static final byte FORMAT = 1;

  /** An order that is no plain limit order; a sequencer whose orders have conditions. */
  private static final byte FORMAT_2 = 2;

  /** A sequencer whose orders may be an operator's. */
  private static final byte FORMAT_3 = 3;

  /** A sequencer that knows the version of the rules. */
  private static final byte FORMAT_4 = 4;

  private static final byte PHASE_CHANGE = 1;
  private static final byte KILL_CANCEL = 2;

  /** A phase change with reference price and terms. */
  private static final byte PHASE_CHANGE_2 = 3;

  private static final byte EXPIRE = 4;

  private final RowTexts texts = new RowTexts();
  private final DataOutputSerializer buffer = new DataOutputSerializer(256);

  // ---- a resting order; its venueOrderId is the key of the row

  byte[] order(WorkingOrder order) throws IOException {
    boolean plain = isPlain(order);
    DataOutputSerializer out = row(plain ? FORMAT : FORMAT_2);
    out.writeLong(order.priority());
    out.writeByte(order.side() == Side.BUY ? '1' : '2');
    out.writeLong(order.price());
    out.writeLong(order.qty());
    out.writeLong(order.cumQty());
    if (plain) {
      out.writeByte(order.timeInForce() == TimeInForce.DAY ? '0' : '1');
    }
    text(order.account(), out);
    text(order.orderId(), out);
    text(order.currency(), out);
    if (!plain) {
      name(order.timeInForce(), out);
      name(order.orderType(), out);
      out.writeLong(order.hiddenQty());
      out.writeBoolean(order.triggered());
      conditions(order.conditions(), out);
    }
    return out.getCopyOfBuffer();
  }

  WorkingOrder order(long venueOrderId, byte[] row) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    boolean plain = format(in, FORMAT_2) == FORMAT;
    long priority = in.readLong();
    Side side = in.readByte() == '1' ? Side.BUY : Side.SELL;
    long price = in.readLong();
    long qty = in.readLong();
    long cumQty = in.readLong();
    byte code = plain ? in.readByte() : 0;
    String account = texts.readName(in);
    String orderId = text(in);
    String currency = texts.readName(in);
    TimeInForce timeInForce = plain ? plainTimeInForce(code) : name(TimeInForce.class, in);
    return new WorkingOrder(
        venueOrderId,
        priority,
        side,
        plain ? OrderType.LIMIT : name(OrderType.class, in),
        price,
        qty,
        cumQty,
        plain ? 0 : in.readLong(),
        !plain && in.readBoolean(),
        timeInForce,
        plain ? Conditions.NONE : conditions(in),
        account,
        orderId,
        currency);
  }

  private static TimeInForce plainTimeInForce(byte code) {
    return code == '0' ? TimeInForce.DAY : TimeInForce.GTC;
  }

  private static boolean isPlain(WorkingOrder order) {
    return order.orderType() == OrderType.LIMIT
        && order.conditions().isNone()
        && (order.timeInForce() == TimeInForce.DAY || order.timeInForce() == TimeInForce.GTC);
  }

  private void conditions(Conditions conditions, DataOutputSerializer out) throws IOException {
    out.writeLong(conditions.stopPx());
    out.writeLong(conditions.displayQty());
    out.writeLong(conditions.minQty());
    out.writeBoolean(conditions.postOnly());
    out.writeLong(conditions.expireTime());
    name(conditions.selfTradePrevention(), out);
    text(conditions.selfTradeGroup(), out);
  }

  private Conditions conditions(DataInputDeserializer in) throws IOException {
    return Conditions.of(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        name(SelfTradePrevention.class, in),
        texts.readName(in));
  }

  // ---- a trade that can be cancelled; its slot is the key of the row

  byte[] trade(RecentTrade trade) throws IOException {
    DataOutputSerializer out = row(FORMAT);
    out.writeLong(trade.sequence());
    out.writeInt(trade.index());
    out.writeInt(trade.tradingDay());
    party(trade.buyer(), out);
    party(trade.seller(), out);
    out.writeLong(trade.qty());
    out.writeLong(trade.price());
    text(trade.currency(), out);
    out.writeBoolean(trade.cancelled());
    return out.getCopyOfBuffer();
  }

  RecentTrade trade(int slot, byte[] row) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    byte ignored = format(in, FORMAT);
    return new RecentTrade(
        slot,
        in.readLong(),
        in.readInt(),
        in.readInt(),
        party(in),
        party(in),
        in.readLong(),
        in.readLong(),
        texts.readName(in),
        in.readBoolean());
  }

  private void party(RecentTrade.Party party, DataOutputSerializer out) throws IOException {
    text(party.account(), out);
    text(party.orderId(), out);
    out.writeLong(party.venueOrderId());
  }

  private RecentTrade.Party party(DataInputDeserializer in) throws IOException {
    return new RecentTrade.Party(texts.readName(in), text(in), in.readLong());
  }

  // ---- all of the book but its orders and trades

  byte[] market(Matching matching) throws IOException {
    Matching.State saved = matching.state();
    MarketState state = saved.market();
    DataOutputSerializer out = row(FORMAT_2);
    out.writeInt(saved.rulesVersion());
    out.writeLong(state.sequence());
    name(state.phase(), out);
    text(state.cause(), out);
    out.writeLong(state.lastPx());
    out.writeLong(state.lastTradeTime());
    out.writeInt(state.tradingDay());
    out.writeLong(state.time());
    out.writeLong(state.pause().sequence());
    out.writeLong(state.pause().time());
    terms(saved.terms(), out);
    out.writeLong(saved.reference());
    return out.getCopyOfBuffer();
  }

  Matching matching(String symbol, byte[] row, List<WorkingOrder> orders, List<RecentTrade> trades)
      throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    boolean plain = format(in, FORMAT_2) == FORMAT;
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
            in.readLong(),
            plain ? MarketState.Pause.NONE : new MarketState.Pause(in.readLong(), in.readLong()));
    TradingTerms terms = plain ? TradingTerms.NONE : terms(in);
    long reference = plain ? Decimal8.NONE : in.readLong();
    return new Matching(new Matching.State(state, rulesVersion, terms, reference), orders, trades);
  }

  // ---- where the log stands, and what is held back from it

  byte[] sequencer(Sequencer sequencer) throws IOException {
    Sequencer.State state = sequencer.state();
    DataOutputSerializer out = row(FORMAT_4);
    out.writeInt(state.rulesVersion());
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
    DataInputDeserializer in = new DataInputDeserializer(row);
    byte format = format(in, FORMAT_4);
    int rulesVersion = format < FORMAT_4 ? 0 : in.readInt();
    long lastSequence = in.readLong();
    long lastNumber = in.readLong();
    int partition = in.readInt();
    long lastOffset = in.readLong();
    List<Judged> orders = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      orders.add(judged(symbol, format, in));
    }
    List<SymbolCommand> commands = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      commands.add(command(symbol, in));
    }
    return new Sequencer(
        new Sequencer.State(
            symbol,
            rulesVersion,
            lastSequence,
            lastNumber,
            partition,
            lastOffset,
            orders,
            commands));
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
    out.writeBoolean(judged.targetKnown());
  }

  private Judged judged(String symbol, byte format, DataInputDeserializer in) throws IOException {
    return new Judged(
        order(symbol, format, in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        text(in),
        verdict(in),
        format >= FORMAT_2 && in.readBoolean());
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
    conditions(order.conditions(), out);
    out.writeLong(order.validUntil());
    Correction correction = order.correction();
    text(correction.tradeId(), out);
    out.writeLong(correction.cash());
    text(correction.operator(), out);
    text(correction.comment(), out);
  }

  private OrderCommand order(String symbol, byte format, DataInputDeserializer in)
      throws IOException {
    int partition = in.readInt();
    long offset = in.readLong();
    String account = text(in);
    String orderId = text(in);
    String origOrderId = text(in);
    Action action = name(Action.class, in);
    Side side = name(Side.class, in);
    OrderType orderType = name(OrderType.class, in);
    TimeInForce timeInForce = name(TimeInForce.class, in);
    long qty = in.readLong();
    long price = in.readLong();
    long timestamp = in.readLong();
    Verdict defect = in.readBoolean() ? verdict(in) : null;
    boolean plain = format == FORMAT;
    return new OrderCommand(
        partition,
        offset,
        symbol,
        account,
        orderId,
        origOrderId,
        action,
        side,
        orderType,
        timeInForce,
        qty,
        price,
        plain ? Conditions.NONE : conditions(in),
        timestamp,
        plain ? 0 : in.readLong(),
        format < FORMAT_3
            ? Correction.NONE
            : Correction.of(text(in), in.readLong(), text(in), text(in)),
        defect);
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
    out.writeByte(kind(command));
    out.writeLong(command.after());
    out.writeInt(command.partition());
    out.writeLong(command.offset());
    out.writeLong(command.time());
    out.writeInt(command.tradingDay());
    if (command instanceof SymbolCommand.PhaseChange change) {
      name(change.phase(), out);
      out.writeLong(change.reference());
      terms(change.terms(), out);
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      text(kill.account(), out);
    } else if (command instanceof SymbolCommand.Expire expire) {
      out.writeLong(expire.upTo());
    }
  }

  private static byte kind(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange) {
      return PHASE_CHANGE_2;
    }
    return command instanceof SymbolCommand.KillCancel ? KILL_CANCEL : EXPIRE;
  }

  private SymbolCommand command(String symbol, DataInputDeserializer in) throws IOException {
    byte kind = in.readByte();
    long after = in.readLong();
    int partition = in.readInt();
    long offset = in.readLong();
    long time = in.readLong();
    int day = in.readInt();
    if (kind == KILL_CANCEL) {
      return new SymbolCommand.KillCancel(symbol, after, partition, offset, time, day, text(in));
    }
    if (kind == EXPIRE) {
      return new SymbolCommand.Expire(symbol, after, in.readLong(), time, day);
    }
    Phase phase = name(Phase.class, in);
    boolean hasTerms = kind != PHASE_CHANGE;
    return new SymbolCommand.PhaseChange(
        symbol,
        after,
        partition,
        offset,
        time,
        day,
        phase,
        hasTerms ? in.readLong() : Decimal8.NONE,
        hasTerms ? terms(in) : TradingTerms.NONE);
  }

  private void terms(TradingTerms terms, DataOutputSerializer out) throws IOException {
    out.writeLong(terms.tickSize());
    out.writeInt(terms.bandBps());
    name(terms.bandAction(), out);
  }

  private TradingTerms terms(DataInputDeserializer in) throws IOException {
    return new TradingTerms(in.readLong(), in.readInt(), name(BandAction.class, in));
  }

  // ---- fields

  private DataOutputSerializer row(byte format) throws IOException {
    buffer.clear();
    buffer.writeByte(format);
    return buffer;
  }

  private static byte format(DataInputDeserializer in, byte newest) throws IOException {
    byte format = in.readByte();
    if (format > newest) {
      throw new IOException("state of a later release: format " + format);
    }
    return format;
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
