package io.streambook.bench;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroSerializationSchema;
import org.apache.flink.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  private final BenchStack stack;
  private final BenchSettings settings;
  private final KafkaSettings kafka;
  private final Schema schema;

  /** Copies the orders of a venue; creates topic and subject of the copy. */
  Yardstick(BenchStack stack, BenchSettings settings, TestedVenue venue) throws Exception {
    this.stack = stack;
    this.settings = settings;
    this.kafka = venue.kafka();
    String text = Schemas.current(Topic.ORDERS);
    this.schema = new Schema.Parser().parse(text);
    venue.registry().register(copySubject(), text);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(copyTopic(), Optional.of(settings.partitions()), Optional.empty())))
          .all()
          .get();
    }
  }

  String copyTopic() {
    return kafka.topicPrefix() + "copied-orders";
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
    StreamExecutionEnvironment environment = stack.flink().environment();
    environment.configure(configuration());
    environment.setParallelism(settings.parallelism());
    environment
        .fromSource(source(from), WatermarkStrategy.noWatermarks(), "orders")
        .uid("orders")
        .keyBy(order -> order.get("symbol").toString(), Types.STRING)
        .process(new CountPerSymbol())
        .returns(new GenericRecordAvroTypeInfo(schema))
        .uid("state")
        .sinkTo(sink())
        .uid("copy");
    return new BenchJob(environment.executeAsync("Yardstick"), stack.flink().url());
  }

  private static Configuration configuration() {
    Configuration config = new Configuration();
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(PipelineOptions.OBJECT_REUSE, true);
    return config;
  }

  private KafkaSource<GenericRecord> source(Map<TopicPartition, Long> from) {
    return KafkaSource.<GenericRecord>builder()
        .setBootstrapServers(kafka.brokers())
        .setTopics(kafka.topic(Topic.ORDERS))
        .setGroupId(kafka.topicPrefix() + "yardstick")
        .setStartingOffsets(OffsetsInitializer.offsets(from))
        .setValueOnlyDeserializer(
            ConfluentRegistryAvroDeserializationSchema.forGeneric(schema, kafka.registryUrl()))
        .build();
  }

  private KafkaSink<GenericRecord> sink() {
    SerializationSchema<GenericRecord> key =
        order -> order.get("symbol").toString().getBytes(StandardCharsets.UTF_8);
    return KafkaSink.<GenericRecord>builder()
        .setBootstrapServers(kafka.brokers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(kafka.topicPrefix() + "yardstick.")
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS)
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<GenericRecord>builder()
                .setTopic(copyTopic())
                .setKeySerializationSchema(key)
                .setValueSerializationSchema(
                    ConfluentRegistryAvroSerializationSchema.forGeneric(
                        copySubject(), schema, kafka.registryUrl()))
                .build())
        .build();
  }
}
