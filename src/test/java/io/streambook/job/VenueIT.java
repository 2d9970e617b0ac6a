package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(Stack.class)
class VenueIT {
  private static final int FLOW = 1_500;
  private static final long SEED = 20_251_123;

  @RegisterExtension static final ClassFlink flink = new ClassFlink(12);

  private final List<JobClient> jobs = new ArrayList<>();

  @AfterEach
  void cancelJobs() throws Exception {
    for (JobClient job : jobs) {
      job.cancel().get();
    }
    jobs.clear();
  }

  @Test
  void ordersBecomeTradesInTopicsAndTables(Stack stack) throws Exception {
    try (TestVenue venue = new TestVenue(stack)) {
      venue.send(TestVenue.instrument("ALFA"));
      venue.send(List.of(TestVenue.limits("NORTH/1"), TestVenue.limits(HouseAccount.NAME)));
      start(venue.all(2));
      venue.send(TestOrders.limit("ALFA", "NORTH/1", "maker", Side.SELL, "10", "100.5"));
      venue.sendBytes(Topic.ORDERS, utf8("ALFA"), version1Order(venue, "taker"));
      venue.sendBytes(Topic.ORDERS, utf8("ALFA"), utf8("no Avro"));
      venue.send(TestOrders.limit("ALFA", "NOBODY", "stranger", Side.BUY, "1", "100"));
      venue.awaitOrders(3);

      assertThat(venue.read(Topic.TRADES, Trade.class))
          .extracting(Trade::buyOrderId, Trade::sellOrderId, Trade::qty, Trade::price)
          .containsExactly(tuple("taker", "maker", 400_000_000L, 10_050_000_000L));
      assertThat(venue.count(Topic.DEAD_LETTERS)).isEqualTo(1);
      TestVenue.until(() -> venue.rows("1", "orders").size() == 3);
      TestVenue.until(() -> venue.rows("1", "trades").size() == 1);
      assertThat(venue.rows("order_id, account, status, cum_qty, leaves_qty, reason", "orders"))
          .containsExactly(
              "maker|NORTH/1|PARTIALLY_FILLED|4.00000000|6.00000000",
              "stranger|NOBODY|REJECTED|0.00000000|0.00000000|UNKNOWN_ACCOUNT",
              "taker|HOUSE|FILLED|4.00000000|0.00000000");
      assertThat(venue.rows("account, position", "positions"))
          .containsExactly("HOUSE|4.00000000", "NORTH/1|-4.00000000");
    }
  }

  @Test
  void sameResultAtAnyParallelismAndInAnyCutOfTheServices(Stack stack) throws Exception {
    List<String> expected;
    try (TestVenue venue = flowThrough(stack, List.of(all -> all.all(1)))) {
      expected = venue.outcome();
      assertThat(venue.read(Topic.TRADES, Trade.class)).hasSizeGreaterThan(FLOW / 10);
    }
    try (TestVenue venue = flowThrough(stack, List.of(all -> all.all(4)))) {
      assertThat(venue.outcome()).isEqualTo(expected);
    }
    List<Function<TestVenue, JobSettings>> apart =
        List.of(
            venue -> venue.settings(Service.RISK).withParallelism(2),
            venue -> venue.settings(Service.MATCHING).withParallelism(1),
            venue -> venue.settings(Service.CORE).withParallelism(1));
    try (TestVenue venue = flowThrough(stack, apart)) {
      assertThat(venue.outcome()).isEqualTo(expected);
    }
  }

  @Test
  void crashOfTheTaskManagerLosesAndRepeatsNothing(Stack stack) throws Exception {
    List<String> expected;
    try (TestVenue venue = flowThrough(stack, List.of(all -> all.all(2)))) {
      expected = venue.outcome();
    }
    try (TestVenue venue = open(stack)) {
      JobClient job = start(venue.all(2));
      List<OrderCommand> flow = TestOrders.flow(SEED, FLOW);
      for (int part = 0; part < 3; part++) {
        venue.send(flow.subList(part * FLOW / 3, (part + 1) * FLOW / 3));
        if (part < 2) {
          venue.awaitOrders(part * FLOW / 3 + FLOW / 6);
          flink.local().crashTaskManager();
        }
      }
      venue.awaitAnswers(FLOW);
      assertThat(venue.outcome()).isEqualTo(expected);
      venue.awaitTables();
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    }
  }

  /** Starts the jobs, sends the flow, and returns when all of it is answered and in the tables. */
  private TestVenue flowThrough(Stack stack, List<Function<TestVenue, JobSettings>> settings)
      throws Exception {
    TestVenue venue = open(stack);
    for (Function<TestVenue, JobSettings> one : settings) {
      start(one.apply(venue));
    }
    venue.send(TestOrders.flow(SEED, FLOW));
    venue.awaitAnswers(FLOW);
    venue.awaitTables();
    cancelJobs();
    return venue;
  }

  private static TestVenue open(Stack stack) throws Exception {
    TestVenue venue = new TestVenue(stack);
    venue.send(TestOrders.SYMBOLS.stream().map(TestVenue::instrument).toList());
    venue.send(TestOrders.ACCOUNTS.stream().map(TestVenue::limits).toList());
    return venue;
  }

  /** Seven fields, written with the schema that a producer of version 1 has. */
  private static byte[] version1Order(TestVenue venue, String orderId) throws IOException {
    String text = Schemas.released(Topic.ORDERS).get(0);
    Schema schema = Schemas.parse(text);
    GenericRecord order = new GenericData.Record(schema);
    order.put("orderId", orderId);
    order.put("symbol", "ALFA");
    order.put("side", enumValue(schema, "side", "BUY"));
    order.put("qty", decimal("4"));
    order.put("price", decimal("101"));
    order.put("tif", enumValue(schema, "tif", "DAY"));
    order.put("timestamp", TestVenue.nowMicros());
    String subject = Schemas.subject(Topic.ORDERS, venue.kafka().topicPrefix());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.write(
        ByteBuffer.allocate(4).putInt(venue.registry().idOf(subject, text).getAsInt()).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static GenericData.EnumSymbol enumValue(Schema schema, String field, String symbol) {
    return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
  }

  private static ByteBuffer decimal(String value) {
    return ByteBuffer.wrap(new BigDecimal(value).setScale(8).unscaledValue().toByteArray());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private JobClient start(JobSettings settings) throws Exception {
    JobClient job = TestVenue.start(flink.environment(), settings);
    jobs.add(job);
    return job;
  }
}
