package io.streambook.orderservice.desk;

import io.streambook.book.Trade;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Candles of one symbol: minutes, hours and days are kept, each a bounded number. Not thread-safe.
 */
final class Candles {
  /** Two days of minutes, a hundred days of hours, six years of days, when each has a trade. */
  static final int KEPT = 2_880;

  private static final long HOUR_MICROS = 60 * Interval.MINUTE_MICROS;

  private final Map<Interval, NavigableMap<Long, Candle>> kept = new EnumMap<>(Interval.class);

  Candles() {
    for (Interval base : List.of(Interval.MINUTE_1, Interval.HOUR_1, Interval.DAY_1)) {
      kept.put(base, new TreeMap<>());
    }
  }

  void add(Trade trade) {
    kept.forEach(
        (base, candles) -> {
          Candle one = Candle.of(base.start(trade.time()), trade);
          candles.merge(one.openTime(), one, Candle::and);
          if (candles.size() > KEPT) {
            candles.pollFirstEntry();
          }
        });
  }

  /**
   * One candle for each span from the first trade that is known, also where nothing traded; oldest
   * first.
   *
   * @param from open time of the first, or null for the last ones up to {@code to}
   * @param to no candle opens after it
   */
  List<Candle> range(Interval interval, Long from, long to, int limit) {
    NavigableMap<Long, Candle> base = kept.get(interval.base());
    if (base.isEmpty()) {
      return List.of();
    }
    long first = interval.start(base.firstKey());
    long start = from == null ? back(interval, interval.start(to), first, limit) : from;
    start = Math.max(first, start);
    if (interval.start(start) < start) {
      start = interval.next(interval.start(start));
    }
    Map.Entry<Long, Candle> before = base.lowerEntry(start);
    long close = before == null ? base.firstEntry().getValue().open() : before.getValue().close();
    List<Candle> candles = new ArrayList<>();
    for (long at = start; at <= to && candles.size() < limit; at = interval.next(at)) {
      Candle candle = Candle.flat(at, close);
      for (Candle part : base.subMap(at, interval.next(at)).values()) {
        candle = candle.and(part);
      }
      close = candle.close();
      candles.add(candle);
    }
    return candles;
  }

  private static long back(Interval interval, long last, long first, int limit) {
    long start = last;
    for (int i = 1; i < limit && start > first; i++) {
      start = interval.start(start - 1);
    }
    return start;
  }

  /**
   * What traded since then, to the minute as far as minutes are kept, then to the hour; or null.
   */
  Candle since(long micros) {
    NavigableMap<Long, Candle> minutes = kept.get(Interval.MINUTE_1);
    boolean reachesBack = minutes.size() < KEPT || minutes.firstKey() <= micros;
    if (!reachesBack) {
      return sum(null, hoursFrom(Interval.HOUR_1.start(micros)));
    }
    // Whole hours as such: the page asks for a day of each symbol every second.
    long from = Interval.MINUTE_1.start(micros);
    long hour = Interval.HOUR_1.start(from + HOUR_MICROS - 1);
    return sum(sum(null, minutes.subMap(from, hour).values()), hoursFrom(hour));
  }

  private Collection<Candle> hoursFrom(long micros) {
    return kept.get(Interval.HOUR_1).tailMap(micros, true).values();
  }

  private static Candle sum(Candle before, Collection<Candle> parts) {
    Candle sum = before;
    for (Candle part : parts) {
      sum = sum == null ? part : sum.and(part);
    }
    return sum;
  }

  /** The last price before then, or that of the first trade that is known. */
  long closeBefore(long micros, long otherwise) {
    Map.Entry<Long, Candle> before =
        kept.get(Interval.MINUTE_1).lowerEntry(Interval.MINUTE_1.start(micros));
    return before == null ? otherwise : before.getValue().close();
  }
}
