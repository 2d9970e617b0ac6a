package io.streambook.contract;

import io.streambook.avro.EntryKind;
import io.streambook.avro.ValidatedOrder;
import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.SymbolCommand.KillCancel;
import io.streambook.book.SymbolCommand.PhaseChange;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log: one record for every kind of entry. */
final class LogContract implements Contract<ValidatedOrder, LogEntry> {
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
      case UNKNOWN -> throw BadRecord.value("kind is not one that this version knows");
    };
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
        verdict(avro));
  }

  /** What was wrong with its numbers stands in the verdict. */
  private static OrderCommand order(ValidatedOrder avro) {
    if (avro.getOrderTimestamp() == null) {
      throw BadRecord.value("an order without orderTimestamp");
    }
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
        avro.getQty() == null ? 0 : Fields.number(avro.getQty(), "qty"),
        Fields.number(avro.getPrice(), "price"),
        Fields.micros(avro.getOrderTimestamp()),
        null);
  }

  private static Verdict verdict(ValidatedOrder avro) {
    return switch (avro.getVerdict()) {
      case ACCEPTED -> Verdict.ACCEPTED;
      case REJECTED -> new Verdict(reason(avro.getReason()), avro.getText());
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
        Fields.as(Phase.class, avro.getPhase()));
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
  public ValidatedOrder write(LogEntry entry) {
    ValidatedOrder avro = new ValidatedOrder();
    avro.setSymbol(entry.symbol());
    avro.setSequence(entry.sequence());
    avro.setPartition(entry.partition());
    avro.setOffset(entry.offset());
    avro.setTimestamp(Fields.instant(entry.time()));
    avro.setTradingDay(LocalDate.ofEpochDay(entry.tradingDay()));
    avro.setVerdict(io.streambook.avro.Verdict.ACCEPTED);
    avro.setAction(io.streambook.avro.Action.UNKNOWN);
    avro.setSide(io.streambook.avro.Side.UNKNOWN);
    avro.setOrderType(io.streambook.avro.OrderType.UNKNOWN);
    avro.setTif(io.streambook.avro.TimeInForce.UNKNOWN);
    avro.setPhase(io.streambook.avro.Phase.UNKNOWN);
    if (entry instanceof LogEntry.Rules rules) {
      avro.setKind(EntryKind.RULES);
      avro.setRulesVersion(rules.version());
    } else if (entry instanceof LogEntry.Order order) {
      writeJudged(avro, order.judged());
    } else if (entry instanceof LogEntry.Symbol symbol) {
      writeCommand(avro, symbol.command());
    }
    return avro;
  }

  private static void writeCommand(ValidatedOrder avro, SymbolCommand command) {
    avro.setNumber(command.after());
    if (command instanceof PhaseChange change) {
      avro.setKind(EntryKind.PHASE);
      avro.setPhase(Fields.as(io.streambook.avro.Phase.class, change.phase()));
    } else if (command instanceof KillCancel kill) {
      avro.setKind(EntryKind.KILL);
      avro.setAccount(kill.account());
    }
  }

  private static void writeJudged(ValidatedOrder avro, Judged judged) {
    avro.setKind(EntryKind.ORDER);
    avro.setNumber(judged.number());
    avro.setReference(Fields.decimal(judged.reference()));
    avro.setProtectionLimit(Fields.decimal(judged.protectionLimit()));
    avro.setCurrency(Fields.optionalText(judged.currency()));
    if (!judged.verdict().accepted()) {
      avro.setVerdict(io.streambook.avro.Verdict.REJECTED);
      avro.setReason(judged.verdict().reason().name());
      avro.setText(judged.verdict().text());
    }
    OrderCommand order = judged.order();
    avro.setAction(Fields.as(io.streambook.avro.Action.class, order.action()));
    avro.setOrderId(order.orderId());
    avro.setOrigOrderId(Fields.optionalText(order.origOrderId()));
    avro.setAccount(order.account());
    avro.setSide(Fields.as(io.streambook.avro.Side.class, order.side()));
    avro.setOrderType(Fields.as(io.streambook.avro.OrderType.class, order.orderType()));
    avro.setTif(Fields.as(io.streambook.avro.TimeInForce.class, order.timeInForce()));
    avro.setQty(qty(order));
    avro.setPrice(Fields.decimal(order.price()));
    avro.setOrderTimestamp(Fields.instant(order.timestamp()));
  }

  private static ByteBuffer qty(OrderCommand order) {
    boolean none = order.defect() != null && order.defect().reason() == Reason.INVALID_QTY;
    return Fields.decimal(none ? Decimal8.NONE : order.qty());
  }
}
