package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.streaming.api.operators.KeyContext;

/** Objects of many rows that are stored in parts, against a map that forgets nothing. */
class HotStatePropertyTest {
  private static final int CAPACITY = 3;
  private static final int INTERVAL_MILLIS = 400;

  /** Of that, so late all must be stored but what a flush may find. */
  private static final int DUE_MILLIS = 350;

  private static final int WAITING_MAX = 128;

  /** Cells by number, and those that no row has as they are. */
  private static final class Sheet {
    final Map<Integer, Integer> cells = new TreeMap<>();
    final Set<Integer> changed = new LinkedHashSet<>();

    void set(int cell, int value) {
      cells.put(cell, value);
      changed.add(cell);
    }
  }

  private static final class Backend implements KeyContext, HotState.Store<Sheet> {
    final Map<Object, Map<Integer, Integer>> rows = new TreeMap<>();
    final Map<String, Sheet> loaded = new HashMap<>();
    private Object current;
    long millis;
    long flushedMillis;

    @Override
    public void setCurrentKey(Object key) {
      current = key;
    }

    @Override
    public Object getCurrentKey() {
      return current;
    }

    @Override
    public Sheet load(String key) {
      Sheet sheet = new Sheet();
      sheet.cells.putAll(rows.getOrDefault(current, Map.of()));
      loaded.put(key, sheet);
      return sheet;
    }

    @Override
    public int unsaved(Sheet sheet) {
      return sheet.changed.size();
    }

    @Override
    public boolean store(Sheet sheet, int maxRows) {
      assertThat(sheet).as("the object of the current key").isSameAs(loaded.get(current));
      Map<Integer, Integer> saved = rows.computeIfAbsent(current, key -> new TreeMap<>());
      Iterator<Integer> oldestFirst = sheet.changed.iterator();
      for (int left = maxRows; left > 0 && oldestFirst.hasNext(); left--) {
        int cell = oldestFirst.next();
        saved.put(cell, sheet.cells.get(cell));
        oldestFirst.remove();
      }
      return sheet.changed.isEmpty();
    }

    int waiting() {
      return loaded.values().stream().mapToInt(sheet -> sheet.changed.size()).sum();
    }
  }

  private record Step(int kind, int key, int cell, int cells) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(number(19), number(5), number(99), number(60))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }

  private static Arbitrary<Integer> number(int max) {
    return Arbitraries.integers().between(0, max);
  }

  @Property(tries = 300)
  void whateverIsSpreadAndEvictedAFlushCompletesIt(@ForAll("steps") List<Step> steps)
      throws Exception {
    Backend backend = new Backend();
    HotState<Sheet> hot = hotState(backend);
    Map<Object, Map<Integer, Integer>> expected = new TreeMap<>();
    int value = 0;
    for (Step step : steps) {
      String key = "k" + step.key();
      if (step.kind() == 0) {
        flush(hot, backend);
        assertThat(backend.rows).isEqualTo(expected);
      } else if (step.kind() == 1) {
        // A restart from the snapshot that this flush belongs to.
        flush(hot, backend);
        backend.loaded.clear();
        hot = hotState(backend);
      } else if (step.kind() == 2) {
        backend.millis += step.cell();
        spread(hot, backend);
      } else if (step.kind() < 8) {
        assertThat(hot.read(key).cells).isEqualTo(expected.getOrDefault(key, Map.of()));
      } else {
        int many = step.kind() == 8 ? step.cells() : 1;
        for (int cell = step.cell(); cell < step.cell() + many; cell++) {
          hot.write(key).set(cell, ++value);
          expected.computeIfAbsent(key, k -> new TreeMap<>()).put(cell, value);
        }
      }
    }
    hot.flush();
    assertThat(backend.rows).isEqualTo(expected);
    assertThat(backend.waiting()).isZero();
  }

  private static HotState<Sheet> hotState(Backend backend) {
    return new HotState<>(backend, backend, CAPACITY, INTERVAL_MILLIS, () -> backend.millis);
  }

  private static void flush(HotState<Sheet> hot, Backend backend) throws Exception {
    hot.flush();
    backend.flushedMillis = backend.millis;
  }

  private static void spread(HotState<Sheet> hot, Backend backend) throws Exception {
    int before = backend.waiting();
    hot.spread();
    int after = backend.waiting();
    long passed = backend.millis - backend.flushedMillis;
    if (passed < INTERVAL_MILLIS / 2 || before <= WAITING_MAX) {
      assertThat(after).as("nothing is stored without need").isEqualTo(before);
    } else if (passed < DUE_MILLIS) {
      assertThat(after).isBetween(WAITING_MAX, before);
    } else {
      assertThat(after).isEqualTo(WAITING_MAX);
    }
  }
}
