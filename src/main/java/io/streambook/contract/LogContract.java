package io.streambook.contract;

import io.streambook.avro.EntryKind;
import io.streambook.avro.ValidatedOrder;
import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.SymbolCommand.Expire;
import io.streambook.book.SymbolCommand.KillCancel;
import io.streambook.book.SymbolCommand.PhaseChange;
import io.streambook.book.TimeInForce;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log: one record for every kind of entry. */
final class LogContract implements DirectContract<ValidatedOrder, LogEntry> {
  private static final Symbols<EntryKind> KIND = new Symbols<>(EntryKind.class, EntryKind.values());
  private static final Symbols<io.streambook.avro.Verdict> VERDICT =
      new Symbols<>(io.streambook.avro.Verdict.class, io.streambook.avro.Verdict.values());

  /** What stands in the fields of an order when the entry is none. */
  private static final Judged NO_ORDER = noOrder(Decimal8.NONE, 0);

  private static Judged noOrder(long reference, long expireTime) {
    return new Judged(
        new OrderCommand(
            -1,
            -1,
            "",
            null,
            null,
            "",
            Action.UNKNOWN,
            Side.UNKNOWN,
            OrderType.UNKNOWN,
            TimeInForce.UNKNOWN,
            Decimal8.NONE,
            Decimal8.NONE,
            Conditions.of(Decimal8.NONE, 0, 0, false, expireTime, SelfTradePrevention.NONE, ""),
            0,
            0,
            null),
        0,
        0,
        0,
        reference,
        Decimal8.NONE,
        "",
        Verdict.ACCEPTED);
  }

  @Override
  public Topic topic() {
    return Topic.VALIDATED_ORDERS;
  }

  @Override
  public Class<LogEntry> type() {
    return LogEntry.class;
  }

  @Override
  public Schema schema() {
    return ValidatedOrder.getClassSchema();
  }

  @Override
  public String key(LogEntry entry) {
    return entry.symbol();
  }

  @Override
  public LogEntry read(ValidatedOrder avro, ConsumerRecord<byte[], byte[]> source) {
    return switch (avro.getKind()) {
      case RULES ->
          new LogEntry.Rules(
              avro.getSymbol(),
              avro.getSequence(),
              Fields.micros(avro.getTimestamp()),
              day(avro),
              avro.getRulesVersion());
      case ORDER -> new LogEntry.Order(avro.getSequence(), judged(avro));
      case PHASE -> new LogEntry.Symbol(avro.getSequence(), phaseChange(avro));
      case KILL -> new LogEntry.Symbol(avro.getSequence(), killCancel(avro));
      case EXPIRE ->
          new LogEntry.Symbol(
              avro.getSequence(),
              new Expire(
                  avro.getSymbol(),
                  avro.getNumber(),
                  Fields.orZero(avro.getExpireTime()),
                  Fields.micros(avro.getTimestamp()),
                  day(avro)));
      case UNKNOWN -> throw unknownKind();
    };
  }

  private static BadRecord unknownKind() {
    return BadRecord.value("kind is not one that this version knows");
  }

  private static int day(ValidatedOrder avro) {
    return Math.toIntExact(avro.getTradingDay().toEpochDay());
  }

  private static Judged judged(ValidatedOrder avro) {
    return new Judged(
        order(avro),
        avro.getNumber(),
        Fields.micros(avro.getTimestamp()),
        day(avro),
        Fields.number(avro.getReference(), "reference"),
        Fields.number(avro.getProtectionLimit(), "protectionLimit"),
        Fields.text(avro.getCurrency()),
        verdict(avro.getVerdict(), avro.getReason(), avro.getText()),
        avro.getTargetKnown());
  }

  /** What was wrong with its numbers stands in the verdict. */
  private static OrderCommand order(ValidatedOrder avro) {
    checkSent(avro.getOrderTimestamp() != null);
    return new OrderCommand(
        avro.getPartition(),
        avro.getOffset(),
        avro.getSymbol(),
        Fields.text(avro.getAccount()),
        Fields.text(avro.getOrderId()),
        Fields.text(avro.getOrigOrderId()),
        Fields.as(Action.class, avro.getAction()),
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
        Fields.micros(avro.getOrderTimestamp()),
        Fields.orZero(avro.getValidUntil()),
        CorrectionFields.read(
            avro.getTradeId(), avro.getCash(), avro.getOperator(), avro.getComment()),
        null);
  }

  private static void checkSent(boolean hasTimestamp) {
    if (!hasTimestamp) {
      throw BadRecord.value("an order without orderTimestamp");
    }
  }

  private static Verdict verdict(io.streambook.avro.Verdict decided, String reason, String text) {
    return switch (decided) {
      case ACCEPTED -> Verdict.ACCEPTED;
      case REJECTED -> new Verdict(reason(reason), text);
      case UNKNOWN -> throw BadRecord.value("verdict is not one that this version knows");
    };
  }

  /** The reason with this code; null for null. */
  static Reason reason(String code) {
    if (code == null) {
      return null;
    }
    try {
      return Reason.valueOf(code);
    } catch (IllegalArgumentException e) {
      throw BadRecord.value(
          "reason " + BadRecord.quoted(code) + " is not one that this version knows");
    }
  }

  private static PhaseChange phaseChange(ValidatedOrder avro) {
    return new PhaseChange(
        avro.getSymbol(),
        avro.getNumber(),
        avro.getPartition(),
        avro.getOffset(),
        Fields.micros(avro.getTimestamp()),
        day(avro),
        Fields.as(Phase.class, avro.getPhase()),
        Fields.number(avro.getReference(), "reference"),
        new TradingTerms(
            Fields.orZero(avro.getTickSize(), "tickSize"),
            avro.getDynamicBandBps(),
            Fields.as(BandAction.class, avro.getBandAction())));
  }

  private static KillCancel killCancel(ValidatedOrder avro) {
    return new KillCancel(
        avro.getSymbol(),
        avro.getNumber(),
        avro.getPartition(),
        avro.getOffset(),
        Fields.micros(avro.getTimestamp()),
        day(avro),
        Fields.text(avro.getAccount()));
  }

  @Override
  public LogEntry read(AvroInput in, ConsumerRecord<byte[], byte[]> source) {
    String symbol = in.name();
    long sequence = in.number();
    EntryKind kind = in.symbol(KIND);
    int partition = in.integer();
    long offset = in.number();
    long number = in.number();
    long time = in.number();
    int day = in.integer();
    io.streambook.avro.Verdict decided = in.symbol(VERDICT);
    Verdict verdict = verdict(decided, in.nullableName(), in.nullableText());
    Action action = in.symbol(Symbols.ACTION);
    String orderId = in.optionalText();
    String origOrderId = in.optionalText();
    String account = in.optionalName();
    Side side = in.symbol(Symbols.SIDE);
    OrderType orderType = in.symbol(Symbols.ORDER_TYPE);
    TimeInForce timeInForce = in.symbol(Symbols.TIME_IN_FORCE);
    long qty = in.decimalOrZero();
    long price = in.optionalDecimal();
    boolean sent = in.present();
    long sentTime = sent ? in.number() : 0;
    long reference = in.optionalDecimal();
    long protectionLimit = in.optionalDecimal();
    String currency = in.optionalName();
    Phase phase = in.symbol(Symbols.PHASE);
    int rulesVersion = in.integer();
    Conditions conditions = ConditionFields.read(in);
    long validUntil = in.numberOrZero();
    boolean targetKnown = in.flag();
    long tickSize = in.decimalOrZero();
    int bandBps = in.integer();
    BandAction bandAction = in.symbol(Symbols.BAND_ACTION);
    Correction correction = CorrectionFields.read(in);
    return switch (kind) {
      case RULES -> new LogEntry.Rules(symbol, sequence, time, day, rulesVersion);
      case ORDER -> {
        checkSent(sent);
        OrderCommand order =
            new OrderCommand(
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
                conditions,
                sentTime,
                validUntil,
                correction,
                null);
        yield new LogEntry.Order(
            sequence,
            new Judged(
                order,
                number,
                time,
                day,
                reference,
                protectionLimit,
                currency,
                verdict,
                targetKnown));
      }
      case PHASE ->
          new LogEntry.Symbol(
              sequence,
              new PhaseChange(
                  symbol,
                  number,
                  partition,
                  offset,
                  time,
                  day,
                  phase,
                  reference,
                  new TradingTerms(tickSize, bandBps, bandAction)));
      case KILL ->
          new LogEntry.Symbol(
              sequence, new KillCancel(symbol, number, partition, offset, time, day, account));
      case EXPIRE ->
          new LogEntry.Symbol(
              sequence, new Expire(symbol, number, conditions.expireTime(), time, day));
      case UNKNOWN -> throw unknownKind();
    };
  }

  @Override
  public void write(LogEntry entry, AvroOutput out) {
    if (entry instanceof LogEntry.Order order) {
      Judged judged = order.judged();
      start(entry, EntryKind.ORDER, judged.number(), out);
      order(judged, judged.order().account(), out);
      end(Phase.UNKNOWN, 0, judged, TradingTerms.NONE, out);
    } else if (entry instanceof LogEntry.Rules rules) {
      start(entry, EntryKind.RULES, 0, out);
      order(NO_ORDER, null, out);
      end(Phase.UNKNOWN, rules.version(), NO_ORDER, TradingTerms.NONE, out);
    } else if (entry instanceof LogEntry.Symbol symbol) {
      command(symbol, symbol.command(), out);
    }
  }

  private static void command(LogEntry entry, SymbolCommand command, AvroOutput out) {
    if (command instanceof PhaseChange change) {
      start(entry, EntryKind.PHASE, change.after(), out);
      order(noOrder(change.reference(), 0), null, out);
      end(change.phase(), 0, NO_ORDER, change.terms(), out);
    } else if (command instanceof KillCancel kill) {
      start(entry, EntryKind.KILL, kill.after(), out);
      order(NO_ORDER, kill.account(), out);
      end(Phase.UNKNOWN, 0, NO_ORDER, TradingTerms.NONE, out);
    } else if (command instanceof Expire expire) {
      start(entry, EntryKind.EXPIRE, expire.after(), out);
      order(NO_ORDER, null, out);
      end(Phase.UNKNOWN, 0, noOrder(Decimal8.NONE, expire.upTo()), TradingTerms.NONE, out);
    }
  }

  private static void start(LogEntry entry, EntryKind kind, long number, AvroOutput out) {
    out.name(entry.symbol());
    out.number(entry.sequence());
    out.symbol(kind, KIND);
    out.integer(entry.partition());
    out.number(entry.offset());
    out.number(number);
    out.number(entry.time());
    out.integer(entry.tradingDay());
  }

  private static void order(Judged judged, String account, AvroOutput out) {
    verdict(judged.verdict(), out);
    OrderCommand order = judged.order();
    out.symbol(order.action(), Symbols.ACTION);
    out.nullableText(order.orderId());
    out.optionalText(order.origOrderId());
    out.nullableName(account);
    out.symbol(order.side(), Symbols.SIDE);
    out.symbol(order.orderType(), Symbols.ORDER_TYPE);
    out.symbol(order.timeInForce(), Symbols.TIME_IN_FORCE);
    out.optionalDecimal(qty(order));
    out.optionalDecimal(order.price());
    boolean sent = order.orderId() != null;
    out.present(sent);
    if (sent) {
      out.number(order.timestamp());
    }
    out.optionalDecimal(judged.reference());
    out.optionalDecimal(judged.protectionLimit());
    out.optionalName(judged.currency());
  }

  private static void verdict(Verdict verdict, AvroOutput out) {
    boolean accepted = verdict.accepted();
    out.symbol(
        accepted ? io.streambook.avro.Verdict.ACCEPTED : io.streambook.avro.Verdict.REJECTED,
        VERDICT);
    out.nullableName(accepted ? null : verdict.reason().name());
    out.nullableText(accepted ? null : verdict.text());
  }

  private static long qty(OrderCommand order) {
    boolean none = order.defect() != null && order.defect().reason() == Reason.INVALID_QTY;
    return none ? Decimal8.NONE : order.qty();
  }

  private static void end(
      Phase phase, int rulesVersion, Judged judged, TradingTerms terms, AvroOutput out) {
    out.symbol(phase, Symbols.PHASE);
    out.integer(rulesVersion);
    ConditionFields.write(judged.order().conditions(), out);
    out.numberUnlessZero(judged.order().validUntil());
    out.flag(judged.targetKnown());
    out.optionalDecimal(terms.tickSize() == 0 ? Decimal8.NONE : terms.tickSize());
    out.integer(terms.bandBps());
    out.symbol(terms.bandAction(), Symbols.BAND_ACTION);
    CorrectionFields.write(judged.order().correction(), out);
  }
}
