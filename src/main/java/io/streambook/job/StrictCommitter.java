package io.streambook.job;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Ends the job for good when a transaction of this run is gone (fenced by a job with the same
 * transactional ids, or timed out): its records are missing from the topics, and going on would
 * hide it. A transaction that was restored from a checkpoint may well be committed already and its
 * id in use again; the broker says the same then, and Flink's way, to log and count it, is right.
 */
@SuppressWarnings("try") // Flink's interface lets close() be interrupted
final class StrictCommitter implements Committer<KafkaCommittable> {
  private final Committer<KafkaCommittable> kafka;

  StrictCommitter(Committer<KafkaCommittable> kafka) {
    this.kafka = kafka;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> strict =
        requests.stream().map(StrictRequest::new).collect(Collectors.toList());
    kafka.commit(strict);
  }

  @Override
  public void close() throws Exception {
    kafka.close();
  }

  private record StrictRequest(CommitRequest<KafkaCommittable> request)
      implements CommitRequest<KafkaCommittable> {

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      // Only a committable of this run still has its writer's producer.
      if (getCommittable().getProducer().isPresent()) {
        throw new SuppressRestartsException(
            new IOException(
                "Kafka transaction "
                    + getCommittable().getTransactionalId()
                    + " can't be committed: another job has the same --transactional-id-prefix, or"
                    + " the transaction timed out. What it held is not in the topics; restart from"
                    + " the checkpoint before it, or audit.",
                reason));
      }
      request.signalFailedWithKnownReason(reason);
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
