package io.streambook.job;

import io.streambook.venue.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a source begins when its state does not say, and what it does when the records that its
 * state names are gone.
 */
@SuppressWarnings("deprecation") // Flink's connector still speaks of OffsetResetStrategy
enum StartOffsets implements OffsetsInitializer {
  /** All there ever was: a start without state that misses something is refused. */
  WHOLE(OffsetResetStrategy.NONE),
  /** All there is; gone records fail the job, since skipping them would lose orders or trades. */
  ALL_OR_FAIL(OffsetResetStrategy.NONE),
  /** All there is; what compaction or retention took is not missed. */
  ALL(OffsetResetStrategy.EARLIEST),
  /** The last minute: quotes older than that are stale in any case. */
  RECENT(OffsetResetStrategy.LATEST);

  private static final Duration RECENT_QUOTES = Duration.ofMinutes(1);

  private final OffsetResetStrategy whenGone;

  StartOffsets(OffsetResetStrategy whenGone) {
    this.whenGone = whenGone;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return whenGone;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    return switch (this) {
      case RECENT -> recent(partitions, kafka);
      case WHOLE -> whole(kafka.beginningOffsets(partitions));
      case ALL, ALL_OR_FAIL -> kafka.beginningOffsets(partitions);
    };
  }

  private static Map<TopicPartition, Long> whole(Map<TopicPartition, Long> beginnings) {
    beginnings.forEach(
        (partition, first) -> {
          if (first > 0) {
            throw new SuppressRestartsException(
                new Refusal(
                    "%s begins at offset %d, and a start without state needs all of it: retention took what is missing; restore a savepoint or the topic, or start with a new --topic-prefix"
                        .formatted(partition, first)));
          }
        });
    return beginnings;
  }

  private static Map<TopicPartition, Long> recent(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    long since = System.currentTimeMillis() - RECENT_QUOTES.toMillis();
    Map<TopicPartition, Long> offsets = new HashMap<>(kafka.endOffsets(partitions));
    Map<TopicPartition, OffsetAndTimestamp> found =
        kafka.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(partition -> partition, any -> since)));
    found.forEach(
        (partition, at) -> {
          if (at != null) {
            offsets.put(partition, at.offset());
          }
        });
    return offsets;
  }
}
