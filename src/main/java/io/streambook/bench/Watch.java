package io.streambook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes in a thread of its own when topics grow, as {@link TopicEnds} shows it, every few
 * milliseconds. What was first and last can be asked afterwards.
 */
final class Watch implements AutoCloseable {
  private static final long MILLIS = 5;

  /** The ends as they were first seen at that time, by {@link System#nanoTime}. */
  record Sight(long nanos, Map<TopicPartition, Long> ends) {
    long sum(String topic) {
      return ends.entrySet().stream()
          .filter(end -> end.getKey().topic().equals(topic))
          .mapToLong(Entry::getValue)
          .sum();
    }
  }

  private final TopicEnds ends;
  private final List<Sight> sights = new ArrayList<>();
  private final CompletableFuture<Void> end;
  private volatile boolean closed;

  /** Watches from now on, and closes the ends with itself. */
  Watch(TopicEnds ends) {
    this.ends = ends;
    sights.add(new Sight(System.nanoTime(), ends.now()));
    end = CompletableFuture.runAsync(this::watch, task -> new Thread(task, "bench-watch").start());
  }

  private void watch() {
    while (!closed) {
      Map<TopicPartition, Long> now = ends.now();
      if (!now.equals(last().ends())) {
        add(new Sight(System.nanoTime(), now));
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private synchronized void add(Sight sight) {
    sights.add(sight);
  }

  /** What was there when it began, then each growth. */
  synchronized List<Sight> sights() {
    return List.copyOf(sights);
  }

  private synchronized Sight last() {
    return sights.get(sights.size() - 1);
  }

  /** By how many offsets, markers included, a topic has grown. */
  synchronized long grown(String topic) {
    return last().sum(topic) - sights.get(0).sum(topic);
  }

  /** Nanoseconds since anything grew; fails when it can't be seen any more. */
  long quietNanos() {
    if (end.isCompletedExceptionally()) {
      end.join();
    }
    return System.nanoTime() - last().nanos();
  }

  @Override
  public void close() {
    closed = true;
    try (ends) {
      end.join();
    }
  }
}
