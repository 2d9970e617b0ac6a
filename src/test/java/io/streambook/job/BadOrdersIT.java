package io.streambook.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.DeadLetter.Code;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.contract.Wire;
import io.streambook.local.Stack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every bad record on {@code orders} becomes a dead letter with its original bytes, or a reject
 * with a reason; the one job of all these tests runs on, and the next good order of the same
 * partition trades.
 */
@ExtendWith(Stack.class)
class BadOrdersIT {
  private static final long SEED = 20_261_124;
  private static final String TAKER = "NORTH/1";
  private static final String MAKER = "SOUTH/1";
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** One symbol in each partition. */
  private static final List<String> SYMBOLS =
      IntStream.range(0, TestVenue.PARTITIONS).mapToObj(p -> Keys.inPartition("S", p)).toList();

  private static final String SYMBOL = SYMBOLS.get(2);

  private static TestVenue venue;
  private static RunningVenue running;

  @BeforeAll
  static void startVenue(Stack stack) throws Exception {
    venue = new TestVenue(stack);
    venue.send(SYMBOLS.stream().map(TestVenue::instrument).toList());
    venue.send(Stream.of(TAKER, MAKER, HouseAccount.NAME).map(TestVenue::limits).toList());
    running = new RunningVenue(venue, venue.all(2));
    for (String symbol : SYMBOLS) {
      venue.send(TestOrders.limit(symbol, MAKER, newId(), Side.SELL, "100000", "100"));
    }
  }

  @AfterAll
  static void everyRuleWasKept() throws Exception {
    try (RunningVenue last = running) {
      last.assertAudited();
    }
  }

  @AfterEach
  void theJobRanOn() throws Exception {
    running.assertUndisturbed();
  }

  @Test
  void randomBytes() throws Exception {
    Random random = new Random(SEED);
    List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] value = new byte[random.nextInt(300)];
      random.nextBytes(value);
      bad.add(Forged.value(good(), value));
    }
    allDie(bad);
  }

  @Test
  void randomBytesBehindAGoodHeader() throws Exception {
    Random random = new Random(SEED);
    List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] value = new byte[5 + random.nextInt(300)];
      random.nextBytes(value);
      System.arraycopy(good().value(), 0, value, 0, 5);
      bad.add(Forged.value(good(), value));
    }
    allDie(bad);
  }

  @Test
  void aRecordCutOffAnywhere() throws Exception {
    ProducerRecord<byte[], byte[]> good = good();
    List<ProducerRecord<byte[], byte[]>> bad =
        IntStream.range(0, good.value().length).mapToObj(n -> Forged.cut(good, n)).toList();
    for (ConsumerRecord<byte[], byte[]> letter : allDie(bad)) {
      assertThat(reason(letter)).isEqualTo(Code.MALFORMED_AVRO.name());
    }
  }

  @Test
  void bytesAfterTheEnd() throws Exception {
    ProducerRecord<byte[], byte[]> good = good();
    dies(Forged.cut(good, good.value().length + 1), Code.MALFORMED_AVRO);
  }

  @Test
  void aLengthOfTwoGigabytes() throws Exception {
    byte[] header = Arrays.copyOf(good().value(), 5);
    // The zigzag varint of 2³¹ − 10, where the length of orderId stands.
    byte[] value =
        ByteBuffer.allocate(20).put(header).put(bytes(0xec, 0xff, 0xff, 0xff, 0x0f)).array();
    dies(Forged.value(good(), value), Code.MALFORMED_AVRO);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999_999_999, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void anUnknownSchemaId(int id) throws Exception {
    dies(Forged.schemaId(good(), id), Code.UNKNOWN_SCHEMA_ID);
  }

  @Test
  void aValidRecordOfAnotherType() throws Exception {
    byte[] instrument = venue.record(TestVenue.instrument(SYMBOL)).value();
    dies(Forged.value(good(), instrument), Code.WRONG_SCHEMA);
  }

  @Test
  void moreThanEightDecimals() throws Exception {
    String elsewhere = venue.kafka().topicPrefix() + "orders-elsewhere-value";
    int id = venue.registry().register(elsewhere, Forged.finer(Topic.ORDERS));
    dies(Forged.finer(good(), Topic.ORDERS, id), Code.WRONG_SCHEMA);
  }

  @Test
  void aNullValue() throws Exception {
    dies(Forged.value(good(), null), Code.NULL_VALUE);
  }

  @Test
  void aNullKey() throws Exception {
    dies(Forged.key(good(), null), Code.WRONG_KEY);
  }

  @Test
  void neitherKeyNorValue() throws Exception {
    dies(Forged.key(Forged.value(good(), null), null), Code.NULL_VALUE);
  }

  @Test
  void aWrongKey() throws Exception {
    dies(Forged.key(good(), SYMBOLS.get(1).getBytes(UTF_8)), Code.WRONG_KEY);
  }

  @Test
  void aKeyThatIsNoText() throws Exception {
    dies(Forged.key(good(), bytes(0xc3, 0x28, 0x00, 0xff)), Code.WRONG_KEY);
  }

  @Test
  void aForeignPartitioner() throws Exception {
    int partition = Keys.partition(SYMBOL) == 0 ? 1 : 0;
    ConsumerRecord<byte[], byte[]> letter =
        dies(Forged.partition(good(), partition), Code.WRONG_PARTITION);
    assertThat(header(letter, "__connect.errors.exception.message")).contains("murmur2");
  }

  @Test
  void anEmptySymbol() throws Exception {
    dies(Forged.key(changed("symbol", ""), bytes()), Code.INVALID_SYMBOL);
  }

  @Test
  void aSymbolOfTenThousandCharacters() throws Exception {
    String symbol = "X".repeat(10_000);
    dies(Forged.key(changed("symbol", symbol), symbol.getBytes(UTF_8)), Code.INVALID_SYMBOL);
  }

  @Test
  void aRecordAsLargeAsTheTopicTakes() throws Exception {
    byte[] value = Arrays.copyOf(good().value(), 1_000_000);
    dies(Forged.value(good(), value), Code.INVALID_VALUE);
  }

  @Test
  void headersOfTheOriginalStay() throws Exception {
    ProducerRecord<byte[], byte[]> bad = Forged.value(good(), "no Avro".getBytes(UTF_8));
    bad.headers().add("trace", bytes(0x00, 0xff, 0x80));
    bad.headers().add("trace", null);
    bad.headers().add("empty", bytes());
    bad.headers().add("__connect.errors.topic", "from a dead letter before".getBytes(UTF_8));
    dies(bad, Code.UNKNOWN_MAGIC_BYTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-0.00000001", "100000000.00000001", "9999999999.99999999"})
  void aQuantityThatIsNone(String qty) throws Exception {
    refused(changed("qty", Forged.decimal(qty)), Reason.INVALID_QTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 63, 64, 400})
  void aQuantityOfTooManyDigits(int exponent) throws Exception {
    refused(changed("qty", Forged.power(exponent)), Reason.INVALID_QTY);
  }

  @Test
  void aQuantityOfNoBytes() throws Exception {
    refused(changed("qty", ByteBuffer.allocate(0)), Reason.INVALID_QTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-0.00000001"})
  void aPriceThatIsNone(String price) throws Exception {
    refused(changed("price", Forged.decimal(price)), Reason.INVALID_PRICE);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 63, 64, 400})
  void aPriceOfTooManyDigits(int exponent) throws Exception {
    refused(changed("price", Forged.power(exponent)), Reason.INVALID_PRICE);
  }

  @Test
  void anAbsurdPrice() throws Exception {
    refused(changed("price", Forged.decimal("9999999999.99")), Reason.PRICE_COLLAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 10_000})
  void anIdThatIsNone(int length) throws Exception {
    refused(changed("orderId", "x".repeat(length)), Reason.INVALID_ORDER_ID);
  }

  @Test
  void anIdThatPostgresCouldNotHold() throws Exception {
    refused(changed("orderId", "a\0b"), Reason.INVALID_ORDER_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 10_000})
  void anAccountThatIsNone(int length) throws Exception {
    refused(changed("account", "x".repeat(length)), Reason.INVALID_ACCOUNT);
  }

  /** 1970, 2200, and the ends of the range. */
  @ParameterizedTest
  @ValueSource(longs = {0, 7_258_118_400_000_000L, Long.MIN_VALUE, Long.MAX_VALUE})
  void aTimestampFarFromNow(long micros) throws Exception {
    refused(changed("timestamp", micros), Reason.INVALID_TIMESTAMP);
  }

  @ParameterizedTest
  @CsvSource({"side,SELL_SHORT", "tif,AT_CROSSING", "action,SUSPEND", "orderType,PEGGED"})
  void aWordOfALaterVersion(String field, String word) throws Exception {
    String later =
        Schemas.current(Topic.ORDERS)
            .replace("\"UNKNOWN\", ", "\"UNKNOWN\", \"%s\", ".formatted(word));
    String elsewhere = venue.kafka().topicPrefix() + word + "-value";
    int id = venue.registry().register(elsewhere, later);
    Schema schema = Schemas.parse(later);
    GenericRecord order = order(schema, newId());
    Schema type = schema.getField(field).schema();
    order.put(
        field, new GenericData.EnumSymbol(type.isUnion() ? type.getTypes().get(1) : type, word));
    refused(Forged.value(good(), Wire.write(id, order)), Reason.UNSUPPORTED);
  }

  @Test
  void everyReleasedVersionOfAnOrderIsServed() throws Exception {
    List<String> versions = new ArrayList<>(Schemas.released(Topic.ORDERS));
    versions.add(Schemas.current(Topic.ORDERS));
    for (String version : versions) {
      String subject = Schemas.subject(Topic.ORDERS, venue.kafka().topicPrefix());
      int id = venue.registry().idOf(subject, version).orElseThrow();
      String orderId = newId();
      venue.sendRecord(
          Forged.value(good(), Wire.write(id, order(Schemas.parse(version), orderId))));
      assertTrades(orderId);
    }
  }

  /** A version 1 order that trades at once. */
  private static GenericRecord order(Schema schema, String orderId) {
    GenericRecord order = Wire.order(schema);
    order.put("orderId", orderId);
    order.put("symbol", SYMBOL);
    order.put("qty", Forged.decimal("1"));
    order.put("price", Forged.decimal("100"));
    order.put("timestamp", TestVenue.nowMicros());
    return order;
  }

  private static ConsumerRecord<byte[], byte[]> dies(ProducerRecord<byte[], byte[]> bad, Code code)
      throws Exception {
    ConsumerRecord<byte[], byte[]> letter = allDie(List.of(bad)).get(0);
    assertThat(reason(letter)).isEqualTo(code.name());
    return letter;
  }

  /** Sends them and a good order after them; gives the dead letters when that order has traded. */
  private static List<ConsumerRecord<byte[], byte[]>> allDie(
      List<ProducerRecord<byte[], byte[]>> bad) throws Exception {
    List<RecordMetadata> places = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : bad) {
      places.add(venue.sendRecord(record));
    }
    assertNextTrades(places.get(0).partition());
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      letters.add(running.answers().deadLetter(places.get(i)));
      OriginalKept.assertKept(letters.get(i), bad.get(i), places.get(i));
    }
    return letters;
  }

  private static void refused(ProducerRecord<byte[], byte[]> bad, Reason reason) throws Exception {
    RecordMetadata place = venue.sendRecord(bad);
    assertNextTrades(place.partition());
    Execution answer = running.answers().answer(place);
    assertThat(answer.execType()).isEqualTo(ExecType.REJECTED);
    assertThat(answer.ordStatus()).isEqualTo(OrdStatus.REJECTED);
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.text()).startsWith(reason + ": ").hasSizeLessThan(300);
  }

  private static void assertNextTrades(int partition) throws Exception {
    OrderCommand next = buy(SYMBOLS.get(partition));
    assertThat(venue.sendRecord(venue.record(next)).partition()).isEqualTo(partition);
    assertTrades(next.orderId());
  }

  private static void assertTrades(String orderId) {
    assertThat(running.answers().ended(orderId))
        .extracting(Execution::execType, Execution::ordStatus)
        .containsExactly(
            tuple(ExecType.NEW, OrdStatus.NEW), tuple(ExecType.TRADE, OrdStatus.FILLED));
  }

  /** A record that would trade, in its partition. */
  private static ProducerRecord<byte[], byte[]> good() {
    return Forged.partition(venue.record(buy(SYMBOL)), Keys.partition(SYMBOL));
  }

  private static ProducerRecord<byte[], byte[]> changed(String field, Object value)
      throws Exception {
    return Forged.field(good(), Topic.ORDERS, field, value);
  }

  private static OrderCommand buy(String symbol) {
    return TestOrders.limit(symbol, TAKER, newId(), Side.BUY, "1", "100", TimeInForce.IOC);
  }

  private static String newId() {
    return "b" + NEXT.incrementAndGet();
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "streambook.reason");
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
