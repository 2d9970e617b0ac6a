package io.streambook.orderservice.desk;

import io.streambook.book.Execution;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many orders wait for the venue, which no latency of answers tells: what {@code orders} holds
 * after the last answered record of each partition. A dead letter is never answered, so a few that
 * stand last may be counted until the next answer comes.
 */
public final class Backlog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long PERIOD_SECONDS = 1;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** Of each partition the offset after the last one that was answered. */
  private final AtomicLongArray answered;

  private volatile long waiting = -1;

  public Backlog(KafkaSettings settings) {
    consumer = CommittedConsumer.fromEarliest(settings.clientConfig());
    partitions =
        consumer.partitionsFor(settings.topic(Topic.ORDERS)).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    answered = new AtomicLongArray(partitions.size());
  }

  /** Takes the next execution, from the first one that there is. */
  public void hear(Execution execution) {
    if (execution.partition() >= 0) {
      answered.accumulateAndGet(execution.partition(), execution.offset() + 1, Math::max);
    }
  }

  /** Orders without an answer a moment ago; -1 when that is not known. */
  public long read() {
    return waiting;
  }

  /** Asks each second. */
  public void start() {
    var unused = clock.scheduleWithFixedDelay(this::ask, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void ask() {
    try {
      long sum = 0;
      for (Map.Entry<TopicPartition, Long> end :
          consumer.endOffsets(partitions, PATIENCE).entrySet()) {
        sum += Math.max(0, end.getValue() - answered.get(end.getKey().partition()));
      }
      waiting = sum;
    } catch (KafkaException e) {
      if (waiting >= 0) {
        LOG.warn("The end of the orders is not known: {}", e.toString());
      }
      waiting = -1;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
