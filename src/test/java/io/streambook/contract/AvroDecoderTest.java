package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.DeadLetter.Code;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroDecoderTest {
  private static final RegistryStub STUB = new RegistryStub();
  private static final Registry REGISTRY = new Registry(STUB.url());
  private static final Schema V1 = Schemas.parse(Schemas.released(Topic.ORDERS).get(0));
  private static final int V1_ID = STUB.add(V1.toString());
  private static final byte[] KEY = Wire.utf8("ACME");

  /** Where Kafka's partitioner puts ACME. */
  private static final int PARTITIONS = 4;

  private static final int PARTITION = 1;
  private static final long NOW = 1_790_000_000_000_000L;

  private final AvroDecoder<OrderCommand> orders = AvroDecoder.orders(REGISTRY, PARTITIONS);
  private final GenericRecord order = Wire.order(V1);

  @AfterAll
  static void stop() {
    STUB.close();
  }

  @Test
  void aVersionOneOrderIsALimitOrderOfTheHouse() {
    assertThat(orders.decode(good()))
        .isEqualTo(
            new Decoded.Value<>(
                new OrderCommand(
                    PARTITION,
                    DomainValues.OFFSET,
                    "ACME",
                    "HOUSE",
                    "o-1",
                    "",
                    Action.NEW,
                    Side.BUY,
                    OrderType.LIMIT,
                    TimeInForce.GTC,
                    Decimal8.parse("10"),
                    Decimal8.parse("101.25"),
                    NOW,
                    null)));
  }

  @Test
  void aVersionOneOrderWithoutPriceIsAMarketOrder() {
    order.put("price", null);
    assertThat(value(good()).orderType()).isEqualTo(OrderType.MARKET);
    assertThat(value(good()).price()).isEqualTo(Decimal8.NONE);
  }

  @Test
  void aNullValueIsADeadLetter() {
    dies(record(KEY, null), Code.NULL_VALUE, "no value");
    dies(record(null, null), Code.NULL_VALUE, "neither key nor value");
  }

  @Test
  void anUnknownMagicByteIsADeadLetter() {
    byte[] bytes = good().value();
    bytes[0] = 1;
    dies(record(KEY, bytes), Code.UNKNOWN_MAGIC_BYTE, "first byte is 1");
    dies(record(KEY, Wire.utf8("{\"a\":1}")), Code.UNKNOWN_MAGIC_BYTE, "first byte is 123");
  }

  @Test
  void anUnknownSchemaIdIsADeadLetterAndAskedForOnce() {
    byte[] bytes = good().value();
    ByteBuffer.wrap(bytes).putInt(1, 999_999);
    int before = STUB.requests();
    for (int i = 0; i < 5; i++) {
      dies(record(KEY, bytes), Code.UNKNOWN_SCHEMA_ID, "999999");
    }
    assertThat(STUB.requests()).isEqualTo(before + 1);
  }

  @Test
  void whatIsCutOffAnywhereIsADeadLetter() {
    byte[] bytes = good().value();
    for (int length = 0; length < bytes.length; length++) {
      dies(record(KEY, Arrays.copyOf(bytes, length)), Code.MALFORMED_AVRO, "");
    }
  }

  @Test
  void bytesAfterTheEndAreADeadLetter() {
    byte[] bytes = good().value();
    dies(record(KEY, Arrays.copyOf(bytes, bytes.length + 1)), Code.MALFORMED_AVRO, "go on");
  }

  @Test
  void randomBytesAreNeverAnException() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = good().value();
      if (random.nextBoolean()) {
        bytes = new byte[5 + random.nextInt(100)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).put(0, (byte) 0).putInt(1, V1_ID);
      } else {
        bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
      }
      assertThat(orders.decode(record(KEY, bytes))).as("seed %d", seed).isNotNull();
    }
  }

  /** Registries differ in what they look at: Apicurio takes a default of any type. */
  @Test
  void aSchemaWithAnImpossibleDefaultIsADeadLetter() {
    String broken =
        V1.toString().replace("\"name\":\"symbol\",", "\"name\":\"symbol\",\"default\":7,");
    assertThat(broken).isNotEqualTo(V1.toString());
    int id = STUB.add(new Schema.Parser().setValidateDefaults(false).parse(broken));
    byte[] bytes = good().value();
    ByteBuffer.wrap(bytes).putInt(1, id);
    dies(record(KEY, bytes), Code.WRONG_SCHEMA, "is not an Avro schema");
  }

  @Test
  void aRecordOfAnotherTypeIsADeadLetter() {
    int id = STUB.add(Schemas.current(Topic.RISK_LIMITS));
    byte[] bytes = good().value();
    ByteBuffer.wrap(bytes).putInt(1, id);
    dies(record(KEY, bytes), Code.WRONG_SCHEMA, "is io.streambook.avro.RiskLimits, expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"scale\":8=\"scale\":4",
        "\"precision\":18=\"precision\":20",
        "timestamp-micros=timestamp-millis",
        ",\"logicalType\":\"decimal\",\"precision\":18,\"scale\":8="
      })
  void aWriterThatMeansAnotherNumberIsADeadLetter(String change) {
    String[] fromTo = change.split("=", 2);
    String changed = V1.toString().replace(fromTo[0], fromTo[1]);
    assertThat(changed).isNotEqualTo(V1.toString());
    byte[] bytes = Wire.write(STUB.add(changed), Wire.order(Schemas.parse(changed)));
    dies(record(KEY, bytes), Code.WRONG_SCHEMA, "changes a logical type: Order.");
  }

  @Test
  void anEnumSymbolOfALaterVersionIsUnknown() {
    String later = V1.toString().replace("\"FOK\"", "\"FOK\",\"AT_CROSSING\"");
    Schema schema = Schemas.parse(later);
    GenericRecord written = Wire.order(schema);
    written.put("tif", Wire.symbol(schema, "tif", "AT_CROSSING"));
    byte[] bytes = Wire.write(STUB.add(later), written);
    assertThat(value(record(KEY, bytes)).timeInForce()).isEqualTo(TimeInForce.UNKNOWN);
  }

  @Test
  void aKeyThatIsNotTheSymbolIsADeadLetter() {
    dies(record(null, good().value()), Code.WRONG_KEY, "key is null, expected 'ACME'");
    dies(record(Wire.utf8("acme"), good().value()), Code.WRONG_KEY, "key is 'acme'");
  }

  @Test
  void aForeignPartitionerIsADeadLetter() {
    ConsumerRecord<byte[], byte[]> elsewhere = Records.at(PARTITION + 1, KEY, good().value());
    dies(elsewhere, Code.WRONG_PARTITION, "partitioner=murmur2_random");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A B", "ÄCME", "ACME\n", "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567"})
  void aSymbolThatIsNoneIsADeadLetter(String symbol) {
    order.put("symbol", symbol);
    dies(record(Wire.utf8(symbol), good().value()), Code.INVALID_SYMBOL, "1 to 32");
  }

  @Test
  void aNumberThatDoesNotFitIsAnOrderWithADefect() {
    order.put("qty", Wire.decimal("9999999999.99999999"));
    assertThat(value(good()).defect()).isNull();
    order.put("qty", Wire.decimal("10000000000"));
    assertThat(value(good()).defect().reason()).isEqualTo(Reason.INVALID_QTY);
    order.put("qty", ByteBuffer.wrap(new byte[0]));
    assertThat(value(good()).defect().reason()).isEqualTo(Reason.INVALID_QTY);
    order.put("qty", Wire.decimal("-1"));
    order.put("price", Wire.decimal("-123456789012345678901234567890"));
    assertThat(value(good()).qty()).isEqualTo(-Decimal8.ONE);
    assertThat(value(good()).defect().reason()).isEqualTo(Reason.INVALID_PRICE);
  }

  @Test
  void aNumberPaddedWithSignBytesIsTheSameNumber() {
    order.put("qty", ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    assertThat(value(good()).qty()).isEqualTo(1);
    order.put("qty", ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}));
    assertThat(value(good()).qty()).isEqualTo(-1);
  }

  @Test
  void idsAndTimesOfAnyKindArriveAsTheyAre() {
    order.put("orderId", "x".repeat(10_000));
    order.put("timestamp", Long.MAX_VALUE);
    assertThat(value(good()).orderId()).hasSize(10_000);
    assertThat(value(good()).timestamp()).isEqualTo(Long.MAX_VALUE);
    order.put("timestamp", Long.MIN_VALUE);
    assertThat(value(good()).timestamp()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void anOrderThatKafkaCouldNotAnswerIsADeadLetter() {
    order.put("orderId", "x".repeat(65_536));
    dies(good(), Code.INVALID_VALUE, "at most 65536");
  }

  @Test
  void aRegistryThatFailsIsAskedAgain() {
    STUB.fail(1);
    assertThat(AvroDecoder.orders(REGISTRY, PARTITIONS).decode(good()))
        .isInstanceOf(Decoded.Value.class);
  }

  @Test
  void aDeadLetterCarriesTheOriginal() {
    byte[] value = {9, 9, 9};
    DeadLetter letter = letter(record(KEY, value));
    assertThat(letter.topic()).isEqualTo("orders");
    assertThat(letter.partition()).isEqualTo(PARTITION);
    assertThat(letter.offset()).isEqualTo(DomainValues.OFFSET);
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.headers())
        .extracting(DeadLetter.Header::name)
        .containsExactly("trace", "trace");
  }

  /** Compressed, Kafka takes far more than its limit: such a letter would fail the job for ever. */
  @Test
  void whatIsTooLargeForADeadLetterStaysWhereItWas() {
    byte[] large = new byte[DeadLetters.MAX_MESSAGE_BYTES];
    DeadLetter value = letter(record(KEY, large));
    assertThat(value.value()).isNull();
    assertThat(value.key()).isEqualTo(KEY);
    assertThat(value.text()).contains("left where it was: 1");

    DeadLetter key = letter(record(large, Wire.utf8("x")));
    assertThat(key.key()).isNull();
    assertThat(key.headers()).isEmpty();
    assertThat(key.text()).contains("left where it was: 1");

    ConsumerRecord<byte[], byte[]> record = record(KEY, Wire.utf8("x"));
    record.headers().add("large", large);
    DeadLetter header = letter(record);
    assertThat(header.headers()).isEmpty();
    assertThat(header.text()).contains("left where it was: 1");
    for (DeadLetter letter : List.of(value, key, header)) {
      assertThatThrownBy(() -> DeadLetters.original(letter))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aQuoteThatCanNotBeTrueIsADeadLetter() {
    assertThat(quote("10", "10.5", "10.2", NOW + 1_000_000)).isInstanceOf(Decoded.Value.class);
    assertThat(quote("10", "10", null, NOW)).isInstanceOf(Decoded.Value.class);
    assertThat(quote(null, null, null, 0)).isInstanceOf(Decoded.Value.class);
    invalid(quote("10", "10.5", null, NOW + 1_000_001), Code.INVALID_QUOTE, "1 s in the future");
    invalid(quote("10.5", "10", null, NOW), Code.INVALID_QUOTE, "bid=10.5 is above ask=10");
    invalid(quote("0", "10", null, NOW), Code.INVALID_QUOTE, "bid=0");
    invalid(quote("10", "-1", null, NOW), Code.INVALID_QUOTE, "ask=-1");
    invalid(quote(null, null, "0", NOW), Code.INVALID_QUOTE, "last=0");
    invalid(quote("10000000000", null, null, NOW), Code.INVALID_VALUE, "18 digits");
  }

  @Test
  void anInstrumentThatMakesNoSenseIsADeadLetter() {
    assertThat(instrument("tickSize", "0.00000001")).isInstanceOf(Decoded.Value.class);
    invalid(instrument("tickSize", "0"), Code.INVALID_VALUE, "tickSize=0");
    invalid(instrument("lotSize", "-1"), Code.INVALID_VALUE, "lotSize=-1");
    invalid(instrument("minQty", "1000.1"), Code.INVALID_VALUE, "minQty is above maxQty");
    invalid(instrument("maxQty", "100000001"), Code.INVALID_VALUE, "maxQty is above 100000000");
    invalid(instrument("bandLow", "0"), Code.INVALID_VALUE, "bandLow=0");
    invalid(instrument("bandLow", "200"), Code.INVALID_VALUE, "bandLow is above bandHigh");
  }

  private static Decoded<Instrument> scheduled(String zone, String... steps) {
    return instrument(withSchedule(zone, steps));
  }

  private static GenericRecord withSchedule(String zone, String... steps) {
    Schema schema = Schemas.parse(Schemas.current(Topic.INSTRUMENTS));
    GenericRecord instrument = instrument(schema);
    Schema step = schema.getField("schedule").schema().getElementType();
    List<GenericRecord> schedule = new ArrayList<>();
    for (String text : steps) {
      String[] timeAndPhase = text.split("=", -1);
      GenericRecord record = new GenericData.Record(step);
      record.put("time", timeAndPhase[0]);
      record.put("phase", Wire.symbol(step, "phase", timeAndPhase[1]));
      schedule.add(record);
    }
    instrument.put("scheduleZone", zone);
    instrument.put("schedule", schedule);
    return instrument;
  }

  @Test
  void aScheduleThatMakesNoSenseIsADeadLetter() {
    assertThat(value(scheduled("Europe/Zurich", "08:00=PRE_OPEN", "17:30:10=CLOSED")).schedule())
        .isEqualTo(Schedule.parse("Europe/Zurich,08:00=PRE_OPEN,17:30:10=CLOSED"));
    assertThat(value(scheduled(null)).schedule()).isEqualTo(Schedule.NONE);
    Code code = Code.INVALID_VALUE;
    invalid(scheduled("Mars/Base", "08:00=CLOSED"), code, "not an IANA time zone");
    invalid(scheduled(null, "08:00=CLOSED"), code, "not an IANA time zone");
    invalid(scheduled("Europe/Zurich"), code, "has no steps");
    invalid(scheduled("Europe/Zurich", "8:00=CLOSED"), code, "not HH:MM or HH:MM:SS");
    invalid(scheduled("Europe/Zurich", "25:00=CLOSED"), code, "not HH:MM or HH:MM:SS");
    invalid(scheduled("Europe/Zurich", "08:00=UNKNOWN"), code, "no known phase");
    invalid(
        scheduled("Europe/Zurich", "08:00=CLOSED", "07:00=PRE_OPEN"),
        code,
        "schedule step 07:00=PRE_OPEN is not after the one before it");
  }

  private static Decoded<Instrument> trading(
      GenericRecord instrument, List<String> weekdays, Integer... holidays) {
    Schema weekday = instrument.getSchema().getField("scheduleWeekdays").schema().getElementType();
    instrument.put(
        "scheduleWeekdays",
        weekdays.stream().map(name -> new GenericData.EnumSymbol(weekday, name)).toList());
    instrument.put("scheduleHolidays", List.of(holidays));
    return instrument(instrument);
  }

  @Test
  void aScheduleMayLeaveOutWeekdaysAndDates() {
    GenericRecord scheduled = withSchedule("UTC", "08:00=CONTINUOUS");
    int holiday = (int) LocalDate.parse("2026-12-25").toEpochDay();
    assertThat(value(trading(scheduled, List.of("FRIDAY", "MONDAY"), holiday)).schedule())
        .isEqualTo(Schedule.parse("UTC,MON+FRI,08:00=CONTINUOUS,!2026-12-25"));
    assertThat(value(trading(scheduled, List.of())).schedule())
        .isEqualTo(Schedule.parse("UTC,08:00=CONTINUOUS"));
    Code code = Code.INVALID_VALUE;
    invalid(
        trading(scheduled, List.of("MONDAY", "UNKNOWN")),
        code,
        "scheduleWeekdays has one that this version does not know");
    invalid(trading(scheduled, List.of(), Integer.MAX_VALUE), code, "is not in 1970 to 9999");
    invalid(trading(scheduled, List.of(), -1), code, "is not in 1970 to 9999");
    Integer[] many = IntStream.range(0, 65).boxed().toArray(Integer[]::new);
    invalid(trading(scheduled, List.of(), many), code, "more than 64 holidays");
    GenericRecord without = withSchedule(null);
    invalid(trading(without, List.of("MONDAY")), code, "not an IANA time zone");
    invalid(trading(without, List.of(), holiday), code, "not an IANA time zone");
  }

  @Test
  void anInstrumentOfAnEarlierWriterIsNotReducedAndHasNoSchedule() {
    Schema schema = Schemas.parse(Schemas.current(Topic.INSTRUMENTS));
    assertThat(value(instrument(schema, "tickSize", "0.01")).reduceOnly()).isTrue();
    List<String> later =
        List.of("reduceOnly", "scheduleZone", "schedule", "scheduleWeekdays", "scheduleHolidays");
    Schema earlier =
        Schema.createRecord(
            schema.getName(),
            null,
            schema.getNamespace(),
            false,
            schema.getFields().stream()
                .filter(field -> !later.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    Instrument read = value(instrument(earlier, "tickSize", "0.01"));
    assertThat(read.reduceOnly()).isFalse();
    assertThat(read.schedule()).isEqualTo(Schedule.NONE);
  }

  private static Instrument value(Decoded<Instrument> decoded) {
    return ((Decoded.Value<Instrument>) decoded).value();
  }

  @Test
  void anInstrumentWithoutValueIsDeleted() {
    Instrument deleted =
        ((Decoded.Value<Instrument>)
                AvroDecoder.instruments(REGISTRY, PARTITIONS).decode(record(KEY, null)))
            .value();
    assertThat(deleted.deleted()).isTrue();
    assertThat(deleted.symbol()).isEqualTo("ACME");
    assertThat(deleted.offset()).isEqualTo(DomainValues.OFFSET);
  }

  @Test
  void negativeLimitsAreADeadLetterAndZeroIsALimit() {
    assertThat(limits("maxNotional", Wire.decimal("0"))).isInstanceOf(Decoded.Value.class);
    invalid(limits("maxNotional", Wire.decimal("-1")), Code.INVALID_VALUE, "maxNotional=-1");
    invalid(limits("maxOpenOrders", -1), Code.INVALID_VALUE, "maxOpenOrders=-1");
    invalid(limits("killGeneration", -1L), Code.INVALID_VALUE, "killGeneration=-1");
    invalid(limits("account", "A CME"), Code.INVALID_ACCOUNT, "'A CME'");
  }

  private static Decoded<Quote> quote(String bid, String ask, String last, long timestamp) {
    AvroEncoder encoder = encoder(Topic.QUOTES);
    Quote quote =
        new Quote("ACME", "XNAS", price(bid), price(ask), price(last), 0, 0, timestamp, 0);
    return AvroDecoder.quotes(REGISTRY, () -> NOW).decode(record(KEY, encoder.encode(quote)));
  }

  private static long price(String text) {
    return text == null ? Decimal8.NONE : Decimal8.parse(text);
  }

  private static Decoded<Instrument> instrument(String field, String number) {
    return instrument(Schemas.parse(Schemas.current(Topic.INSTRUMENTS)), field, number);
  }

  private static Decoded<Instrument> instrument(Schema schema, String field, String number) {
    GenericRecord instrument = instrument(schema);
    instrument.put(field, Wire.decimal(number));
    return instrument(instrument);
  }

  private static Decoded<Instrument> instrument(GenericRecord instrument) {
    byte[] bytes = Wire.write(STUB.add(instrument.getSchema().toString()), instrument);
    return AvroDecoder.instruments(REGISTRY, PARTITIONS).decode(record(KEY, bytes));
  }

  private static GenericRecord instrument(Schema schema) {
    GenericRecord instrument = new GenericData.Record(schema);
    schema.getFields().stream()
        .filter(Schema.Field::hasDefaultValue)
        .forEach(field -> instrument.put(field.pos(), GenericData.get().getDefaultValue(field)));
    instrument.put("symbol", "ACME");
    instrument.put("tickSize", Wire.decimal("0.01"));
    instrument.put("lotSize", Wire.decimal("1"));
    instrument.put("minQty", Wire.decimal("1"));
    instrument.put("maxQty", Wire.decimal("1000"));
    instrument.put("currency", "USD");
    instrument.put("phase", Wire.symbol(schema, "phase", "CONTINUOUS"));
    instrument.put("tradingDay", 20_000);
    instrument.put("restricted", false);
    instrument.put("collarBps", 1_000);
    instrument.put("bandLow", Wire.decimal("50"));
    instrument.put("bandHigh", Wire.decimal("150"));
    instrument.put("quoteMaxAgeMillis", 5_000L);
    instrument.put("timestamp", NOW);
    if (schema.getField("reduceOnly") != null) {
      instrument.put("reduceOnly", true);
    }
    return instrument;
  }

  private static Decoded<RiskLimits> limits(String field, Object value) {
    Schema schema = Schemas.parse(Schemas.current(Topic.RISK_LIMITS));
    GenericRecord limits = new GenericData.Record(schema);
    schema.getFields().stream()
        .filter(Schema.Field::hasDefaultValue)
        .forEach(f -> limits.put(f.pos(), GenericData.get().getDefaultValue(f)));
    limits.put("account", "ACME");
    limits.put("timestamp", NOW);
    limits.put(field, value);
    byte[] bytes = Wire.write(STUB.add(schema.toString()), limits);
    return AvroDecoder.riskLimits(REGISTRY, PARTITIONS).decode(record(KEY, bytes));
  }

  private static AvroEncoder encoder(Topic topic) {
    STUB.add(Schemas.current(topic));
    return new AvroEncoder(REGISTRY, "");
  }

  private ConsumerRecord<byte[], byte[]> good() {
    return record(KEY, Wire.write(V1_ID, order));
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    return Records.at(PARTITION, key, value);
  }

  private OrderCommand value(ConsumerRecord<byte[], byte[]> record) {
    Decoded<OrderCommand> decoded = orders.decode(record);
    assertThat(decoded).isInstanceOf(Decoded.Value.class);
    return ((Decoded.Value<OrderCommand>) decoded).value();
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    Decoded<OrderCommand> decoded = orders.decode(record);
    assertThat(decoded).isInstanceOf(Decoded.Dead.class);
    return ((Decoded.Dead<OrderCommand>) decoded).letter();
  }

  private void dies(ConsumerRecord<byte[], byte[]> record, Code code, String text) {
    DeadLetter letter = letter(record);
    assertThat(letter.code()).as(letter.text()).isEqualTo(code);
    assertThat(letter.text()).contains(text);
    assertThat(letter.value()).isSameAs(record.value());
  }

  private static void invalid(Decoded<?> decoded, Code code, String text) {
    assertThat(decoded).isInstanceOf(Decoded.Dead.class);
    DeadLetter letter = ((Decoded.Dead<?>) decoded).letter();
    assertThat(letter.code()).as(letter.text()).isEqualTo(code);
    assertThat(letter.text()).contains(text);
  }
}
