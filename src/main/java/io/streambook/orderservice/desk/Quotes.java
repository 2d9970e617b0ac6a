package io.streambook.orderservice.desk;

import io.streambook.book.Decimal8;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.Quote;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The newest quote of each venue in each symbol, of those that came since the start: how old the
 * prices are that risk judges by. Safe for use by many threads.
 */
public final class Quotes implements AutoCloseable {
  private static final long MILLI = 1_000;

  private final Map<String, Map<String, Quote>> symbols = new ConcurrentHashMap<>();
  private final LongSupplier nowMicros;
  private final TopicFeed feed;

  /**
   * @param nowMicros clock, in microseconds since 1970
   * @param onFailure hears why it hears nothing more
   */
  public Quotes(
      KafkaSettings settings,
      Registry registry,
      LongSupplier nowMicros,
      Consumer<Throwable> onFailure) {
    this.nowMicros = nowMicros;
    feed =
        new TopicFeed(
            "quotes",
            settings,
            List.of(
                new TopicFeed.Source<>(
                    Topic.QUOTES, count -> AvroDecoder.quotes(registry, nowMicros), this::apply)),
            isAtEnd -> {},
            onFailure);
  }

  /**
   * The prices of the venues that are fresh, and how old the newest is.
   *
   * @param bid highest, or {@link Decimal8#NONE}
   * @param ask lowest, or {@link Decimal8#NONE}
   * @param ageMillis of the newest quote, by the older of its own and Kafka's time; -1 before the
   *     first
   */
  public record Best(long bid, long ask, long ageMillis) {}

  /** Hears what comes from now on. */
  public void start() {
    feed.skipToEnd();
    feed.start();
  }

  private void apply(Quote quote) {
    symbols
        .computeIfAbsent(quote.symbol(), symbol -> new ConcurrentHashMap<>())
        .merge(
            quote.venue(),
            quote,
            (known, newer) -> newer.timestamp() < known.timestamp() ? known : newer);
  }

  /**
   * What the venues quote now.
   *
   * @param maxAgeMillis beyond which a quote is stale
   */
  public Best best(String symbol, long maxAgeMillis) {
    long bid = Decimal8.NONE;
    long ask = Decimal8.NONE;
    long youngest = -1;
    for (Quote quote : symbols.getOrDefault(symbol, Map.of()).values()) {
      long age = ageMillis(quote);
      youngest = youngest < 0 ? age : Math.min(youngest, age);
      if (age > maxAgeMillis) {
        continue;
      }
      bid = quote.bid() == Decimal8.NONE ? bid : Math.max(bid, quote.bid());
      if (quote.ask() != Decimal8.NONE) {
        ask = ask == Decimal8.NONE ? quote.ask() : Math.min(ask, quote.ask());
      }
    }
    return new Best(bid, ask, youngest);
  }

  private long ageMillis(Quote quote) {
    long time = Math.min(quote.timestamp(), quote.recordTimestamp());
    return Math.max(0, (nowMicros.getAsLong() - time) / MILLI);
  }

  @Override
  public void close() {
    feed.close();
  }
}
