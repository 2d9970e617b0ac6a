package io.streambook.job;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one topic as values, or as dead letters; never an exception on data. */
final class DecodedRecords implements KafkaRecordDeserializationSchema<Object> {
  private final Topic topic;
  private final KafkaSettings settings;
  private final int partitions;
  private transient AvroDecoder<?> decoder;

  /**
   * @param partitions of the topic
   */
  DecodedRecords(Topic topic, KafkaSettings settings, int partitions) {
    this.topic = topic;
    this.settings = settings;
    this.partitions = partitions;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = decoder(topic, settings.awaitedRegistry(), partitions);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Object> out) {
    out.collect(message(decoder.decode(record)));
  }

  static Object message(Decoded<?> decoded) {
    if (decoded instanceof Decoded.Value<?> value) {
      return value.value();
    }
    return ((Decoded.Dead<?>) decoded).letter();
  }

  static AvroDecoder<?> decoder(Topic topic, Registry registry, int partitions) {
    return switch (topic) {
      case ORDERS -> AvroDecoder.orders(registry, partitions);
      case QUOTES -> AvroDecoder.quotes(registry, DecodedRecords::nowMicros);
      case INSTRUMENTS -> AvroDecoder.instruments(registry, partitions);
      case RISK_LIMITS -> AvroDecoder.riskLimits(registry, partitions);
      case VALIDATED_ORDERS -> AvroDecoder.log(registry);
      case TRADES -> AvroDecoder.trades(registry);
      case EXECUTIONS -> AvroDecoder.executions(registry);
      case LOG_OWNER -> AvroDecoder.logOwners(registry);
      case MARKET_STATE -> AvroDecoder.marketState(registry);
      default -> throw new IllegalArgumentException("no input of the job: " + topic);
    };
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public TypeInformation<Object> getProducedType() {
    return Messages.TYPE;
  }
}
