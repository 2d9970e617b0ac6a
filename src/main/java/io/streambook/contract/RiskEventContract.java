package io.streambook.contract;

import io.streambook.book.Decimal8;
import io.streambook.risk.RiskEvent;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What happens to the limits of accounts. */
final class RiskEventContract implements Contract<io.streambook.avro.RiskEvent, RiskEvent> {
  @Override
  public Topic topic() {
    return Topic.RISK_EVENTS;
  }

  @Override
  public Class<RiskEvent> type() {
    return RiskEvent.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.RiskEvent.getClassSchema();
  }

  @Override
  public String key(RiskEvent event) {
    return event.account();
  }

  @Override
  public RiskEvent read(io.streambook.avro.RiskEvent avro, ConsumerRecord<byte[], byte[]> source) {
    return new RiskEvent(
        avro.getAccount(),
        avro.getNumber(),
        Fields.as(RiskEvent.Kind.class, avro.getKind()),
        Fields.text(avro.getLimit()),
        avro.getPercent(),
        optional(avro.getMeasured(), "measured"),
        optional(avro.getMax(), "max"),
        Fields.text(avro.getText()),
        Fields.micros(avro.getTimestamp()));
  }

  private static long optional(ByteBuffer decimal, String field) {
    return decimal == null ? Decimal8.NONE : Fields.wide(decimal, field);
  }

  @Override
  public void write(RiskEvent event, AvroOutput out) {
    out.text(event.account());
    out.number(event.number());
    out.symbol(event.kind(), Symbols.RISK_EVENT_KIND);
    out.optionalText(event.limit());
    out.integer(event.percent());
    out.optionalDecimal(event.measured());
    out.optionalDecimal(event.max());
    out.optionalText(event.text());
    out.number(event.time());
  }
}
