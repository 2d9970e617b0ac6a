package io.streambook.job;

import io.streambook.contract.DeadLetters;
import io.streambook.contract.KafkaSettings;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The one transactional sink of a job: log, executions, trades and all else commit together, with
 * the checkpoint. It is Flink's KafkaSink but for one thing: a transaction of this run that can't
 * be committed ends the job ({@link StrictCommitter}), where Flink only counts it and goes on
 * without its records.
 */
final class VenueSink
    implements Sink<Object>,
        SupportsWriterState<Object, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {
  /**
   * The longest that a broker allows by default: a job that is down for longer than this after a
   * checkpoint has lost what that checkpoint was to commit.
   */
  static final int TRANSACTION_TIMEOUT_MILLIS = 15 * 60 * 1000;

  private final KafkaSink<Object> kafka;

  VenueSink(KafkaSettings settings, String transactionalIdPrefix) {
    kafka =
        KafkaSink.builder()
            .setBootstrapServers(settings.brokers())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(transactionalIdPrefix)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setRecordSerializer(new VenueRecords(settings))
            .setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Integer.toString(TRANSACTION_TIMEOUT_MILLIS))
            .setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(DeadLetters.MAX_MESSAGE_BYTES))
            .setProperty(ProducerConfig.ACKS_CONFIG, "all")
            .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
            .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5")
            .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
            .build();
  }

  @Override
  public SinkWriter<Object> createWriter(WriterInitContext context) throws IOException {
    return kafka.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<Object, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) {
    return kafka.restoreWriter(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new StrictCommitter(kafka.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return kafka.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
    kafka.addPostCommitTopology(committed);
  }
}
