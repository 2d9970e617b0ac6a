package io.streambook.orderservice.desk;

import io.streambook.book.BookSnapshot;
import io.streambook.book.MarketState;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Market data and accounts, as the topics tell them. Safe for use by many threads. */
public final class Markets implements AutoCloseable {
  /** Hears what is new, on the feed's thread. */
  public interface Listener {
    void onTrade(Trade trade);

    /** All that one incoming order traded at one price. */
    void onAggTrade(AggTrade trade);

    void onBook(SymbolMarket market, BookSnapshot book);

    void onAccount(AccountSnapshot account);
  }

  private final Map<String, SymbolMarket> symbols = new ConcurrentHashMap<>();
  private final Map<String, AccountSnapshot> accounts = new ConcurrentHashMap<>();
  private final Map<String, LimitRecords> limits = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final TopicFeed feed;

  // Of the feed's thread: may still grow.
  private final Map<String, AggTrade> growing = new LinkedHashMap<>();

  /**
   * @param onFailure hears why it hears nothing more
   */
  public Markets(KafkaSettings settings, Registry registry, Consumer<Throwable> onFailure) {
    feed =
        new TopicFeed(
            "markets",
            settings,
            List.of(
                new TopicFeed.Source<>(
                    Topic.TRADES, count -> AvroDecoder.trades(registry), this::apply),
                new TopicFeed.Source<>(
                    Topic.BOOK, count -> AvroDecoder.book(registry), this::apply),
                new TopicFeed.Source<>(
                    Topic.MARKET_STATE, count -> AvroDecoder.marketState(registry), this::apply),
                new TopicFeed.Source<>(
                    Topic.INSTRUMENTS,
                    count -> AvroDecoder.instruments(registry, count),
                    this::apply),
                new TopicFeed.Source<>(
                    Topic.ACCOUNTS, count -> AvroDecoder.accounts(registry), this::apply),
                new TopicFeed.Source<>(
                    Topic.RISK_LIMITS,
                    count -> AvroDecoder.riskLimits(registry, count),
                    this::apply)),
            this::endAggTrades,
            onFailure);
  }

  /** Hears all that there is, then goes on; returns when the views hold the first. */
  public void start() {
    feed.catchUp();
    growing.clear();
    feed.start();
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** A symbol that can be asked for. */
  public Optional<SymbolMarket> find(String symbol) {
    return Optional.ofNullable(symbols.get(symbol)).filter(SymbolMarket::isListed);
  }

  /** The same, whatever the case of its letters. */
  public Optional<SymbolMarket> findAnyCase(String symbol) {
    return find(symbol)
        .or(() -> find(symbol.toUpperCase(Locale.ROOT)))
        .or(() -> listed().stream().filter(m -> m.symbol().equalsIgnoreCase(symbol)).findFirst());
  }

  /** All symbols that can be asked for, by name. */
  public List<SymbolMarket> listed() {
    return symbols.values().stream()
        .filter(SymbolMarket::isListed)
        .sorted(Comparator.comparing(SymbolMarket::symbol))
        .toList();
  }

  /** What risk knows of an account. */
  public Optional<AccountSnapshot> account(String account) {
    return Optional.ofNullable(accounts.get(account));
  }

  /** The limits of an account that are in force, unless it has none and can't trade. */
  public Optional<RiskLimits> limits(String account) {
    return Optional.ofNullable(limits.get(account))
        .map(records -> records.inForce(accounts.get(account)))
        .filter(known -> !known.deleted());
  }

  /** Its newest limits that are not refused: they may still wait for their time. */
  Optional<RiskLimits> standingLimits(String account) {
    return Optional.ofNullable(limits.get(account))
        .map(records -> records.standing(accounts.get(account)))
        .filter(known -> !known.deleted());
  }

  private SymbolMarket market(String symbol) {
    return symbols.computeIfAbsent(symbol, SymbolMarket::new);
  }

  private void apply(Trade trade) {
    AggTrade before = growing.get(trade.symbol());
    AggTrade now = market(trade.symbol()).apply(trade);
    if (before != null && before.firstTradeId() != now.firstTradeId()) {
      growing.remove(trade.symbol());
      listeners.forEach(listener -> listener.onAggTrade(before));
    }
    growing.put(trade.symbol(), now);
    listeners.forEach(listener -> listener.onTrade(trade));
  }

  private void endAggTrades(Predicate<String> isAtEnd) {
    growing
        .values()
        .removeIf(
            trade -> {
              boolean ended = isAtEnd.test(trade.symbol());
              if (ended) {
                listeners.forEach(listener -> listener.onAggTrade(trade));
              }
              return ended;
            });
  }

  private void apply(BookSnapshot book) {
    SymbolMarket market = market(book.symbol());
    if (market.apply(book)) {
      listeners.forEach(listener -> listener.onBook(market, book));
    }
  }

  private void apply(MarketState state) {
    market(state.symbol()).apply(state);
  }

  private void apply(Instrument instrument) {
    market(instrument.symbol()).apply(instrument);
  }

  private void apply(AccountSnapshot account) {
    accounts.put(account.account(), account);
    listeners.forEach(listener -> listener.onAccount(account));
  }

  private void apply(RiskLimits newest) {
    limits.computeIfAbsent(newest.account(), account -> new LimitRecords()).add(newest);
  }

  @Override
  public void close() {
    feed.close();
  }
}
