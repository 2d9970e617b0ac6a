package io.streambook.audit;

import static io.streambook.risk.LimitsBuilder.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streambook.book.OrderCommand;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.local.Stack;
import io.streambook.risk.AccountControls;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What compaction takes, on a broker that compacts. */
@ExtendWith(Stack.class)
class TapeReaderIT {
  private static final long SEGMENT_MILLIS = 1;

  /** Of the last record, in milliseconds since 1970. */
  private long time = System.currentTimeMillis();

  private KafkaSettings kafka;
  private Registry registry;
  private AvroEncoder encoder;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void createTopics(Stack stack) throws Exception {
    kafka =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    registry = new Registry(kafka.registryUrl());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, kafka::prefix).create(1, Optional.empty(), line -> {});
      ConfigResource limits =
          new ConfigResource(ConfigResource.Type.TOPIC, kafka.topic(Topic.RISK_LIMITS));
      admin
          .incrementalAlterConfigs(
              Map.of(
                  limits,
                  List.of(
                      set(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_MILLIS)),
                      set(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0"))))
          .all()
          .get();
    }
    SchemaRegistration.register(registry, kafka::prefix, line -> {});
    encoder = new AvroEncoder(registry, kafka.inputPrefix());
    producer =
        new KafkaProducer<>(
            kafka.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  @AfterEach
  void close() {
    producer.close();
  }

  private void publish(Object value) throws Exception {
    ProducerRecord<byte[], byte[]> record = encoder.record(value);
    // By its own time each is so much later that it begins a segment.
    time += SEGMENT_MILLIS + 1;
    producer
        .send(
            new ProducerRecord<>(
                record.topic(), record.partition(), time, record.key(), record.value()))
        .get();
  }

  private Tape read() {
    return new TapeReader(kafka, registry, Duration.ofSeconds(1)).read();
  }

  private static List<Long> offsets(Tape tape, String account) {
    return tape.limits().get(account).records().stream().map(Found::offset).toList();
  }

  @Test
  void afterCompactionItIsKnownWhoseRecordsMayBeMissing() throws Exception {
    RiskLimits lowered = limits("bob").offset(2).maxOrderQty("5").build();
    publish(limits("alice").build());
    publish(limits("bob").maxOrderQty("9").build());
    publish(lowered);
    Tape before = read();
    assertThat(offsets(before, "bob")).containsExactly(1L, 2L);
    assertThat(before.limits().values()).allMatch(History::whole);

    // The segment that is written is never compacted.
    publish(limits("carol").build());
    Tape after =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(this::read, tape -> offsets(tape, "bob").equals(List.of(2L)));

    assertThat(after.limits().get("alice").whole()).isTrue();
    assertThat(after.limits().get("bob").whole()).isFalse();
    assertThat(after.limits().get("carol").whole()).as("for all that is known").isFalse();
  }

  @Test
  void riskSaysWhichRecordIsInForce() throws Exception {
    AccountControls controls = new AccountControls();
    var unused = controls.apply(limits("bob").offset(7).maxOrderQty("5").build(), 1_000_000);
    // It loosens a limit, and nobody approves: refused.
    unused = controls.apply(limits("bob").offset(8).maxOrderQty("6").build(), 2_000_000);
    unused = controls.apply(limits("bob").offset(9).maxOrderQty("4").build(), 3_000_000);
    List<RiskEvent> events = new ArrayList<>();
    controls.takeEvents(events::add);
    for (RiskEvent event : events) {
      publish(event);
    }

    assertThat(read().inForce())
        .isEqualTo(
            Map.of("bob", List.of(new Tape.InForce(7, 1_000_000), new Tape.InForce(9, 3_000_000))));
  }

  @Test
  void whatRetentionTookIsNoBrokenRule() throws Exception {
    RecordedVenue venue =
        new RecordedVenue().send("AAA", List.of("alice sell s1 1@100", "bob buy b1 1@100"));
    for (Found<Decoded<OrderCommand>> order : venue.sent) {
      publish(((Decoded.Value<OrderCommand>) order.value()).value());
    }
    cut(Topic.ORDERS);

    Tape tape = read();
    assertThat(tape.orders().all()).extracting(Found::offset).containsExactly(1L);
    assertThat(tape.orders().isGone(0, 0)).isTrue();
    assertThat(tape.deadLettersAreWhole()).isTrue();

    publish(venue.symbol("AAA").trades().get(0).value());
    cut(Topic.TRADES);
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(kafka.topic(Topic.TRADES) + " does not begin at offset 0");
  }

  private void cut(Topic topic) throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(kafka.topic(topic), 0), RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
    }
  }
}
