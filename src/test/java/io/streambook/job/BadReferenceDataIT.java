package io.streambook.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.contract.DeadLetter.Code;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.contract.Wire;
import io.streambook.local.Stack;
import io.streambook.risk.InstrumentBuilder;
import io.streambook.risk.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad quotes, instruments and limits become dead letters with their original bytes; the one job of
 * all these tests runs on, and the next good record of the same partition takes effect.
 */
@ExtendWith(Stack.class)
class BadReferenceDataIT {
  private static final long SEED = 20_261_125;
  private static final int PARTITION = 1;
  private static final String ACCOUNT = "NORTH/1";

  /** Trades by quotes alone: it has no static band. */
  private static final String QUOTED = Keys.inPartition("Q", PARTITION);

  private static final AtomicInteger NEXT = new AtomicInteger();

  private static TestVenue venue;
  private static RunningVenue running;

  @BeforeAll
  static void startVenue(Stack stack) throws Exception {
    venue = new TestVenue(stack);
    venue.send(InstrumentBuilder.instrument().symbol(QUOTED).tick("0.01").build());
    venue.send(TestVenue.limits(ACCOUNT));
    running = new RunningVenue(venue, venue.settings(Service.RISK, Service.MATCHING));
  }

  @AfterAll
  static void stopVenue() {
    running.close();
  }

  @AfterEach
  void theJobRanOn() throws Exception {
    running.assertUndisturbed();
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void randomBytes(Topic topic) throws Exception {
    Random random = new Random(SEED);
    List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] value = new byte[5 + random.nextInt(300)];
      random.nextBytes(value);
      if (i % 2 == 0) {
        System.arraycopy(good(topic).value(), 0, value, 0, 5);
      }
      bad.add(Forged.value(good(topic), value));
    }
    allDie(topic, bad);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void aRecordCutOffAnywhere(Topic topic) throws Exception {
    ProducerRecord<byte[], byte[]> good = good(topic);
    List<ProducerRecord<byte[], byte[]>> bad =
        IntStream.range(0, good.value().length).mapToObj(n -> Forged.cut(good, n)).toList();
    for (ConsumerRecord<byte[], byte[]> letter : allDie(topic, bad)) {
      assertThat(reason(letter)).isEqualTo(Code.MALFORMED_AVRO.name());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void anUnknownSchemaId(Topic topic) throws Exception {
    dies(topic, Forged.schemaId(good(topic), 999_999_999), Code.UNKNOWN_SCHEMA_ID);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void aValidRecordOfAnotherType(Topic topic) throws Exception {
    byte[] order = venue.record(order(QUOTED, ACCOUNT)).value();
    dies(topic, Forged.value(good(topic), order), Code.WRONG_SCHEMA);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void moreThanEightDecimals(Topic topic) throws Exception {
    String elsewhere = venue.kafka().topicPrefix() + topic.base() + "-elsewhere-value";
    int id = venue.registry().register(elsewhere, Forged.finer(topic));
    dies(topic, Forged.finer(good(topic), topic, id), Code.WRONG_SCHEMA);
  }

  @ParameterizedTest
  @EnumSource(names = {"QUOTES", "INSTRUMENTS", "RISK_LIMITS"})
  void aWrongKey(Topic topic) throws Exception {
    dies(topic, Forged.key(good(topic), "OTHER".getBytes(UTF_8)), Code.WRONG_KEY);
  }

  @Test
  void aQuoteWithoutValue() throws Exception {
    dies(Topic.QUOTES, Forged.value(good(Topic.QUOTES), null), Code.NULL_VALUE);
  }

  @Test
  void aQuoteWithoutKey() throws Exception {
    dies(Topic.QUOTES, Forged.key(good(Topic.QUOTES), null), Code.WRONG_KEY);
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTRUMENTS", "RISK_LIMITS"})
  void aCompactedTopicTakesNothingWithoutKey(Topic topic) throws Exception {
    assertThatThrownBy(() -> venue.sendRecord(Forged.key(good(topic), null)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidRecordException.class);
    assertNextTakesEffect(topic);
  }

  @ParameterizedTest
  @CsvSource({"INSTRUMENTS,INVALID_SYMBOL", "RISK_LIMITS,INVALID_ACCOUNT"})
  void aTombstoneOfWhatCanNotBe(Topic topic, Code code) throws Exception {
    byte[] key = "X".repeat(10_000).getBytes(UTF_8);
    dies(topic, Forged.key(Forged.value(good(topic), null), key), code);
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTRUMENTS", "RISK_LIMITS"})
  void aForeignPartitioner(Topic topic) throws Exception {
    dies(topic, Forged.partition(good(topic), PARTITION + 1), Code.WRONG_PARTITION);
  }

  @ParameterizedTest
  @CsvSource({
    "QUOTES,symbol,INVALID_SYMBOL",
    "INSTRUMENTS,symbol,INVALID_SYMBOL",
    "RISK_LIMITS,account,INVALID_ACCOUNT"
  })
  void aNameOfTenThousandCharacters(Topic topic, String field, Code code) throws Exception {
    String name = "X".repeat(10_000);
    dies(
        topic,
        Forged.key(Forged.field(good(topic), topic, field, name), name.getBytes(UTF_8)),
        code);
  }

  @ParameterizedTest
  @CsvSource({
    "bid,0",
    "bid,-1",
    "bid,102",
    "ask,0",
    "ask,-0.00000001",
    "last,0",
    "bidSize,-1",
    "askSize,-1"
  })
  void aQuoteThatCanNotBeTrue(String field, String value) throws Exception {
    dies(Topic.QUOTES, changed(Topic.QUOTES, field, Forged.decimal(value)), Code.INVALID_QUOTE);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 63, 64, 400})
  void aQuoteOfTooManyDigits(int exponent) throws Exception {
    dies(Topic.QUOTES, changed(Topic.QUOTES, "ask", Forged.power(exponent)), Code.INVALID_VALUE);
  }

  /** 2200, before 1970, and the ends of the range. */
  @ParameterizedTest
  @ValueSource(longs = {7_258_118_400_000_000L, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void aQuoteOfAnImpossibleTime(long micros) throws Exception {
    dies(Topic.QUOTES, changed(Topic.QUOTES, "timestamp", micros), Code.INVALID_QUOTE);
  }

  @Test
  void aQuoteOf1970IsStale() throws Exception {
    String symbol = newName(Topic.INSTRUMENTS);
    venue.send(InstrumentBuilder.instrument().symbol(symbol).tick("0.01").build());
    ProducerRecord<byte[], byte[]> old = venue.record(quote(symbol, "100"));
    venue.sendRecord(Forged.field(old, Topic.QUOTES, "timestamp", 0L));
    TestVenue.until(() -> answer(symbol, ACCOUNT).reason() == Reason.STALE_QUOTE);
  }

  @Test
  void aVenueOfTenThousandCharacters() throws Exception {
    dies(Topic.QUOTES, changed(Topic.QUOTES, "venue", "X".repeat(10_000)), Code.INVALID_QUOTE);
  }

  @Test
  void aReleasedVersionOfAQuoteIsServed() throws Exception {
    String symbol = newName(Topic.INSTRUMENTS);
    venue.send(InstrumentBuilder.instrument().symbol(symbol).tick("0.01").build());
    for (String version : Schemas.released(Topic.QUOTES)) {
      String subject = Schemas.subject(Topic.QUOTES, venue.kafka().topicPrefix());
      int id = venue.registry().idOf(subject, version).orElseThrow();
      GenericRecord quote = new GenericData.Record(Schemas.parse(version));
      quote.put("symbol", symbol);
      quote.put("bid", Forged.decimal("100"));
      quote.put("ask", Forged.decimal("100.5"));
      quote.put("venue", "OLD");
      TestVenue.until(
          () -> {
            quote.put("timestamp", TestVenue.nowMicros());
            ProducerRecord<byte[], byte[]> record = venue.record(quote(symbol, "1"));
            venue.sendRecord(Forged.value(record, Wire.write(id, quote)));
            return answer(symbol, ACCOUNT).reference() == Decimal8.parse("100.25");
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tickSize,0",
    "tickSize,-1",
    "lotSize,0",
    "minQty,-1",
    "minQty,100000.00000001",
    "maxQty,0",
    "maxQty,100000000.00000001",
    "bandLow,0",
    "bandHigh,-1",
    "referencePrice,0"
  })
  void anInstrumentThatMakesNoSense(String field, String value) throws Exception {
    dies(
        Topic.INSTRUMENTS,
        changed(Topic.INSTRUMENTS, field, Forged.decimal(value)),
        Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"collarBps,-1", "collarBps,10001", "tradingDay,-1", "tradingDay,2147483647"})
  void anInstrumentWithAnAbsurdNumber(String field, int value) throws Exception {
    dies(Topic.INSTRUMENTS, changed(Topic.INSTRUMENTS, field, value), Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void anInstrumentWhoseQuotesAreNeverFresh(long millis) throws Exception {
    dies(
        Topic.INSTRUMENTS,
        changed(Topic.INSTRUMENTS, "quoteMaxAgeMillis", millis),
        Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Zurich", "Mars/Base", ""})
  void aScheduleWithoutStepsOrZone(String zone) throws Exception {
    dies(Topic.INSTRUMENTS, changed(Topic.INSTRUMENTS, "scheduleZone", zone), Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_000})
  void aCurrencyThatIsNone(int length) throws Exception {
    dies(
        Topic.INSTRUMENTS,
        changed(Topic.INSTRUMENTS, "currency", "X".repeat(length)),
        Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maxOrderQty", "maxNotional", "maxPosition", "maxGrossExposure", "creditLimit"})
  void aNegativeLimit(String field) throws Exception {
    dies(
        Topic.RISK_LIMITS,
        changed(Topic.RISK_LIMITS, field, Forged.decimal("-0.00000001")),
        Code.INVALID_VALUE);
    dies(
        Topic.RISK_LIMITS,
        changed(Topic.RISK_LIMITS, field, Forged.power(400)),
        Code.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxOpenOrders", "maxOrdersPerSecond"})
  void aNegativeCount(String field) throws Exception {
    dies(Topic.RISK_LIMITS, changed(Topic.RISK_LIMITS, field, -1), Code.INVALID_VALUE);
  }

  @Test
  void aBadRecordLeavesTheLastGoodOneInForce() throws Exception {
    String symbol = newName(Topic.INSTRUMENTS);
    ProducerRecord<byte[], byte[]> good = venue.record(TestVenue.instrument(symbol));
    venue.sendRecord(good);
    dies(
        Topic.INSTRUMENTS,
        Forged.field(good, Topic.INSTRUMENTS, "tickSize", Forged.decimal("0")),
        Code.INVALID_VALUE);
    TestVenue.until(() -> answer(symbol, ACCOUNT).reason() == null);
  }

  private static void dies(Topic topic, ProducerRecord<byte[], byte[]> bad, Code code)
      throws Exception {
    assertThat(reason(allDie(topic, List.of(bad)).get(0))).isEqualTo(code.name());
  }

  private static List<ConsumerRecord<byte[], byte[]>> allDie(
      Topic topic, List<ProducerRecord<byte[], byte[]>> bad) throws Exception {
    List<RecordMetadata> places = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : bad) {
      places.add(venue.sendRecord(record));
    }
    assertNextTakesEffect(topic);
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      letters.add(running.answers().deadLetter(places.get(i)));
      OriginalKept.assertKept(letters.get(i), bad.get(i), places.get(i));
    }
    return letters;
  }

  /** Orders are sent until one shows it: nothing orders records of different topics. */
  private static void assertNextTakesEffect(Topic topic) throws Exception {
    switch (topic) {
      case QUOTES -> {
        String price = "1%03d".formatted(NEXT.incrementAndGet());
        TestVenue.until(
            () -> {
              venue.send(quote(QUOTED, price));
              return answer(QUOTED, ACCOUNT).reference() == Decimal8.parse(price);
            });
      }
      case INSTRUMENTS -> {
        String symbol = newName(topic);
        venue.send(TestVenue.instrument(symbol));
        TestVenue.until(() -> answer(symbol, ACCOUNT).reason() == null);
      }
      default -> {
        String account = newName(topic);
        String symbol = newName(Topic.INSTRUMENTS);
        venue.send(TestVenue.limits(account));
        venue.send(TestVenue.instrument(symbol));
        TestVenue.until(() -> answer(symbol, account).reason() == null);
      }
    }
  }

  private static Execution answer(String symbol, String account) throws Exception {
    return running.answers().answer(venue.sendRecord(venue.record(order(symbol, account))));
  }

  private static OrderCommand order(String symbol, String account) {
    return TestOrders.limit(symbol, account, "r" + NEXT.incrementAndGet(), Side.BUY, "5", "100");
  }

  private static ProducerRecord<byte[], byte[]> good(Topic topic) {
    Object value =
        switch (topic) {
          case QUOTES -> quote(QUOTED, "100");
          case INSTRUMENTS -> TestVenue.instrument(Keys.inPartition("BAD", PARTITION));
          default -> TestVenue.limits(Keys.inPartition("BAD", PARTITION));
        };
    return Forged.partition(venue.record(value), PARTITION);
  }

  private static ProducerRecord<byte[], byte[]> changed(Topic topic, String field, Object value)
      throws Exception {
    return Forged.field(good(topic), topic, field, value);
  }

  /** A quote around a price. */
  private static Quote quote(String symbol, String price) {
    long half = Decimal8.parse("0.5");
    long mid = Decimal8.parse(price);
    long now = TestVenue.nowMicros();
    return new Quote(
        symbol, "VENUE", mid - half, mid + half, mid, Decimal8.ONE, Decimal8.ONE, now, now);
  }

  private static String newName(Topic topic) {
    return Keys.inPartition(topic.name().charAt(0) + "-" + NEXT.incrementAndGet() + "-", PARTITION);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader("streambook.reason").value(), UTF_8);
  }
}
