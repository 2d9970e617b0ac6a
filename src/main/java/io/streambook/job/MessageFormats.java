package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.BookSnapshot;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.LogOwner;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.KillState;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.Recovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The fields of each message in the order of their declaration; the tag is the place in the list.
 * Not for use by two threads at once.
 */
final class MessageFormats {
  private static final Action[] ACTIONS = Action.values();
  private static final Side[] SIDES = Side.values();
  private static final OrderType[] ORDER_TYPES = OrderType.values();
  private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
  private static final ExecType[] EXEC_TYPES = ExecType.values();
  private static final OrdStatus[] ORD_STATUSES = OrdStatus.values();
  private static final Phase[] PHASES = Phase.values();
  private static final Reason[] REASONS = Reason.values();
  private static final KillState[] KILL_STATES = KillState.values();
  private static final DeadLetter.Code[] CODES = DeadLetter.Code.values();

  private final TextFormat texts = new TextFormat();

  private final List<Format<?>> formats =
      List.of(
          new Format<>(OrderCommand.class, this::order, this::order),
          new Format<>(Judged.class, this::judged, this::judged),
          new Format<>(SymbolCommand.PhaseChange.class, this::phaseChange, this::phaseChange),
          new Format<>(SymbolCommand.KillCancel.class, this::killCancel, this::killCancel),
          new Format<>(LogEntry.Rules.class, this::rules, this::rules),
          new Format<>(LogEntry.Order.class, this::logOrder, this::logOrder),
          new Format<>(LogEntry.Symbol.class, this::logSymbol, this::logSymbol),
          new Format<>(Execution.class, this::execution, this::execution),
          new Format<>(Trade.class, this::trade, this::trade),
          new Format<>(BookSnapshot.class, this::book, this::book),
          new Format<>(MarketState.class, this::marketState, this::marketState),
          new Format<>(Quote.class, this::quote, this::quote),
          new Format<>(Instrument.class, this::instrument, this::instrument),
          new Format<>(RiskLimits.class, this::limits, this::limits),
          new Format<>(AccountSnapshot.class, this::account, this::account),
          new Format<>(DeadLetter.class, this::deadLetter, this::deadLetter),
          new Format<>(LogOwner.class, this::owner, this::owner),
          new Format<>(Recovery.Begin.class, this::begin, this::begin),
          new Format<>(Recovery.Entry.class, this::entry, this::entry),
          new Format<>(Recovery.Published.class, this::published, this::published),
          new Format<>(Recovery.Go.class, this::go, this::go));

  private final Map<Class<?>, Integer> tags = tags();

  @FunctionalInterface
  private interface Writer<T> {
    void write(T message, DataOutputView out) throws IOException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInputView in) throws IOException;
  }

  private record Format<T>(Class<T> type, Writer<T> writer, Reader<T> reader) {
    void write(Object message, DataOutputView out) throws IOException {
      writer.write(type.cast(message), out);
    }
  }

  private Map<Class<?>, Integer> tags() {
    Map<Class<?>, Integer> byClass = new HashMap<>();
    for (int tag = 0; tag < formats.size(); tag++) {
      byClass.put(formats.get(tag).type(), tag);
    }
    return byClass;
  }

  void write(Object message, DataOutputView out) throws IOException {
    Integer tag = tags.get(message.getClass());
    if (tag == null) {
      throw new IllegalArgumentException("no message of the job: " + message.getClass().getName());
    }
    out.writeByte(tag);
    formats.get(tag).write(message, out);
  }

  Object read(DataInputView in) throws IOException {
    int tag = in.readUnsignedByte();
    if (tag >= formats.size()) {
      throw new IOException("unknown message tag " + tag);
    }
    return formats.get(tag).reader().read(in);
  }

  private void order(OrderCommand m, DataOutputView out) throws IOException {
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
    out.writeLong(m.timestamp());
    out.writeBoolean(m.defect() != null);
    if (m.defect() != null) {
      verdict(m.defect(), out);
    }
  }

  private OrderCommand order(DataInputView in) throws IOException {
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
        in.readLong(),
        in.readBoolean() ? verdict(in) : null);
  }

  private void judged(Judged m, DataOutputView out) throws IOException {
    order(m.order(), out);
    out.writeLong(m.number());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
    out.writeLong(m.reference());
    out.writeLong(m.protectionLimit());
    text(m.currency(), out);
    verdict(m.verdict(), out);
  }

  private Judged judged(DataInputView in) throws IOException {
    return new Judged(
        order(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        name(in),
        verdict(in));
  }

  private void phaseChange(SymbolCommand.PhaseChange m, DataOutputView out) throws IOException {
    command(m, out);
    value(m.phase(), out);
  }

  private SymbolCommand.PhaseChange phaseChange(DataInputView in) throws IOException {
    return new SymbolCommand.PhaseChange(
        name(in),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        value(PHASES, in));
  }

  private void killCancel(SymbolCommand.KillCancel m, DataOutputView out) throws IOException {
    command(m, out);
    text(m.account(), out);
  }

  private SymbolCommand.KillCancel killCancel(DataInputView in) throws IOException {
    return new SymbolCommand.KillCancel(
        name(in),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        name(in));
  }

  private void command(SymbolCommand m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.after());
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
  }

  private void rules(LogEntry.Rules m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
    out.writeInt(m.version());
  }

  private LogEntry.Rules rules(DataInputView in) throws IOException {
    return new LogEntry.Rules(name(in), in.readLong(), in.readLong(), in.readInt(), in.readInt());
  }

  private void logOrder(LogEntry.Order m, DataOutputView out) throws IOException {
    out.writeLong(m.sequence());
    judged(m.judged(), out);
  }

  private LogEntry.Order logOrder(DataInputView in) throws IOException {
    return new LogEntry.Order(in.readLong(), judged(in));
  }

  private void logSymbol(LogEntry.Symbol m, DataOutputView out) throws IOException {
    out.writeLong(m.sequence());
    write(m.command(), out);
  }

  private LogEntry.Symbol logSymbol(DataInputView in) throws IOException {
    return new LogEntry.Symbol(in.readLong(), (SymbolCommand) read(in));
  }

  private void owner(LogOwner m, DataOutputView out) throws IOException {
    text(m.prefix(), out);
    text(m.job(), out);
    text(m.name(), out);
    out.writeLong(m.generation());
    out.writeLong(m.time());
  }

  private LogOwner owner(DataInputView in) throws IOException {
    return new LogOwner(text(in), text(in), text(in), in.readLong(), in.readLong());
  }

  private void begin(Recovery.Begin m, DataOutputView out) throws IOException {
    out.writeBoolean(m.whole());
  }

  private Recovery.Begin begin(DataInputView in) throws IOException {
    return new Recovery.Begin(in.readBoolean());
  }

  private void entry(Recovery.Entry m, DataOutputView out) throws IOException {
    write(m.entry(), out);
  }

  private Recovery.Entry entry(DataInputView in) throws IOException {
    return new Recovery.Entry((LogEntry) read(in));
  }

  private void published(Recovery.Published m, DataOutputView out) throws IOException {
    text(m.key(), out);
    out.writeLong(m.place());
  }

  private Recovery.Published published(DataInputView in) throws IOException {
    return new Recovery.Published(text(in), in.readLong());
  }

  private void go(Recovery.Go m, DataOutputView out) throws IOException {
    out.writeLong(m.generation());
  }

  private Recovery.Go go(DataInputView in) throws IOException {
    return new Recovery.Go(in.readLong());
  }

  private void execution(Execution m, DataOutputView out) throws IOException {
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
    out.writeInt(m.tradingDay());
    out.writeLong(m.time());
  }

  private Execution execution(DataInputView in) throws IOException {
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
        in.readInt(),
        in.readLong());
  }

  private void trade(Trade m, DataOutputView out) throws IOException {
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

  private Trade trade(DataInputView in) throws IOException {
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

  private void book(BookSnapshot m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    value(m.phase(), out);
    out.writeLong(m.lastPx());
    levels(m.bids(), out);
    levels(m.asks(), out);
    out.writeLong(m.time());
  }

  private BookSnapshot book(DataInputView in) throws IOException {
    return new BookSnapshot(
        name(in),
        in.readLong(),
        value(PHASES, in),
        in.readLong(),
        levels(in),
        levels(in),
        in.readLong());
  }

  private void levels(List<BookSnapshot.Level> levels, DataOutputView out) throws IOException {
    out.writeInt(levels.size());
    for (BookSnapshot.Level level : levels) {
      out.writeLong(level.price());
      out.writeLong(level.qty());
      out.writeInt(level.orders());
    }
  }

  private List<BookSnapshot.Level> levels(DataInputView in) throws IOException {
    int size = in.readInt();
    List<BookSnapshot.Level> levels = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      levels.add(new BookSnapshot.Level(in.readLong(), in.readLong(), in.readInt()));
    }
    return List.copyOf(levels);
  }

  private void marketState(MarketState m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    value(m.phase(), out);
    text(m.cause(), out);
    out.writeLong(m.lastPx());
    out.writeLong(m.lastTradeTime());
    out.writeInt(m.tradingDay());
    out.writeLong(m.time());
  }

  private MarketState marketState(DataInputView in) throws IOException {
    return new MarketState(
        name(in),
        in.readLong(),
        value(PHASES, in),
        text(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong());
  }

  private void quote(Quote m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    text(m.venue(), out);
    out.writeLong(m.bid());
    out.writeLong(m.ask());
    out.writeLong(m.last());
    out.writeLong(m.bidSize());
    out.writeLong(m.askSize());
    out.writeLong(m.timestamp());
    out.writeLong(m.recordTimestamp());
  }

  private Quote quote(DataInputView in) throws IOException {
    return new Quote(
        name(in),
        name(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private void instrument(Instrument m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeBoolean(m.deleted());
    out.writeLong(m.tickSize());
    out.writeLong(m.lotSize());
    out.writeLong(m.minQty());
    out.writeLong(m.maxQty());
    text(m.currency(), out);
    value(m.phase(), out);
    out.writeInt(m.tradingDay());
    out.writeBoolean(m.restricted());
    out.writeInt(m.collarBps());
    out.writeLong(m.bandLow());
    out.writeLong(m.bandHigh());
    out.writeLong(m.referencePrice());
    out.writeLong(m.quoteMaxAgeMillis());
    out.writeLong(m.timestamp());
    text(m.operator(), out);
  }

  private Instrument instrument(DataInputView in) throws IOException {
    return new Instrument(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        name(in),
        value(PHASES, in),
        in.readInt(),
        in.readBoolean(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        name(in));
  }

  private void limits(RiskLimits m, DataOutputView out) throws IOException {
    text(m.account(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeBoolean(m.deleted());
    out.writeLong(m.maxOrderQty());
    out.writeLong(m.maxNotional());
    out.writeLong(m.maxPosition());
    out.writeLong(m.maxGrossExposure());
    out.writeLong(m.creditLimit());
    out.writeInt(m.maxOpenOrders());
    out.writeInt(m.maxOrdersPerSecond());
    out.writeBoolean(m.killed());
    out.writeLong(m.killGeneration());
    text(m.operator(), out);
    out.writeLong(m.timestamp());
  }

  private RiskLimits limits(DataInputView in) throws IOException {
    return new RiskLimits(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        name(in),
        in.readLong());
  }

  private void account(AccountSnapshot m, DataOutputView out) throws IOException {
    text(m.account(), out);
    value(m.killState(), out);
    out.writeLong(m.killGeneration());
    out.writeInt(m.openOrders());
    out.writeInt(m.positions().size());
    for (AccountSnapshot.Position position : m.positions()) {
      position(position, out);
    }
    out.writeLong(m.grossExposure());
    out.writeLong(m.creditUsed());
    out.writeInt(m.utilisation().size());
    for (Map.Entry<String, Integer> use : m.utilisation().entrySet()) {
      text(use.getKey(), out);
      out.writeInt(use.getValue());
    }
    out.writeLong(m.limitsOffset());
    out.writeLong(m.time());
  }

  private AccountSnapshot account(DataInputView in) throws IOException {
    return new AccountSnapshot(
        name(in),
        value(KILL_STATES, in),
        in.readLong(),
        in.readInt(),
        positions(in),
        in.readLong(),
        in.readLong(),
        utilisation(in),
        in.readLong(),
        in.readLong());
  }

  private void position(AccountSnapshot.Position m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    text(m.currency(), out);
    out.writeLong(m.position());
    out.writeLong(m.openBuyQty());
    out.writeLong(m.openSellQty());
    out.writeLong(m.reserved());
    out.writeLong(m.booked());
    out.writeLong(m.mark());
  }

  private List<AccountSnapshot.Position> positions(DataInputView in) throws IOException {
    int size = in.readInt();
    List<AccountSnapshot.Position> positions = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      positions.add(
          new AccountSnapshot.Position(
              name(in),
              name(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return List.copyOf(positions);
  }

  /** Keeps the order, so that what is published does not depend on the JVM. */
  private Map<String, Integer> utilisation(DataInputView in) throws IOException {
    int size = in.readInt();
    Map<String, Integer> utilisation = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      utilisation.put(name(in), in.readInt());
    }
    return Collections.unmodifiableMap(utilisation);
  }

  private void deadLetter(DeadLetter m, DataOutputView out) throws IOException {
    text(m.topic(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeLong(m.timestamp());
    out.writeInt(m.headers().size());
    for (DeadLetter.Header header : m.headers()) {
      text(header.name(), out);
      bytes(header.value(), out);
    }
    bytes(m.key(), out);
    bytes(m.value(), out);
    value(m.code(), out);
    text(m.text(), out);
  }

  private DeadLetter deadLetter(DataInputView in) throws IOException {
    return new DeadLetter(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        headers(in),
        bytes(in),
        bytes(in),
        value(CODES, in),
        text(in));
  }

  private List<DeadLetter.Header> headers(DataInputView in) throws IOException {
    int size = in.readInt();
    List<DeadLetter.Header> headers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      headers.add(new DeadLetter.Header(text(in), bytes(in)));
    }
    return List.copyOf(headers);
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

  /** The ordinal, or -1 for null. */
  @SuppressWarnings("EnumOrdinal") // both ends of an exchange run the same version
  private void value(Enum<?> value, DataOutputView out) throws IOException {
    out.writeByte(value == null ? -1 : value.ordinal());
  }

  private <E> E value(E[] values, DataInputView in) throws IOException {
    byte ordinal = in.readByte();
    return ordinal < 0 ? null : values[ordinal];
  }

  private void text(String text, DataOutputView out) throws IOException {
    texts.write(text, out);
  }

  /** A text that hardly ever comes twice. */
  private String text(DataInputView in) throws IOException {
    return texts.read(in);
  }

  /** A text that comes again and again. */
  private String name(DataInputView in) throws IOException {
    return texts.readName(in);
  }

  /** The length, or -1 for null, then the bytes. */
  private void bytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private byte[] bytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
