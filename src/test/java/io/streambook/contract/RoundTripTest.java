package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.Trade;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

class RoundTripTest {
  private static final RegistryStub STUB = new RegistryStub();
  private static final Registry REGISTRY = new Registry(STUB.url());

  private static final AvroEncoder ENCODER = encoder();

  /** Every record of these tests lies in partition 2, whatever its key. */
  private static final int NO_CHECK = 0;

  private static final Map<Class<?>, AvroDecoder<?>> DECODERS =
      Map.ofEntries(
          Map.entry(Quote.class, AvroDecoder.quotes(REGISTRY, () -> Long.MAX_VALUE / 2)),
          Map.entry(OrderCommand.class, AvroDecoder.orders(REGISTRY, NO_CHECK)),
          Map.entry(Instrument.class, AvroDecoder.instruments(REGISTRY, NO_CHECK)),
          Map.entry(RiskLimits.class, AvroDecoder.riskLimits(REGISTRY, NO_CHECK)),
          Map.entry(LogEntry.Rules.class, AvroDecoder.log(REGISTRY)),
          Map.entry(LogEntry.Order.class, AvroDecoder.log(REGISTRY)),
          Map.entry(LogEntry.Symbol.class, AvroDecoder.log(REGISTRY)),
          Map.entry(Trade.class, AvroDecoder.trades(REGISTRY)),
          Map.entry(Execution.class, AvroDecoder.executions(REGISTRY)),
          Map.entry(BookSnapshot.class, AvroDecoder.book(REGISTRY)),
          Map.entry(MarketState.class, AvroDecoder.marketState(REGISTRY)),
          Map.entry(AccountSnapshot.class, AvroDecoder.accounts(REGISTRY)),
          Map.entry(RiskEvent.class, AvroDecoder.riskEvents(REGISTRY)),
          Map.entry(LogOwner.class, AvroDecoder.logOwners(REGISTRY)));

  private static AvroEncoder encoder() {
    Schemas.topics().forEach(topic -> STUB.add(Schemas.current(topic)));
    return new AvroEncoder(REGISTRY, "");
  }

  @AfterContainer
  static void stop() {
    STUB.close();
  }

  @Property(tries = 2_000)
  void whatIsWrittenIsRead(@ForAll long seed) {
    for (Object value : new DomainValues(seed).oneOfEach()) {
      ProducerRecord<byte[], byte[]> written = ENCODER.record(value);
      assertThat(DECODERS.get(value.getClass()).decode(Records.at(written.key(), written.value())))
          .isEqualTo(new Decoded.Value<>(value));
    }
  }

  @Property(tries = 2_000)
  void damagedBytesAreNeverAnException(@ForAll long seed) {
    Random random = new Random(seed);
    for (Object value : new DomainValues(seed).oneOfEach()) {
      ProducerRecord<byte[], byte[]> written = ENCODER.record(value);
      byte[] bytes = written.value();
      if (bytes != null) {
        bytes[5 + random.nextInt(Math.min(bytes.length, 200) - 5)] = (byte) random.nextInt();
        assertThat(DECODERS.get(value.getClass()).decode(Records.at(written.key(), bytes)))
            .isNotNull();
      }
    }
  }

  @Property(tries = 200)
  void aStockReaderWithTheSchemaAloneReadsIt(@ForAll long seed) throws Exception {
    Trade trade = new DomainValues(seed).trade();
    ProducerRecord<byte[], byte[]> record = ENCODER.record(trade);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(trade.symbol());

    GenericRecord read = readAsAnyoneWould(Topic.TRADES, record.value());
    assertThat(read.get("price")).isEqualTo(BigDecimal.valueOf(trade.price(), 8));
    assertThat(read.get("qty")).isEqualTo(BigDecimal.valueOf(trade.qty(), 8));
    assertThat(read.get("timestamp"))
        .isEqualTo(Instant.EPOCH.plus(trade.time(), java.time.temporal.ChronoUnit.MICROS));
    assertThat(read.get("aggressor")).hasToString(trade.aggressor().name());
    assertThat(read.get("tradeId")).hasToString(trade.tradeId());
  }

  private static GenericRecord readAsAnyoneWould(Topic topic, byte[] value) throws Exception {
    Schema schema = new Schema.Parser().parse(Schemas.current(topic));
    GenericData model = new GenericData();
    model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    model.addLogicalTypeConversion(new TimeConversions.DateConversion());
    return new GenericDatumReader<GenericRecord>(schema, schema, model)
        .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
  }
}
