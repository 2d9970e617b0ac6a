package io.streambook.simulation;

import io.streambook.book.Execution;
import io.streambook.book.Trade;
import io.streambook.venue.LogStore.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records by partition; the place in the list is the offset. */
final class SimulatedTopic {
  private final String name;
  private final List<List<Object>> partitions = new ArrayList<>();

  SimulatedTopic(String name, int partitions) {
    this.name = name;
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  int partition(String key) {
    return Math.floorMod(key.hashCode(), partitions.size());
  }

  /** Offset of the next record of the key. */
  int nextOffset(String key) {
    return partitions.get(partition(key)).size();
  }

  void add(String key, Object record) {
    partitions.get(partition(key)).add(record);
  }

  List<List<Object>> partitions() {
    return partitions;
  }

  Slot slot(int partition) {
    return new Slot(name, partition);
  }

  /** Offset after the last record of each partition. */
  Map<Slot, Long> ends() {
    Map<Slot, Long> ends = new TreeMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      ends.put(slot(i), (long) partitions.get(i).size());
    }
    return ends;
  }

  /** All records, in order per key. */
  List<Object> records() {
    return partitions.stream().flatMap(List::stream).toList();
  }

  /** Those of a symbol, in order. */
  List<Object> records(String symbol) {
    return partitions.get(partition(symbol)).stream()
        .filter(record -> symbol(record).equals(symbol))
        .toList();
  }

  private static String symbol(Object record) {
    return record instanceof Trade trade ? trade.symbol() : ((Execution) record).symbol();
  }

  /** Those of a type, in order per key. */
  <T> List<T> records(Class<T> type) {
    return partitions.stream()
        .flatMap(List::stream)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
