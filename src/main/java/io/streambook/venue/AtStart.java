package io.streambook.venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records of a compacted topic, read to its end at the start, until their key is first needed. */
final class AtStart<T> {
  private final Map<String, List<T>> byKey = new HashMap<>();

  AtStart(List<T> records, Function<T, String> key) {
    for (T record : records) {
      byKey.computeIfAbsent(key.apply(record), any -> new ArrayList<>()).add(record);
    }
  }

  /** Those of a key in their order, once; null when there are none. */
  List<T> take(String key) {
    return byKey.isEmpty() ? null : byKey.remove(key);
  }
}
