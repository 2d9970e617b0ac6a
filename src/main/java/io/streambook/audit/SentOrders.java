package io.streambook.audit;

import io.streambook.book.OrderCommand;
import io.streambook.contract.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records of the {@code orders} topic, as far as it was read. Offsets may have gaps: a foreign
 * producer's transactions leave markers.
 */
final class SentOrders {
  private final Map<Integer, List<Found<Decoded<OrderCommand>>>> partitions = new TreeMap<>();
  private final Map<Integer, Long> begins = new TreeMap<>();
  private final Map<Integer, Long> ends = new TreeMap<>();

  /** Appends a record; each partition in the order of its offsets. */
  void add(Found<Decoded<OrderCommand>> order) {
    partitions.computeIfAbsent(order.partition(), p -> new ArrayList<>()).add(order);
    ends.merge(order.partition(), order.offset() + 1, Math::max);
  }

  /** Notes the first offset that a partition still has. */
  void readFrom(int partition, long begin) {
    begins.put(partition, begin);
  }

  /** Notes the offset before which a partition was read. */
  void readTo(int partition, long end) {
    ends.merge(partition, end, Math::max);
  }

  /** Whether the audit has read there; what lies beyond came while it ran. */
  boolean covers(int partition, long offset) {
    return !isGone(partition, offset) && offset < ends.getOrDefault(partition, 0L);
  }

  /** Whether retention took what was there. */
  boolean isGone(int partition, long offset) {
    return offset < begins.getOrDefault(partition, 0L);
  }

  /** Dense index of a record, or -1 when there is none at that place. */
  int indexOf(int partition, long offset) {
    List<Found<Decoded<OrderCommand>>> records = partitions.getOrDefault(partition, List.of());
    int low = 0;
    int high = records.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = records.get(middle).offset();
      if (found == offset) {
        return firstIndexOf(partition) + middle;
      }
      if (found < offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** All records, in the order of their index. */
  List<Found<Decoded<OrderCommand>>> all() {
    List<Found<Decoded<OrderCommand>>> all = new ArrayList<>();
    partitions.values().forEach(all::addAll);
    return all;
  }

  private int firstIndexOf(int partition) {
    int before = 0;
    for (Map.Entry<Integer, List<Found<Decoded<OrderCommand>>>> entry : partitions.entrySet()) {
      if (entry.getKey() == partition) {
        return before;
      }
      before += entry.getValue().size();
    }
    return before;
  }
}
