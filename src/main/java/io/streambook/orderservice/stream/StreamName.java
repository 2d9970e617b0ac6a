package io.streambook.orderservice.stream;

import io.streambook.orderservice.desk.Interval;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream of market data by the name that clients use, such as {@code aldr@depth@100ms}.
 *
 * @param text the name, which tells the events of one stream from another's
 * @param symbol in whatever case it was sent
 * @param interval of candles; else null
 * @param levels of a partial book; else 0
 * @param fast whether a book is told each 100 ms instead of each second
 */
record StreamName(
    String text, String symbol, Kind kind, Interval interval, int levels, boolean fast) {
  /** What it tells. */
  enum Kind {
    TRADE,
    AGG_TRADE,
    BOOK_TICKER,
    DEPTH,
    PARTIAL_DEPTH,
    KLINE,
    TICKER,
    MINI_TICKER
  }

  /** Of a partial book. */
  static final List<Integer> PARTIAL_LEVELS = List.of(5, 10, 20);

  private static final Pattern DEPTH = Pattern.compile("depth(5|10|20)?(@1000?ms)?");
  private static final String KLINE = "kline_";

  /** Empty when there is no such stream. */
  static Optional<StreamName> of(String text) {
    int at = text.indexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    String symbol = text.substring(0, at);
    String what = text.substring(at + 1);
    return switch (what) {
      case "trade" -> plain(text, symbol, Kind.TRADE);
      case "aggTrade" -> plain(text, symbol, Kind.AGG_TRADE);
      case "bookTicker" -> plain(text, symbol, Kind.BOOK_TICKER);
      case "ticker" -> plain(text, symbol, Kind.TICKER);
      case "miniTicker" -> plain(text, symbol, Kind.MINI_TICKER);
      default -> what.startsWith(KLINE) ? kline(text, symbol, what) : depth(text, symbol, what);
    };
  }

  private static Optional<StreamName> plain(String text, String symbol, Kind kind) {
    return Optional.of(new StreamName(text, symbol, kind, null, 0, true));
  }

  private static Optional<StreamName> kline(String text, String symbol, String what) {
    return Interval.of(what.substring(KLINE.length()))
        .map(interval -> new StreamName(text, symbol, Kind.KLINE, interval, 0, false));
  }

  private static Optional<StreamName> depth(String text, String symbol, String what) {
    Matcher matcher = DEPTH.matcher(what);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String levels = matcher.group(1);
    boolean fast = "@100ms".equals(matcher.group(2));
    return Optional.of(
        levels == null
            ? new StreamName(text, symbol, Kind.DEPTH, null, 0, fast)
            : new StreamName(
                text, symbol, Kind.PARTIAL_DEPTH, null, Integer.parseInt(levels), fast));
  }
}
