package io.streambook.venue;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@link LogGuard} needs of Kafka: owners, fences, and the topics that tell what happened. */
public interface LogStore extends AutoCloseable {
  /** A partition of a topic. */
  record Slot(String topic, int partition) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
      return topic + "-" + partition;
    }
  }

  /**
   * A start of a job.
   *
   * @param generation its place among all starts of all jobs
   * @param job the same for each start of one job
   * @param name for a person
   */
  record Owner(long generation, String job, String name) {}

  /**
   * All starts of jobs that may not publish beside this one, itself included, and are not
   * forgotten, in order; each job's last is kept.
   */
  List<Owner> owners();

  /**
   * Topics whose offsets this job keeps and that are not those any more which an earlier start of
   * {@link #owners} has read.
   */
  List<String> createdAnew();

  /** Writes down a start of this job; gives its generation. */
  long claim();

  /** Rises with each start of any job, also of one that publishes elsewhere. */
  long starts();

  /** Shuts out every writer that is open; what it had not committed is gone for good. */
  void fence();

  /** Whether nothing of it may be missing: else what retention took is not needed. */
  boolean isWhole(Slot slot);

  /** First offset of each slot. */
  Map<Slot, Long> beginnings();

  /** Offset after the last one that is decided, of each slot. */
  Map<Slot, Long> ends();

  /** Hands out all that is committed from here to there. */
  void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each);

  @Override
  void close();
}
