package io.streambook.job;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * Collects rows of the current key and stores them in one go, which costs less.
 *
 * @param <K> key of a row
 */
final class RowBatch<K> {
  private final MapState<K, byte[]> rows;
  private final Puts<K> puts = new Puts<>();

  RowBatch(MapState<K, byte[]> rows) {
    this.rows = rows;
  }

  void put(K key, byte[] row) {
    puts.rows.add(Map.entry(key, row));
  }

  void remove(K key) throws Exception {
    store();
    rows.remove(key);
  }

  /** To be called before another key is the current one. */
  void store() throws Exception {
    if (!puts.rows.isEmpty()) {
      rows.putAll(puts);
      puts.rows.clear();
    }
  }

  /** Rows as the map that Flink asks for; of those with one key the last counts. */
  private static final class Puts<K> extends AbstractMap<K, byte[]> {
    final List<Map.Entry<K, byte[]>> rows = new ArrayList<>();

    @Override
    public Set<Map.Entry<K, byte[]>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<K, byte[]>> iterator() {
          return rows.iterator();
        }

        @Override
        public int size() {
          return rows.size();
        }
      };
    }
  }
}
