package io.streambook.book;

/** Where in its symbol's log a trade was made. */
record TradeId(long sequence, int index) {
  private static final int DIGITS_MAX = 18;

  /** Null when it names no trade of the symbol. */
  static TradeId parse(String symbol, String tradeId) {
    int dash = tradeId.lastIndexOf('-');
    int start = symbol.length() + 1;
    if (dash <= start || !tradeId.startsWith(symbol + '-')) {
      return null;
    }
    String sequence = tradeId.substring(start, dash);
    String index = tradeId.substring(dash + 1);
    if (!isNumber(sequence) || !isNumber(index) || index.length() > 9) {
      return null;
    }
    TradeId id = new TradeId(Long.parseLong(sequence), Integer.parseInt(index));
    return Trade.tradeId(symbol, id.sequence, id.index).equals(tradeId) ? id : null;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
