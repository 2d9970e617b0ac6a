package io.streambook.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who is woken, and in which order. */
class WakesTest {
  private final Wakes wakes = new Wakes();

  @Test
  void whatIsDueComesOnceByTimeThenByName() {
    wakes.set("C", 5);
    wakes.set("A", 7);
    wakes.set("B", 5);
    wakes.set("D", 8);
    assertThat(wakes.due(4)).isEmpty();
    assertThat(wakes.due(7)).containsExactly("B", "C", "A");
    assertThat(wakes.due(7)).isEmpty();
    assertThat(wakes.contains("A")).isFalse();
    assertThat(wakes.contains("D")).isTrue();
  }

  @Test
  void aSymbolIsWokenAtItsLastTimeOnly() {
    wakes.set("A", 5);
    wakes.set("A", 5);
    wakes.set("A", 9);
    wakes.set("B", 5);
    wakes.set("B", Long.MAX_VALUE);
    wakes.set("C", Long.MAX_VALUE);
    assertThat(wakes.due(8)).isEmpty();
    assertThat(wakes.due(Long.MAX_VALUE)).containsExactly("A");
  }
}
