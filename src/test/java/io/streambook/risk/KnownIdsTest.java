package io.streambook.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KnownIdsTest {
  private static final int STEPS = 2_000;
  private static final int DAYS = 2;

  /** So few ids that they come again, and so many that the table grows. */
  private static final int IDS = 300;

  @Property(tries = 50)
  void whatIsTakenIsFoundAndWhatIsFreeIsNot(@ForAll long seed) {
    Random random = new Random(seed);
    KnownIds ids = new KnownIds();
    Map<String, KnownId> expected = new HashMap<>();
    for (int i = 0; i < STEPS; i++) {
      String id = id(random.nextInt(IDS));
      KnownId known = expected.get(id);
      assertThat(ids.get(id)).isSameAs(known);
      if (known == null) {
        known = new KnownId("FIRM/A", id, 0, i, null, random.nextInt(3));
        ids.add(known);
        expected.put(id, known);
      } else if (random.nextBoolean()) {
        ids.remove(known);
        ids.remove(known);
        expected.remove(id);
      }
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < IDS; i++) {
      all.add(id(i));
    }
    assertThat(all).allSatisfy(id -> assertThat(ids.get(id)).isSameAs(expected.get(id)));
    assertThat(ids.ended(DAYS, DAYS))
        .containsExactlyInAnyOrderElementsOf(
            expected.values().stream().filter(id -> id.ended(DAYS, DAYS)).toList());
  }

  /** Short and long ones, some of them with the same hash code. */
  private static String id(int number) {
    return switch (number % 3) {
      case 0 -> "o" + number;
      case 1 -> "an order with a long id " + number;
      default -> "a long id of a pair " + number / 6 + (number % 2 == 0 ? "Aa" : "BB");
    };
  }
}
