package io.streambook.bench;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetIdentifierProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TopicSelector;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroSerializationSchema;
import org.apache.flink.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * What stock Flink does with the same orders: reads them with its own Avro-registry format, keeps
 * one RocksDB value per symbol, and copies them to one topic with its own transactional sink.
 */
final class Yardstick {
  static final String DESCRIPTION =
      "yardstick: a stock Flink job that copies orders to one topic with Flink's Avro-registry"
          + " format, one RocksDB value per symbol, its transactional sink (POOLING) and 200 ms"
          + " checkpoints";

  static final String TRAFFIC_DESCRIPTION =
      "traffic: the same job with the venue's traffic, as many records out for each order and the"
          + " executions back in, one more counter per account, and none of the venue's rules";

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  private final BenchStack stack;
  private final BenchSettings settings;
  private final KafkaSettings kafka;
  private final Schema schema;
  private final String prefix;

  /** Copies the orders of a venue; creates topics and subject of the copies. */
  Yardstick(BenchStack stack, BenchSettings settings, TestedVenue venue, String prefix)
      throws Exception {
    this.prefix = prefix;
    this.stack = stack;
    this.settings = settings;
    this.kafka = venue.kafka();
    String text = Schemas.current(Topic.ORDERS);
    this.schema = new Schema.Parser().parse(text);
    venue.registry().register(copySubject(), text);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin
          .createTopics(
              Stream.of(copyTopic(), executionsTopic(), tradesTopic())
                  .map(topic -> new NewTopic(topic, partitions(), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  private Optional<Integer> partitions() {
    return Optional.of(settings.partitions());
  }

  String copyTopic() {
    return kafka.topicPrefix() + prefix + "orders";
  }

  /** What stands for the executions of {@link #startWithTraffic}. */
  String executionsTopic() {
    return kafka.topicPrefix() + prefix + "executions";
  }

  /** What stands for its trades. */
  String tradesTopic() {
    return kafka.topicPrefix() + prefix + "trades";
  }

  private String copySubject() {
    return copyTopic() + "-value";
  }

  /**
   * Starts it.
   *
   * @param from where in {@code orders}
   */
  BenchJob start(Map<TopicPartition, Long> from) throws Exception {
    StreamExecutionEnvironment environment = environment();
    counted(environment, from).sinkTo(sink("yardstick.", copies())).uid("copy");
    return new BenchJob(environment.executeAsync("Yardstick"), stack.flink().url());
  }

  /**
   * Starts it with the traffic of the venue: so many records as the venue wrote for each order, in
   * the same transactions, and those that stand for executions are read back, keyed by account and
   * counted as risk must. It has no book, no limits and no rule.
   */
  BenchJob startWithTraffic(Map<TopicPartition, Long> from, Traffic traffic) throws Exception {
    StreamExecutionEnvironment environment = environment();
    counted(environment, from)
        .flatMap(traffic.of(copyTopic(), executionsTopic(), tradesTopic()))
        .returns(new TupleTypeInfo<>(Types.STRING, new GenericRecordAvroTypeInfo(schema)))
        .uid("traffic")
        .sinkTo(sink("traffic.", copiesByTopic()))
        .uid("copies");
    environment
        .fromSource(
            source(executionsTopic(), OffsetsInitializer.earliest()),
            WatermarkStrategy.noWatermarks(),
            "executions")
        .uid("executions")
        .keyBy(order -> order.get("account").toString(), Types.STRING)
        .process(new CountPerKey())
        .returns(new GenericRecordAvroTypeInfo(schema))
        .uid("account-state")
        .sinkTo(new DiscardingSink<>())
        .uid("none");
    return new BenchJob(environment.executeAsync("Traffic"), stack.flink().url());
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment = stack.flink().environment();
    environment.configure(configuration());
    environment.setParallelism(settings.parallelism());
    return environment;
  }

  private SingleOutputStreamOperator<GenericRecord> counted(
      StreamExecutionEnvironment environment, Map<TopicPartition, Long> from) {
    return environment
        .fromSource(
            source(kafka.topic(Topic.ORDERS), OffsetsInitializer.offsets(from)),
            WatermarkStrategy.noWatermarks(),
            "orders")
        .uid("orders")
        .keyBy(order -> order.get("symbol").toString(), Types.STRING)
        .process(new CountPerKey())
        .returns(new GenericRecordAvroTypeInfo(schema))
        .uid("state");
  }

  private static Configuration configuration() {
    Configuration config = new Configuration();
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(PipelineOptions.OBJECT_REUSE, true);
    return config;
  }

  private KafkaSource<GenericRecord> source(String topic, OffsetsInitializer from) {
    return KafkaSource.<GenericRecord>builder()
        .setBootstrapServers(kafka.brokers())
        .setTopics(topic)
        .setGroupId(kafka.topicPrefix() + "yardstick")
        .setStartingOffsets(from)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setValueOnlyDeserializer(
            ConfluentRegistryAvroDeserializationSchema.forGeneric(schema, kafka.registryUrl()))
        .build();
  }

  private <T> KafkaSink<T> sink(
      String transactionalIds, KafkaRecordSerializationSchema<T> records) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.brokers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(kafka.topicPrefix() + transactionalIds)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS)
        .setRecordSerializer(records)
        .build();
  }

  private KafkaRecordSerializationSchema<GenericRecord> copies() {
    SerializationSchema<GenericRecord> key = Yardstick::key;
    return KafkaRecordSerializationSchema.<GenericRecord>builder()
        .setTopic(copyTopic())
        .setKeySerializationSchema(key)
        .setValueSerializationSchema(values())
        .build();
  }

  private KafkaRecordSerializationSchema<Tuple2<String, GenericRecord>> copiesByTopic() {
    SerializationSchema<Tuple2<String, GenericRecord>> key = copy -> key(copy.f1);
    return KafkaRecordSerializationSchema.<Tuple2<String, GenericRecord>>builder()
        .setTopicSelector(new ByFirstField(List.of(copyTopic(), executionsTopic(), tradesTopic())))
        .setKeySerializationSchema(key)
        .setValueSerializationSchema(new ValueOfCopy(values()))
        .build();
  }

  private static byte[] key(GenericRecord order) {
    return order.get("symbol").toString().getBytes(StandardCharsets.UTF_8);
  }

  private SerializationSchema<GenericRecord> values() {
    return ConfluentRegistryAvroSerializationSchema.forGeneric(
        copySubject(), schema, kafka.registryUrl());
  }

  /** A sink that pools its transactions must know all topics before. */
  private record ByFirstField(List<String> topics)
      implements TopicSelector<Tuple2<String, GenericRecord>>, KafkaDatasetIdentifierProvider {
    @Override
    public String apply(Tuple2<String, GenericRecord> copy) {
      return copy.f0;
    }

    @Override
    public Optional<DefaultKafkaDatasetIdentifier> getDatasetIdentifier() {
      return Optional.of(DefaultKafkaDatasetIdentifier.ofTopics(topics));
    }
  }

  private record ValueOfCopy(SerializationSchema<GenericRecord> values)
      implements SerializationSchema<Tuple2<String, GenericRecord>> {
    @Override
    public void open(InitializationContext context) throws Exception {
      values.open(context);
    }

    @Override
    public byte[] serialize(Tuple2<String, GenericRecord> copy) {
      return values.serialize(copy.f1);
    }
  }
}
