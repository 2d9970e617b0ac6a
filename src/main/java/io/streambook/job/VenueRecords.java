package io.streambook.job;

import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Routes each value to the topic of its class. It names all topics that it may write, since the
 * sink looks there for transactions that a crash left open.
 */
final class VenueRecords
    implements KafkaRecordSerializationSchema<Object>, KafkaDatasetFacetProvider {
  private static final List<Topic> OUTPUTS =
      List.of(
          Topic.VALIDATED_ORDERS,
          Topic.TRADES,
          Topic.EXECUTIONS,
          Topic.BOOK,
          Topic.MARKET_STATE,
          Topic.ACCOUNTS,
          Topic.DEAD_LETTERS);

  private final String registryUrl;
  private final String topicPrefix;
  private transient AvroEncoder encoder;

  VenueRecords(KafkaSettings settings) {
    registryUrl = settings.registryUrl();
    topicPrefix = settings.topicPrefix();
  }

  static Stream<Topic> outputs() {
    return OUTPUTS.stream();
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    encoder = new AvroEncoder(new Registry(registryUrl), topicPrefix);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Object value, KafkaSinkContext context, Long timestamp) {
    return encoder.record(value);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    List<String> topics = outputs().map(topic -> topic.name(topicPrefix)).toList();
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
  }
}
