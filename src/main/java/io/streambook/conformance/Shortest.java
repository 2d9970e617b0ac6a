package io.streambook.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a list shorter as long as it still shows the same. */
final class Shortest {
  private Shortest() {}

  /** A part of the list that still fails, and of which no single element can be left out. */
  static <T> List<T> of(List<T> failing, Predicate<List<T>> fails) {
    List<T> shortest = failing;
    int chunk = Math.max(1, failing.size() / 2);
    while (true) {
      List<T> shorter = without(chunk, shortest, fails);
      if (shorter.size() == shortest.size() && chunk == 1) {
        return shortest;
      }
      shortest = shorter;
      chunk = Math.max(1, chunk / 2);
    }
  }

  private static <T> List<T> without(int chunk, List<T> failing, Predicate<List<T>> fails) {
    List<T> shortest = failing;
    for (int from = 0; from < shortest.size(); ) {
      List<T> shorter = new ArrayList<>(shortest);
      shorter.subList(from, Math.min(shorter.size(), from + chunk)).clear();
      if (fails.test(shorter)) {
        shortest = shorter;
      } else {
        from += chunk;
      }
    }
    return shortest;
  }
}
