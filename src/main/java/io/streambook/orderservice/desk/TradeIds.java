package io.streambook.orderservice.desk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that stands for a trade where only a number will do. It follows from the trade alone,
 * so it is the same after every restart, grows with time per symbol, and stays below 2⁵³, up to
 * which JavaScript counts: log sequences to 8.6·10⁹, a million trades for one command.
 */
public final class TradeIds {
  private static final int INDEX_BITS = 20;
  private static final Pattern TEXT = Pattern.compile(".+-([0-9]{1,18})-([0-9]{1,9})");

  private TradeIds() {}

  public static long of(long sequence, int index) {
    return (sequence << INDEX_BITS) + index;
  }

  /** Log sequence of the command that made the trade. */
  static long sequence(long id) {
    return id >> INDEX_BITS;
  }

  /** The number of a trade by the venue's text of it, SYMBOL-sequence-index; -1 when it is none. */
  static long parse(String tradeId) {
    Matcher matcher = TEXT.matcher(tradeId);
    return matcher.matches()
        ? of(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : -1;
  }
}
