package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // as in the class under test
class StrictCommitterTest {
  private static final String ID = "streambook.risk.-0-1";

  private final List<String> signals = new ArrayList<>();

  @Test
  void lostTransactionOfThisRunEndsTheJobForGood() throws Exception {
    Properties config = new Properties();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
            new FlinkKafkaInternalProducer<>(config, ID);
        StrictCommitter committer = new StrictCommitter(new Fenced())) {
      List<Committer.CommitRequest<KafkaCommittable>> requests =
          List.of(new Request(new KafkaCommittable(1, (short) 2, ID, producer)));
      assertThatThrownBy(() -> committer.commit(requests))
          .isInstanceOf(SuppressRestartsException.class)
          .rootCause()
          .isInstanceOf(ProducerFencedException.class);
      assertThat(signals).isEmpty();
    }
  }

  @Test
  void restoredTransactionThatIsGoneIsCounted() throws Exception {
    try (StrictCommitter committer = new StrictCommitter(new Fenced())) {
      committer.commit(List.of(new Request(new KafkaCommittable(1, (short) 2, ID, null))));
      assertThat(signals).containsExactly("known");
    }
  }

  /** As Flink's committer when the broker says that the producer is fenced. */
  private static final class Fenced implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      requests.forEach(
          request -> request.signalFailedWithKnownReason(new ProducerFencedException("fenced")));
    }

    @Override
    public void close() {}
  }

  private final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;

    Request(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      signals.add("known");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      signals.add("unknown");
    }

    @Override
    public void retryLater() {
      signals.add("retry");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable changed) {
      signals.add("retry");
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("committed");
    }
  }
}
