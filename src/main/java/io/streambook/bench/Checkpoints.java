package io.streambook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The checkpoints that a job completes, collected as its REST API shows the latest ones. */
final class Checkpoints {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FlinkRest rest;
  private final long countFromMillis;
  private final TreeMap<Long, Completed> completed = new TreeMap<>();

  /**
   * One that has completed.
   *
   * @param bytes that were written for it
   * @param stateBytes that it stands for, with what it shares with earlier ones
   * @param millis from its trigger to its end
   */
  record Completed(long id, long triggeredMillis, long bytes, long stateBytes, long millis) {
    @Override
    public String toString() {
      return "%,d KB, %,d ms".formatted(bytes >> 10, millis);
    }
  }

  /**
   * Counts those that cover nothing from before now.
   *
   * @param intervalSeconds between two
   */
  Checkpoints(FlinkRest rest, int intervalSeconds) {
    this.rest = rest;
    this.countFromMillis =
        System.currentTimeMillis() + Duration.ofSeconds(intervalSeconds).toMillis();
  }

  /** To be called at least once in ten checkpoints. */
  void look() {
    try {
      for (JsonNode node : rest.checkpoints().path("history")) {
        if (node.path("status").asText().equals("COMPLETED")) {
          Completed one = completed(node);
          completed.put(one.id(), one);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Flink does not tell of its checkpoints", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for checkpoints", e);
    }
  }

  /** Waits for so many in all, and gives them. */
  List<Completed> incremental(int count) throws InterruptedException {
    await(() -> counted().size() >= count, "enough");
    return counted().subList(0, count);
  }

  /** Has one made that shares nothing with others. */
  Completed full() throws Exception {
    String request = rest.triggerFullCheckpoint();
    OptionalLong id = rest.triggeredCheckpoint(request);
    while (id.isEmpty()) {
      Pause.shortly();
      id = rest.triggeredCheckpoint(request);
    }
    long made = id.getAsLong();
    await(() -> completed.containsKey(made), "the full one");
    return completed.get(made);
  }

  static Completed median(Collection<Completed> all, ToLongFunction<Completed> value) {
    return all.stream()
        .sorted(Comparator.comparingLong(value))
        .skip(all.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  static long worst(Collection<Completed> all, ToLongFunction<Completed> value) {
    return all.stream().mapToLong(value).max().orElseThrow();
  }

  private List<Completed> counted() {
    return completed.values().stream().filter(c -> c.triggeredMillis() >= countFromMillis).toList();
  }

  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only these checkpoints completed, " + what + " is missing: " + completed.values());
      }
      Pause.shortly();
      look();
    }
  }

  private static Completed completed(JsonNode node) {
    return new Completed(
        node.path("id").asLong(),
        node.path("trigger_timestamp").asLong(),
        node.path("checkpointed_size").asLong(),
        node.path("state_size").asLong(),
        node.path("end_to_end_duration").asLong());
  }
}
