package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.junit.jupiter.api.Test;

class HotStateTest {
  /** Keyed state as an operator sees it: only the row of the current key can be reached. */
  private static final class Backend implements KeyContext, HotState.Store<StringBuilder> {
    final Map<Object, String> rows = new TreeMap<>();
    final List<String> tape = new ArrayList<>();
    private Object current;

    @Override
    public void setCurrentKey(Object key) {
      assertThat(key).isNotNull();
      current = key;
    }

    @Override
    public Object getCurrentKey() {
      return current;
    }

    @Override
    public StringBuilder load(String key) {
      assertThat(current).isEqualTo(key);
      tape.add("load " + key);
      return new StringBuilder(rows.getOrDefault(current, ""));
    }

    @Override
    public int unsaved(StringBuilder value) {
      return 1;
    }

    @Override
    public boolean store(StringBuilder value, int maxRows) {
      tape.add("store " + current);
      rows.put(current, value.toString());
      return true;
    }
  }

  private final Backend backend = new Backend();

  private HotState<StringBuilder> hotState(int capacity) {
    return new HotState<>(backend, backend, capacity);
  }

  @Test
  void loadsOnFirstUseAndStoresAtTheFlush() throws Exception {
    HotState<StringBuilder> hot = hotState(10);
    hot.write("a").append(1);
    hot.write("a").append(2);
    hot.write("b").append(3);
    assertThat(backend.rows).isEmpty();
    hot.flush();
    assertThat(backend.rows).isEqualTo(Map.of("a", "12", "b", "3"));
    assertThat(backend.tape).containsExactly("load a", "load b", "store a", "store b");
  }

  @Test
  void storesOnlyWhatWasChangedSinceTheLastFlush() throws Exception {
    HotState<StringBuilder> hot = hotState(10);
    hot.write("a").append(1);
    hot.write("b").append(2);
    hot.flush();
    backend.tape.clear();
    hot.read("a");
    hot.write("b").append(3);
    hot.flush();
    hot.flush();
    assertThat(backend.tape).containsExactly("store b");
  }

  @Test
  void evictsOneThatWasNotUsedLatelyStoresItAndLoadsItAgain() throws Exception {
    HotState<StringBuilder> hot = hotState(2);
    hot.write("a").append(1);
    hot.write("b").append(2);
    hot.read("a");
    hot.write("c").append(3);
    assertThat(hot.write("b").append(4)).hasToString("24");
    hot.flush();
    assertThat(backend.rows).isEqualTo(Map.of("a", "1", "b", "24", "c", "3"));
    assertThat(backend.tape)
        .containsExactly(
            "load a", "load b", "store b", "load c", "store a", "load b", "store c", "store b");
  }

  @Test
  void doesNotStoreACleanObjectThatItEvicts() throws Exception {
    HotState<StringBuilder> hot = hotState(1);
    hot.read("a");
    hot.read("b");
    assertThat(backend.tape).containsExactly("load a", "load b");
  }

  @Test
  void putsTheCurrentKeyBack() throws Exception {
    HotState<StringBuilder> hot = hotState(1);
    backend.setCurrentKey("current");
    hot.write("a").append(1);
    assertThat(backend.getCurrentKey()).isEqualTo("current");
    hot.write("b").append(1);
    assertThat(backend.getCurrentKey()).isEqualTo("current");
    hot.flush();
    assertThat(backend.getCurrentKey()).isEqualTo("current");
  }

  @Test
  void storesTheOldestWhenTooMuchWaits() throws Exception {
    HotState<StringBuilder> hot = new HotState<>(backend, backend, 10, 2);
    hot.flush();
    for (String key : List.of("a", "b", "a", "c", "a")) {
      hot.write(key).append(1);
      hot.drain();
    }
    assertThat(backend.tape).containsExactly("load a", "load b", "load c", "store a", "store b");
    hot.flush();
    assertThat(backend.rows).isEqualTo(Map.of("a", "111", "b", "1", "c", "1"));
  }

  @Test
  void letsFewerWaitTheNearerTheNextFlushIs() throws Exception {
    HotState<StringBuilder> hot = new HotState<>(backend, backend, 10, 100);
    for (int tick = 0; tick < 5; tick++) {
      assertThat(hot.bound()).as("before the first flush").isEqualTo(51_200);
      hot.spread();
    }
    hot.flush();
    List<Integer> bounds = new ArrayList<>(List.of(hot.bound()));
    for (int tick = 0; tick < 6; tick++) {
      hot.spread();
      bounds.add(hot.bound());
    }
    assertThat(bounds).containsExactly(51_200, 51_200, 51_200, 2620, 1360, 100, 100);
    hot.flush();
    hot.flush();
    assertThat(hot.bound()).as("flushes that follow each other").isEqualTo(100);
  }

  @Test
  void storesWhatWaitsEvenlyInTheSecondHalfOfTheTimeBetweenFlushes() throws Exception {
    HotState<StringBuilder> hot = new HotState<>(backend, backend, 1_000, 8);
    for (int tick = 0; tick < 8; tick++) {
      hot.spread();
    }
    hot.flush();
    for (int i = 0; i < 800; i++) {
      hot.write("k" + i).append(1);
      hot.drain();
    }
    assertThat(backend.rows).as("in the first half").isEmpty();
    List<Integer> stored = new ArrayList<>();
    for (int tick = 0; tick < 8; tick++) {
      int before = backend.rows.size();
      hot.spread();
      drain(hot);
      stored.add(backend.rows.size() - before);
    }
    assertThat(stored.subList(0, 3)).as("a trickle").containsOnly(2);
    assertThat(stored.subList(3, 8)).allSatisfy(rows -> assertThat(rows).isBetween(155, 163));
  }

  /** As messages do that come until all is stored that must be. */
  private void drain(HotState<StringBuilder> hot) throws Exception {
    int before;
    do {
      before = backend.rows.size();
      hot.drain();
    } while (backend.rows.size() > before);
  }

  @Test
  void storesSomeOfTheOldestBeforeTheFlush() throws Exception {
    HotState<StringBuilder> hot = hotState(10);
    hot.write("a").append(1);
    hot.write("b").append(1);
    hot.spread();
    assertThat(backend.tape).contains("store a");
    hot.write("c").append(1);
    for (int i = 0; i < 3; i++) {
      hot.spread();
    }
    int stored = backend.tape.size();
    assertThat(backend.rows).isEqualTo(Map.of("a", "1", "b", "1", "c", "1"));
    hot.flush();
    assertThat(backend.tape).hasSize(stored);
  }

  @Test
  void needsRoomForOne() {
    assertThatThrownBy(() -> hotState(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
