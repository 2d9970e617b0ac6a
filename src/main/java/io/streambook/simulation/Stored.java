package io.streambook.simulation;

import io.streambook.venue.Keyed;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Objects of a stage with their rows behind them, as the keyed state of one subtask.
 *
 * @param <V> what belongs to one key
 */
final class Stored<V> implements Keyed<V> {
  /** How an object becomes rows and back. */
  interface Format<V> {
    V load(String key, Map<String, Object> rows);

    void store(V value, Map<String, Object> rows) throws Exception;
  }

  private final Format<V> format;
  private final Map<String, Map<String, Object>> rows = new TreeMap<>();
  private final Map<String, V> objects = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  /**
   * The state of a snapshot.
   *
   * @param mine keys of this subtask
   */
  Stored(Format<V> format, Map<String, Map<String, Object>> snapshot, Predicate<String> mine) {
    this.format = format;
    snapshot.forEach(
        (key, value) -> {
          if (mine.test(key)) {
            rows.put(key, new TreeMap<>(value));
          }
        });
  }

  @Override
  public V read(String key) {
    return objects.computeIfAbsent(key, k -> format.load(k, rows.getOrDefault(k, Map.of())));
  }

  @Override
  public V write(String key) {
    changed.add(key);
    return read(key);
  }

  /** All rows as they stand now. */
  void save(Map<String, Map<String, Object>> snapshot) throws Exception {
    for (String key : changed) {
      format.store(read(key), rows.computeIfAbsent(key, any -> new TreeMap<>()));
    }
    changed.clear();
    rows.forEach((key, value) -> snapshot.put(key, new TreeMap<>(value)));
  }
}
