package io.streambook.chaos;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What Kafka acknowledged to the sender, and what the venue has answered. For many threads. */
final class Receipts {
  private final Places acknowledged = new Places();
  private final Places answered = new Places();
  private final Map<Integer, Long2ObjectMap<String>> ids = new HashMap<>();
  private final Map<Integer, Long2LongMap> waitingSince = new HashMap<>();
  private long acknowledgedCount;
  private long longestWaitNanos;

  /**
   * Kafka has it.
   *
   * @param orderId empty when it is no order that can be read
   */
  synchronized void acknowledge(int partition, long offset, String orderId, long nowNanos) {
    acknowledged.add(partition, offset);
    if (!answered.contains(partition, offset)) {
      waitingSince
          .computeIfAbsent(partition, p -> new Long2LongOpenHashMap())
          .put(offset, nowNanos);
    }
    ids.computeIfAbsent(partition, p -> new Long2ObjectOpenHashMap<>()).put(offset, orderId);
    acknowledgedCount++;
  }

  /** It is in the log or in the dead letters. */
  synchronized void answer(int partition, long offset, long nowNanos) {
    answered.add(partition, offset);
    Long2LongMap waiting = waitingSince.get(partition);
    if (waiting != null && waiting.containsKey(offset)) {
      longestWaitNanos = Math.max(longestWaitNanos, nowNanos - waiting.remove(offset));
    }
  }

  /** From the acknowledgement to the answer, of those answered since the last call. */
  synchronized Duration longestWait() {
    Duration longest = Duration.ofNanos(longestWaitNanos);
    longestWaitNanos = 0;
    return longest;
  }

  synchronized long acknowledgedCount() {
    return acknowledgedCount;
  }

  /** All that is acknowledged by now. */
  synchronized Places acknowledged() {
    return acknowledged.without(new Places());
  }

  /** Those of the given that have no answer by now. */
  synchronized Places unanswered(Places places) {
    return places.without(answered);
  }

  /** The orderId that was acknowledged there; null when none was. */
  synchronized String orderId(int partition, long offset) {
    Long2ObjectMap<String> offsets = ids.get(partition);
    return offsets == null ? null : offsets.get(offset);
  }
}
