package io.streambook.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of records of the topic orders, by partition and offset. Not safe for use by threads. */
final class Places {
  private final Map<Integer, BitSet> byPartition = new TreeMap<>();

  /** Returns whether it was not there yet. */
  boolean add(int partition, long offset) {
    BitSet offsets = byPartition.computeIfAbsent(partition, p -> new BitSet());
    int index = Math.toIntExact(offset);
    boolean added = !offsets.get(index);
    offsets.set(index);
    return added;
  }

  boolean contains(int partition, long offset) {
    BitSet offsets = byPartition.get(partition);
    return offsets != null && offsets.get(Math.toIntExact(offset));
  }

  long size() {
    return byPartition.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  boolean isEmpty() {
    return byPartition.values().stream().allMatch(BitSet::isEmpty);
  }

  /** Those of this set that are not in the other. */
  Places without(Places other) {
    Places rest = new Places();
    byPartition.forEach(
        (partition, offsets) -> {
          BitSet left = (BitSet) offsets.clone();
          BitSet taken = other.byPartition.get(partition);
          if (taken != null) {
            left.andNot(taken);
          }
          rest.byPartition.put(partition, left);
        });
    return rest;
  }

  /** The first of each partition, as partition-offset, so many in all. */
  List<String> first(int count) {
    List<String> names = new ArrayList<>();
    byPartition.forEach(
        (partition, offsets) ->
            offsets.stream()
                .limit(count)
                .forEach(offset -> names.add("orders-" + partition + "-" + offset)));
    return names.subList(0, Math.min(count, names.size()));
  }
}
