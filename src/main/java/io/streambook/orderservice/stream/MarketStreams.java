package io.streambook.orderservice.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.AggTrade;
import io.streambook.orderservice.desk.Candle;
import io.streambook.orderservice.desk.DepthChange;
import io.streambook.orderservice.desk.Interval;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.orderservice.rest.Ticker;
import io.streambook.orderservice.stream.StreamName.Kind;
import io.streambook.risk.AccountSnapshot;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients what is new in the markets. Trades and best prices go out as they come; books each
 * 100 ms or each second, candles and statistics each second, when they have changed.
 */
final class MarketStreams implements Markets.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarketStreams.class);
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_PER_SECOND = 10;

  /** What clients may listen to; the same whatever they call it. */
  private record Source(String symbol, Kind kind, Interval interval, int levels, boolean fast) {}

  private final Map<Source, Map<Client, String>> listeners = new ConcurrentHashMap<>();
  private final Set<SymbolMarket> changedFast = ConcurrentHashMap.newKeySet();
  private final Set<SymbolMarket> changedSlow = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Markets markets;
  private final LongSupplier nowMicros;

  // Of the feed's thread.
  private final Map<String, BookSnapshot> bestPrices = new HashMap<>();

  // Of the clock's thread.
  private final Map<Source, Candle> candles = new HashMap<>();
  private final Map<Source, Candle> days = new HashMap<>();
  private long ticks;

  MarketStreams(Markets markets, LongSupplier nowMicros) {
    this.markets = markets;
    this.nowMicros = nowMicros;
    markets.listen(this);
  }

  void start() {
    var unused =
        clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns whether there is such a stream. */
  boolean add(Client client, StreamName name) {
    Optional<Source> source = source(name);
    source.ifPresent(
        found ->
            listeners
                .computeIfAbsent(found, key -> new ConcurrentHashMap<>())
                .put(client, name.text()));
    return source.isPresent();
  }

  void remove(Client client, StreamName name) {
    source(name)
        .ifPresent(
            found ->
                listeners.computeIfPresent(
                    found,
                    (key, clients) -> {
                      clients.remove(client);
                      return clients.isEmpty() ? null : clients;
                    }));
  }

  private Optional<Source> source(StreamName name) {
    return markets
        .findAnyCase(name.symbol())
        .map(
            market ->
                new Source(
                    market.symbol(), name.kind(), name.interval(), name.levels(), name.fast()));
  }

  private boolean isHeard(Source source) {
    return listeners.containsKey(source);
  }

  private void tell(Source source, ObjectNode event) {
    Map<Client, String> clients = listeners.get(source);
    if (clients != null) {
      String text = event.toString();
      clients.forEach((client, stream) -> client.event(stream, text));
    }
  }

  private static Source at(String symbol, Kind kind) {
    return new Source(symbol, kind, null, 0, true);
  }

  // ---- as it comes

  @Override
  public void onTrade(Trade trade) {
    Source source = at(trade.symbol(), Kind.TRADE);
    if (isHeard(source)) {
      tell(source, StreamJson.trade(trade, nowMicros.getAsLong()));
    }
  }

  @Override
  public void onAggTrade(AggTrade trade) {
    Source source = at(trade.symbol(), Kind.AGG_TRADE);
    if (isHeard(source)) {
      tell(source, StreamJson.aggTrade(trade, nowMicros.getAsLong()));
    }
  }

  @Override
  public void onBook(SymbolMarket market, BookSnapshot book) {
    changedFast.add(market);
    changedSlow.add(market);
    BookSnapshot before = bestPrices.put(book.symbol(), book);
    Source source = at(book.symbol(), Kind.BOOK_TICKER);
    if (isHeard(source) && (before == null || !sameBest(before, book))) {
      tell(source, StreamJson.bookTicker(book));
    }
  }

  private static boolean sameBest(BookSnapshot before, BookSnapshot now) {
    return sameFirst(before.bids(), now.bids()) && sameFirst(before.asks(), now.asks());
  }

  private static boolean sameFirst(List<BookSnapshot.Level> before, List<BookSnapshot.Level> now) {
    if (before.isEmpty() || now.isEmpty()) {
      return before.isEmpty() && now.isEmpty();
    }
    BookSnapshot.Level old = before.get(0);
    BookSnapshot.Level best = now.get(0);
    return old.price() == best.price() && old.qty() == best.qty();
  }

  @Override
  public void onAccount(AccountSnapshot account) {
    // Not of the market.
  }

  // ---- now and then

  private void tick() {
    try {
      ticks++;
      tellBooks(changedFast, true);
      if (ticks % TICKS_PER_SECOND == 0) {
        tellBooks(changedSlow, false);
        listeners.keySet().forEach(this::tellStatistics);
        candles.keySet().retainAll(listeners.keySet());
        days.keySet().retainAll(listeners.keySet());
      }
    } catch (RuntimeException e) {
      LOG.error("A tick of the market streams failed", e); // else there would be no other
    }
  }

  private void tellBooks(Set<SymbolMarket> changed, boolean fast) {
    for (Iterator<SymbolMarket> each = changed.iterator(); each.hasNext(); ) {
      SymbolMarket market = each.next();
      each.remove(); // first: what changes from here on is for the next time
      DepthChange change = market.takeDepthChange(fast);
      if (change != null) {
        tellBook(market, change, fast);
      }
    }
  }

  private void tellBook(SymbolMarket market, DepthChange change, boolean fast) {
    Source whole = new Source(market.symbol(), Kind.DEPTH, null, 0, fast);
    if (isHeard(whole)) {
      tell(whole, StreamJson.depth(change, nowMicros.getAsLong()));
    }
    for (int levels : StreamName.PARTIAL_LEVELS) {
      Source part = new Source(market.symbol(), Kind.PARTIAL_DEPTH, null, levels, fast);
      if (isHeard(part)) {
        tell(part, StreamJson.partialDepth(market.book(), levels));
      }
    }
  }

  private void tellStatistics(Source source) {
    markets
        .find(source.symbol())
        .ifPresent(
            market -> {
              switch (source.kind()) {
                case KLINE -> tellCandle(source, market);
                case TICKER, MINI_TICKER -> tellDay(source, market);
                default -> {
                  // Told as it comes.
                }
              }
            });
  }

  private void tellCandle(Source source, SymbolMarket market) {
    long now = nowMicros.getAsLong();
    Candle before = candles.get(source);
    for (Candle candle : market.candles(source.interval(), null, now, 2)) {
      boolean closed = source.interval().next(candle.openTime()) <= now;
      boolean goesOn = before != null && before.openTime() == candle.openTime();
      if (closed ? goesOn : !candle.equals(before)) {
        tell(source, StreamJson.kline(market.symbol(), source.interval(), candle, closed, now));
      }
      if (!closed) {
        candles.put(source, candle);
      }
    }
  }

  private void tellDay(Source source, SymbolMarket market) {
    long now = nowMicros.getAsLong();
    Ticker day = Ticker.of(market, now);
    Candle traded = day.traded();
    if (traded == null || traded.equals(days.put(source, traded))) {
      return;
    }
    tell(
        source,
        source.kind() == Kind.TICKER
            ? StreamJson.ticker(market.symbol(), day, now)
            : StreamJson.miniTicker(market.symbol(), day, now));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
