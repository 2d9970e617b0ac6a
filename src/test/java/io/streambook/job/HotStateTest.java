package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
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

  private final AtomicLong millis = new AtomicLong(5_000_000);

  private HotState<StringBuilder> hotState(int capacity) {
    return hotState(capacity, 0);
  }

  private HotState<StringBuilder> hotState(int capacity, long intervalMillis) {
    return new HotState<>(backend, backend, capacity, intervalMillis, millis::get);
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
    HotState<StringBuilder> hot = hotState(1_000);
    change(hot, 130);
    hot.write("k0").append(1);
    hot.spread();
    assertThat(backend.rows).as("the oldest").isEqualTo(Map.of("k0", "11", "k1", "1"));
    hot.flush();
    assertThat(backend.rows).hasSize(130).containsEntry("k2", "1");
  }

  @Test
  void storesNothingInTheFirstHalfOfTheTimeBetweenCheckpointsAndThenEvenly() throws Exception {
    HotState<StringBuilder> hot = hotState(100_000, 10_000);
    change(hot, 37_628);
    assertThat(spread(hot, 4_990)).isZero();
    assertThat(spread(hot, 1_000)).isBetween(9_970, 10_030);
    assertThat(spread(hot, 1_000)).isBetween(9_970, 10_030);
    assertThat(spread(hot, 1_000)).isBetween(9_970, 10_030);
    spread(hot, 760);
    assertThat(backend.rows).as("all but what a flush may find").hasSize(37_500);
    hot.flush();
    change(hot, 1_000);
    assertThat(spread(hot, 4_990)).as("after a flush the time begins anew").isZero();
  }

  @Test
  void isBackSoonWhenItIsLateAndGoesOnTheNextTime() throws Exception {
    HotState<StringBuilder> hot = hotState(100_000, 10_000);
    change(hot, 4_500);
    millis.addAndGet(60_000);
    assertThat(spread(hot, 10)).isEqualTo(2_000);
    assertThat(spread(hot, 10)).isEqualTo(2_000);
    assertThat(spread(hot, 10)).isEqualTo(500 - 128);
    assertThat(spread(hot, 10)).isZero();
  }

  @Test
  void letsOnlySoManyWaitForTheSecondHalf() throws Exception {
    HotState<StringBuilder> hot = hotState(1_000_000, 10_000);
    change(hot, 500_700);
    assertThat(spread(hot, 10)).isEqualTo(700);
    assertThat(spread(hot, 10)).isZero();
  }

  private static void change(HotState<StringBuilder> hot, int objects) throws Exception {
    for (int i = 0; i < objects; i++) {
      hot.write("k" + i).append(1);
    }
  }

  /** As a timer does for so long; answers how many objects that stored. */
  private int spread(HotState<StringBuilder> hot, long forMillis) throws Exception {
    int before = backend.tape.size();
    for (long passed = 0; passed < forMillis; passed += HotState.SPREAD_MILLIS) {
      millis.addAndGet(HotState.SPREAD_MILLIS);
      hot.spread();
    }
    return backend.tape.size() - before;
  }

  @Test
  void needsRoomForOne() {
    assertThatThrownBy(() -> hotState(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
