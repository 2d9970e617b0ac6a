package io.streambook.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places();

  @Test
  void aPlaceIsAddedOnce() {
    assertThat(places.add(0, 7)).isTrue();
    assertThat(places.add(0, 7)).isFalse();
    assertThat(places.add(1, 7)).isTrue();
    assertThat(places.size()).isEqualTo(2);
    assertThat(places.contains(0, 7)).isTrue();
    assertThat(places.contains(0, 6)).isFalse();
    assertThat(places.contains(2, 7)).isFalse();
  }

  @Test
  void withoutLeavesBothSetsAsTheyAre() {
    places.add(0, 1);
    places.add(0, 2);
    places.add(3, 1);
    Places others = new Places();
    others.add(0, 2);
    others.add(1, 1);
    Places rest = places.without(others);
    assertThat(rest.first(10)).containsExactly("orders-0-1", "orders-3-1");
    assertThat(rest.add(0, 2)).isTrue();
    assertThat(places.size()).isEqualTo(3);
    assertThat(others.size()).isEqualTo(2);
  }

  @Test
  void emptyIsWhatHasNoPlaceLeft() {
    assertThat(places.isEmpty()).isTrue();
    places.add(0, 0);
    assertThat(places.isEmpty()).isFalse();
    assertThat(places.without(places).isEmpty()).isTrue();
  }

  @Test
  void onlySoManyAreNamed() {
    for (int offset = 0; offset < 5; offset++) {
      places.add(0, offset);
      places.add(1, offset);
    }
    assertThat(places.first(3)).containsExactly("orders-0-0", "orders-0-1", "orders-0-2");
  }
}
