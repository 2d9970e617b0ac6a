package io.streambook.marketdata;

import io.streambook.book.Decimal8;
import io.streambook.risk.Quote;
import java.util.HashMap;
import java.util.Map;

/** The newest price of each symbol, as an order flow sees it. Not safe for use by many threads. */
public final class QuoteBoard {
  private final Map<String, Long> mids = new HashMap<>();

  /** Quotes that lack a side change nothing. */
  public void apply(Quote quote) {
    if (quote.bid() != Decimal8.NONE && quote.ask() != Decimal8.NONE) {
      mids.put(quote.symbol(), quote.bid() + (quote.ask() - quote.bid()) / 2);
    }
  }

  /** Middle of the newest two-sided quote in 10⁻⁸, or {@link Decimal8#NONE}. */
  public long mid(String symbol) {
    return mids.getOrDefault(symbol, Decimal8.NONE);
  }
}
