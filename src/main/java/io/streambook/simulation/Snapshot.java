package io.streambook.simulation;

import io.streambook.venue.LogStore.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a checkpoint of a job keeps; filled by its tasks, then left alone. */
final class Snapshot {
  /** Of the sources. */
  final Map<Slot, Integer> positions = new HashMap<>();

  final Map<String, Map<String, Object>> symbols = new TreeMap<>();
  final Map<String, Map<String, Object>> firms = new TreeMap<>();
  final Map<String, Map<String, Object>> books = new TreeMap<>();

  /** Accounts whose snapshot is due. */
  final Set<String> dueAccounts = new TreeSet<>();

  /** Symbols whose book and market state are due. */
  final Set<String> dueBooks = new TreeSet<>();

  /** Per symbol, in a job of matching alone. */
  final Map<String, Long> published = new TreeMap<>();

  /** Per partition. */
  final Map<String, Long> deadLettered = new TreeMap<>();

  /** Of the log, as the guard knows them; null when nothing was ever saved. */
  Map<Slot, Long> ends;

  boolean isTaken() {
    return ends != null;
  }
}
