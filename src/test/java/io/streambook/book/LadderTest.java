package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of levels come and go: the ladder has those that a sorted map has. */
class LadderTest {
  private static final int STEPS = 20_000;
  private static final int PRICES = 3_000;

  private final SplittableRandom random = new SplittableRandom(1);

  /** By rank: worst first. */
  private final NavigableMap<Long, BookOrder> expected = new TreeMap<>();

  @ParameterizedTest
  @EnumSource(names = {"BUY", "SELL"})
  void itHasTheLevelsOfASortedMap(Side side) {
    Ladder ladder = new Ladder(side);
    for (int step = 0; step < STEPS; step++) {
      // Fills, empties and fills again.
      boolean grows = step / (STEPS / 4) % 2 == 0;
      long price = random.nextLong(1, PRICES);
      if (random.nextInt(10) < (grows ? 8 : 2)) {
        add(ladder, price);
      } else {
        remove(ladder, price);
      }
      if (step % 500 == 0) {
        assertSame(ladder);
      }
    }
    while (!expected.isEmpty()) {
      remove(ladder, Math.abs(expected.firstKey()));
    }
    assertSame(ladder);
  }

  private void add(Ladder ladder, long price) {
    long rank = ladder.rank(price);
    if (!expected.containsKey(rank)) {
      BookOrder order = new BookOrder();
      order.price = price;
      order.qty = price;
      expected.put(rank, order);
      Level level = ladder.findOrAdd(price);
      assertThat(level.price).isEqualTo(price);
      level.append(order);
      assertThat(ladder.find(price)).isSameAs(level);
    }
  }

  private void remove(Ladder ladder, long price) {
    BookOrder order = expected.remove(ladder.rank(price));
    if (order == null) {
      assertThat(ladder.find(price)).isNull();
      return;
    }
    Level level = ladder.find(price);
    assertThat(level.first).isSameAs(order);
    level.unlink(order);
    ladder.remove(level);
  }

  private void assertSame(Ladder ladder) {
    assertThat(ladder.size()).isEqualTo(expected.size());
    List<BookOrder> bestFirst = new ArrayList<>();
    for (Level level = ladder.best(); level != null; level = ladder.next(level)) {
      bestFirst.add(level.first);
    }
    assertThat(bestFirst).containsExactlyElementsOf(expected.descendingMap().values());
    List<BookOrder> worstFirst = new ArrayList<>();
    for (Level level = ladder.worst(); level != null; level = ladder.before(level)) {
      worstFirst.add(level.first);
    }
    assertThat(worstFirst).containsExactlyElementsOf(expected.values());
  }
}
