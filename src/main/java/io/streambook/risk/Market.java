package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a symbol's market: its instrument, the newest quote of each venue, the last
 * trade here. {@link #evaluate} fixes the instant and the reference price that the controls ask
 * for.
 *
 * <p>Reference price: of the fresh quotes (one per venue), the middle between the highest bid and
 * the lowest ask; when a side is missing or they cross, the freshest last price among fresh quotes
 * and the last trade here, if it is fresh; else the instrument's, which is not live. Age = now −
 * the older of the quote's own and Kafka's timestamp.
 */
final class Market {
  /** More venues than this push out the one with the oldest quote. */
  static final int MAX_VENUES = 64;

  static final long NO_QUOTE = -1;
  private static final int BPS = 10_000;

  private Instrument instrument;
  // Sorted, so that a tie between venues is decided the same way after a restore.
  private final Map<String, Quote> quotes = new TreeMap<>();
  private long lastPx = Decimal8.NONE;
  private long lastTradeTime;
  private boolean paused;

  /** That of the schedule's last step, or null. */
  private Phase scheduled;

  private long now;
  private long maxAgeMicros;
  private long bestBid;
  private long bestAsk;
  private long reference = Decimal8.NONE;
  private boolean live;

  Instrument instrument() {
    return instrument;
  }

  void instrument(Instrument newest) {
    instrument = newest;
  }

  /** The schedule has come to this phase; null when there is no schedule. */
  void scheduled(Phase phase) {
    scheduled = phase;
  }

  /**
   * The desired phase: a tombstone halts, so that cancels still work; any phase of the record but
   * CONTINUOUS wins over the schedule.
   */
  Phase phase() {
    if (instrument.deleted() || instrument.phase() == Phase.UNKNOWN) {
      return Phase.HALTED;
    }
    return scheduled != null && instrument.phase() == Phase.CONTINUOUS
        ? scheduled
        : instrument.phase();
  }

  /** Matching has begun an auction by itself. */
  void paused(boolean isPaused) {
    paused = isPaused;
  }

  /** The phase that orders meet. */
  Phase tradingPhase() {
    Phase desired = phase();
    return paused && desired == Phase.CONTINUOUS ? Phase.AUCTION : desired;
  }

  Map<String, Quote> quotes() {
    return quotes;
  }

  /** Keeps the newest of each venue; false when this one is older. */
  boolean quote(Quote quote) {
    Quote known = quotes.get(quote.venue());
    if (known != null && known.timestamp() > quote.timestamp()) {
      return false;
    }
    quotes.put(quote.venue(), quote);
    return true;
  }

  /** The venue that has to go, or null. */
  String venueBeyondBound() {
    if (quotes.size() <= MAX_VENUES) {
      return null;
    }
    Quote oldest = null;
    for (Quote quote : quotes.values()) {
      if (oldest == null || quote.timestamp() < oldest.timestamp()) {
        oldest = quote;
      }
    }
    return oldest.venue();
  }

  void lastTrade(long price, long time) {
    lastPx = price;
    lastTradeTime = time;
  }

  /** Fixes the instant, in microseconds since 1970, and finds the reference price at it. */
  void evaluate(long nowMicros) {
    now = nowMicros;
    bestBid = Decimal8.NONE;
    bestAsk = Decimal8.NONE;
    reference = Decimal8.NONE;
    live = false;
    if (instrument == null) {
      return;
    }
    maxAgeMicros = Math.min(instrument.quoteMaxAgeMillis(), Long.MAX_VALUE / 1000) * 1000;
    long lastFresh = Decimal8.NONE;
    long lastFreshTime = Long.MIN_VALUE;
    for (Quote quote : quotes.values()) {
      long time = effectiveTime(quote);
      if (!fresh(time)) {
        continue;
      }
      if (quote.bid() != Decimal8.NONE) {
        bestBid = Math.max(bestBid, quote.bid());
      }
      if (quote.ask() != Decimal8.NONE) {
        bestAsk = bestAsk == Decimal8.NONE ? quote.ask() : Math.min(bestAsk, quote.ask());
      }
      if (quote.last() != Decimal8.NONE && time > lastFreshTime) {
        lastFresh = quote.last();
        lastFreshTime = time;
      }
    }
    if (lastPx != Decimal8.NONE && fresh(lastTradeTime) && lastTradeTime > lastFreshTime) {
      lastFresh = lastPx;
    }
    live = true;
    if (bestBid != Decimal8.NONE && bestAsk != Decimal8.NONE && bestBid <= bestAsk) {
      reference = bestBid + (bestAsk - bestBid) / 2;
    } else if (lastFresh != Decimal8.NONE) {
      reference = lastFresh;
    } else {
      reference = instrument.referencePrice() > 0 ? instrument.referencePrice() : Decimal8.NONE;
      live = false;
    }
  }

  private static long effectiveTime(Quote quote) {
    return Math.min(quote.timestamp(), quote.recordTimestamp());
  }

  private boolean fresh(long time) {
    return now - time <= maxAgeMicros;
  }

  long now() {
    return now;
  }

  /** In 10⁻⁸, or {@link Decimal8#NONE}. */
  long reference() {
    return reference;
  }

  /** Whether the reference comes from a fresh quote or trade. */
  boolean live() {
    return live;
  }

  long bestBid() {
    return bestBid;
  }

  long bestAsk() {
    return bestAsk;
  }

  /** Age of the youngest quote, rounded up, or {@link #NO_QUOTE}. */
  long youngestQuoteAgeMillis() {
    long youngest = NO_QUOTE;
    for (Quote quote : quotes.values()) {
      // One that is ahead of the clock is as young as can be.
      long age = Math.max(0, (now - effectiveTime(quote) + 999) / 1000);
      youngest = youngest == NO_QUOTE ? age : Math.min(youngest, age);
    }
    return youngest;
  }

  /**
   * What the collar is around, in 10⁻⁸: the reference, or the stop price that a stop will come in
   * at; {@link Decimal8#NONE} when there is none.
   */
  long collarBase(OrderCommand order) {
    return ConditionControls.isStop(order) ? order.conditions().stopPx() : reference;
  }

  /** The worst price that the collar allows on this side. */
  long collarLimit(Side side, long base) {
    long distance = collarDistance(base);
    if (side == Side.SELL) {
      return base - distance;
    }
    long limit = base + distance;
    return limit < base && distance > 0 ? Long.MAX_VALUE : limit;
  }

  /** The collar's limit rounded to the tick inside of it; not above 0 when there is none. */
  long protectionLimit(OrderCommand order) {
    long tick = instrument.tickSize();
    long base = collarBase(order);
    if (base == Decimal8.NONE || tick <= 0) {
      return 0;
    }
    long limit = Math.min(collarLimit(order.side(), base), Decimal8.MAX);
    long down = limit - Math.floorMod(limit, tick);
    if (order.side() == Side.BUY) {
      return down;
    }
    long up = down == limit ? down : down + tick;
    // A collar of 100 % or more would let a sell trade for nothing.
    long least = Math.max(up, tick);
    // The log must be able to say it: who reads the log could go no further.
    return least > Decimal8.MAX ? 0 : least;
  }

  private long collarDistance(long base) {
    int bps = instrument.collarBps();
    long whole = base / BPS;
    if (Math.multiplyHigh(whole, bps) != 0 && bps > 0) {
      return Long.MAX_VALUE - base;
    }
    long distance = whole * bps + base % BPS * bps / BPS;
    return distance < 0 && bps > 0 ? Long.MAX_VALUE - base : distance;
  }
}
