package io.streambook.venue;

import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes a start of the job the only one that publishes, and tells all stages what was published
 * before it: the one place that fences, before anyone reads. Owner record, fence, ends, owner
 * record again: whoever was fenced can't write, whoever opens a writer later finds that it is no
 * longer the owner, so the ends are final.
 */
public final class LogGuard {
  private final LogStore store;
  private final String job;
  private long generation;

  /**
   * {@link LogStore#starts} when this was known to be the last start of those that publish here.
   */
  private long starts;

  /** This start of the job is over, and does not know it. */
  public static final class Overtaken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Overtaken(String message) {
      super(message);
    }
  }

  /**
   * @param job as its owner records name it
   */
  public LogGuard(LogStore store, String job) {
    this.store = store;
    this.job = job;
  }

  /**
   * Takes over, then tells {@link Recovery.Begin}, the tail, {@link Recovery.Go}.
   *
   * @param saved ends as the last snapshot knew them ({@link #ends}); null when there was none
   * @return ends of what all stages know when they have heard {@link Recovery.Go}
   * @throws Refusal when another job has taken over from this one, or the topics can't serve
   * @throws Overtaken when a newer start of this job has begun
   */
  public Map<Slot, Long> start(Map<Slot, Long> saved, Consumer<Recovery> out) {
    List<Owner> before = store.owners();
    if (!before.isEmpty() && before.stream().anyMatch(owner -> owner.job().equals(job))) {
      check(before.get(before.size() - 1));
    }
    checkTopics(saved);
    generation = store.claim();
    store.fence();
    Map<Slot, Long> ends = ends();
    Map<Slot, Long> from = from(saved, ends);
    out.accept(new Recovery.Begin(saved == null));
    store.read(from, ends, out);
    out.accept(new Recovery.Go(generation));
    return ends;
  }

  /**
   * Looks at a newer owner record.
   *
   * @throws Refusal when it is another job's
   */
  public void check(Owner newer) {
    if (!newer.job().equals(job)) {
      throw new Refusal(
          "job %s (%s) has taken over from job %s: two jobs publish to the same topics, or under the same --transactional-id-prefix, and the older one ends"
              .formatted(newer.job(), newer.name(), job));
    }
  }

  /**
   * Of another topic's records those up to the offsets that state and log know would be skipped.
   */
  private void checkTopics(Map<Slot, Long> saved) {
    List<String> anew = store.createdAnew();
    if (!anew.isEmpty() && (saved != null || logHasBegun())) {
      throw new Refusal(
          "%s was deleted and created anew since the last start, so its offsets mean other records than those that state and log know, and new ones would be skipped: start with a new --topic-prefix, or restore the topic with its old offsets and create log-owner anew too"
              .formatted(String.join(", ", anew)));
    }
  }

  private boolean logHasBegun() {
    return store.ends().entrySet().stream()
        .anyMatch(end -> store.isWhole(end.getKey()) && end.getValue() > 0);
  }

  private Map<Slot, Long> from(Map<Slot, Long> saved, Map<Slot, Long> ends) {
    Map<Slot, Long> beginnings = store.beginnings();
    Set<Slot> known = slotsOf(ends);
    if (saved != null) {
      known.removeIf(slot -> isNew(slot, saved));
      if (!known.equals(slotsOf(saved))) {
        throw new Refusal(
            "the state knows %s, Kafka has %s: the partitions of a topic can't change; restore the topics, or start with a new --topic-prefix"
                .formatted(slotsOf(saved), known));
      }
    }
    Map<Slot, Long> from = new TreeMap<>();
    for (Map.Entry<Slot, Long> end : ends.entrySet()) {
      Slot slot = end.getKey();
      long first = beginnings.get(slot);
      long start = saved == null ? 0 : saved.getOrDefault(slot, 0L);
      if (start > end.getValue()) {
        throw new Refusal(
            "%s ends at offset %d, before the state, which knows it up to %d: restore the topic, or restore a savepoint that fits it"
                .formatted(slot, end.getValue(), start));
      }
      if (start < first && store.isWhole(slot)) {
        throw new Refusal(
            "%s begins at offset %d, and the state needs it from %d: retention took what is missing; restore a newer savepoint"
                .formatted(slot, first, start));
      }
      from.put(slot, Math.max(start, first));
    }
    return from;
  }

  /** Of a topic that the release which took the snapshot did not have. */
  private static boolean isNew(Slot slot, Map<Slot, Long> saved) {
    return saved.keySet().stream().noneMatch(known -> known.topic().equals(slot.topic()));
  }

  private static Set<Slot> slotsOf(Map<Slot, Long> offsets) {
    return new TreeSet<>(offsets.keySet());
  }

  /**
   * Where the next start may begin to read, to be asked before any stage takes its snapshot.
   *
   * @throws Refusal when another job has taken over: what it has published is before the ends
   * @throws Overtaken when a newer start of this job has begun
   */
  public Map<Slot, Long> ends() {
    Map<Slot, Long> ends = store.ends();
    // Asked after the ends: who has published what is before them has claimed before that.
    long now = store.starts();
    if (now != starts) {
      checkLast();
      starts = now;
    }
    return ends;
  }

  private void checkLast() {
    List<Owner> owners = store.owners();
    Owner last = owners.get(owners.size() - 1);
    if (last.generation() != generation) {
      check(last);
      throw new Overtaken("a newer start of this job has begun: " + last);
    }
  }
}
