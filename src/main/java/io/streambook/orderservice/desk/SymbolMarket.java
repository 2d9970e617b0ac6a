package io.streambook.orderservice.desk;

import io.streambook.book.BookSnapshot;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.book.Trade;
import io.streambook.risk.Instrument;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a symbol's topics tell: instrument, phase, book, trades. Safe for use by many threads. */
public final class SymbolMarket {
  /** As many as a client may ask for at once. */
  public static final int TRADES_KEPT = 1_000;

  private final String symbol;
  private final Deque<Trade> trades = new ArrayDeque<>();
  private final Deque<AggTrade> aggTrades = new ArrayDeque<>();
  private final Candles candles = new Candles();
  private final DepthChanges fastChanges = new DepthChanges();
  private final DepthChanges slowChanges = new DepthChanges();
  private Instrument instrument;
  private MarketState state;
  private BookSnapshot book;

  SymbolMarket(String symbol) {
    this.symbol = symbol;
  }

  // ---- the feed's

  synchronized void apply(Instrument newest) {
    instrument = newest;
  }

  synchronized void apply(MarketState newest) {
    state = newest;
  }

  /** Returns whether it is news. */
  synchronized boolean apply(BookSnapshot newest) {
    if (book != null && newest.sequence() <= book.sequence()) {
      return false;
    }
    fastChanges.add(book, newest);
    slowChanges.add(book, newest);
    book = newest;
    return true;
  }

  /** Returns the aggregated trade that this one begins or goes on with. */
  synchronized AggTrade apply(Trade trade) {
    trades.add(trade);
    if (trades.size() > TRADES_KEPT) {
      trades.remove();
    }
    candles.add(trade);
    AggTrade last = aggTrades.peekLast();
    boolean goesOn = last != null && last.takes(trade);
    AggTrade sum = goesOn ? last.with(trade) : AggTrade.of(trade);
    if (goesOn) {
      aggTrades.removeLast();
    }
    aggTrades.add(sum);
    if (aggTrades.size() > TRADES_KEPT) {
      aggTrades.remove();
    }
    return sum;
  }

  // ---- anyone's

  public String symbol() {
    return symbol;
  }

  /** Whether it has an instrument that is not deleted: else it can't be asked for. */
  public synchronized boolean isListed() {
    return instrument != null && !instrument.deleted();
  }

  /** Null before there is one. */
  public synchronized Instrument instrument() {
    return instrument;
  }

  /** As matching has it, or as it is desired while matching has not said. */
  public synchronized Phase phase() {
    return state == null || state.phase() == Phase.UNKNOWN ? instrument.phase() : state.phase();
  }

  /** As matching told it last; null before it did. */
  public synchronized MarketState state() {
    return state;
  }

  /** The newest state of the book; null before there is one. */
  public synchronized BookSnapshot book() {
    return book;
  }

  /** The newest trades, oldest first. */
  public synchronized List<Trade> trades() {
    return List.copyOf(trades);
  }

  /** The newest aggregated trades, oldest first. */
  public synchronized List<AggTrade> aggTrades() {
    return List.copyOf(aggTrades);
  }

  /** The last trade; null when there was none. */
  public synchronized Trade lastTrade() {
    return trades.peekLast();
  }

  /**
   * Candles, oldest first, one for each span.
   *
   * @param from in microseconds since 1970: none opens before; null for the last ones
   * @param to in microseconds since 1970: none opens after
   */
  public synchronized List<Candle> candles(Interval interval, Long from, long to, int limit) {
    return candles.range(interval, from, to, limit);
  }

  /**
   * All that traded since then, to the minute, from two days ago to the hour; null when nothing
   * did.
   */
  public synchronized Candle since(long micros) {
    return candles.since(micros);
  }

  /** The last price before then, or the given one. */
  public synchronized long closeBefore(long micros, long otherwise) {
    return candles.closeBefore(micros, otherwise);
  }

  /**
   * How the book has changed since this was last called with the same speed; null when it has not.
   * For one caller, which tells all others.
   */
  public synchronized DepthChange takeDepthChange(boolean fast) {
    return (fast ? fastChanges : slowChanges).take(symbol);
  }
}
