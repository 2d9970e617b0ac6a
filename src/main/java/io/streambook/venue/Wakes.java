package io.streambook.venue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * When something is due of symbols that wait for it. What is due is found without a look at the
 * others.
 */
final class Wakes {
  private record Wake(long at, String symbol) {}

  private final Map<String, Wake> bySymbol = new HashMap<>();
  private final TreeSet<Wake> byTime =
      new TreeSet<>(Comparator.comparingLong(Wake::at).thenComparing(Wake::symbol));

  /**
   * Wakes a symbol at another time than before.
   *
   * @param at in microseconds since 1970; MAX_VALUE for never
   */
  void set(String symbol, long at) {
    Wake before = bySymbol.get(symbol);
    if (before != null && before.at() == at) {
      return;
    }
    if (before != null) {
      byTime.remove(before);
      bySymbol.remove(symbol);
    }
    if (at != Long.MAX_VALUE) {
      Wake wake = new Wake(at, symbol);
      byTime.add(wake);
      bySymbol.put(symbol, wake);
    }
  }

  boolean contains(String symbol) {
    return bySymbol.containsKey(symbol);
  }

  /** Takes out the symbols of which something is due, by time, then by name. */
  List<String> due(long now) {
    List<String> due = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.first().at() <= now) {
      String symbol = byTime.pollFirst().symbol();
      bySymbol.remove(symbol);
      due.add(symbol);
    }
    return due;
  }
}
