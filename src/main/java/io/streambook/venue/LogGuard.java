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
   * @throws Refusal when another job has taken over from this one, or the topics can't serve
   */
  public void start(Map<Slot, Long> saved, Consumer<Recovery> out) {
    List<Owner> before = store.owners();
    if (!before.isEmpty() && before.stream().anyMatch(owner -> owner.job().equals(job))) {
      check(before.get(before.size() - 1));
    }
    long generation = store.claim();
    store.fence();
    Map<Slot, Long> ends = store.ends();
    List<Owner> after = store.owners();
    Owner last = after.get(after.size() - 1);
    if (last.generation() != generation) {
      check(last);
      throw new IllegalStateException("a newer start of this job has begun: " + last);
    }
    Map<Slot, Long> from = from(saved, ends);
    out.accept(new Recovery.Begin(saved == null));
    store.read(from, ends, out);
    out.accept(new Recovery.Go(generation));
  }

  /**
   * Looks at a newer owner record.
   *
   * @throws Refusal when it is another job's
   */
  public void check(Owner newer) {
    if (!newer.job().equals(job)) {
      throw new Refusal(
          "job %s (%s) has taken over from job %s: two jobs publish under the same --transactional-id-prefix, and the older one ends"
              .formatted(newer.job(), newer.name(), job));
    }
  }

  private Map<Slot, Long> from(Map<Slot, Long> saved, Map<Slot, Long> ends) {
    Map<Slot, Long> beginnings = store.beginnings();
    if (saved != null && !slotsOf(ends).equals(slotsOf(saved))) {
      throw new Refusal(
          "the state knows %s, Kafka has %s: the partitions of a topic can't change; restore the topics, or start with a new --topic-prefix"
              .formatted(slotsOf(saved), slotsOf(ends)));
    }
    Map<Slot, Long> from = new TreeMap<>();
    for (Map.Entry<Slot, Long> end : ends.entrySet()) {
      Slot slot = end.getKey();
      long first = beginnings.get(slot);
      long start = saved == null ? 0 : saved.get(slot);
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

  private static Set<Slot> slotsOf(Map<Slot, Long> offsets) {
    return new TreeSet<>(offsets.keySet());
  }

  /** Where the next start may begin to read, to be asked before any stage takes its snapshot. */
  public Map<Slot, Long> ends() {
    return store.ends();
  }
}
