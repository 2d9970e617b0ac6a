package io.streambook.marketdata;

import io.streambook.risk.Quote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How well each venue's quotes get through: to show what risk does when they don't. */
public final class VenueFeeds {
  private final Map<String, Condition> conditions = new ConcurrentHashMap<>();

  /**
   * @param sinceMicros time that all quotes have since then; 0 for their own
   */
  private record Condition(boolean silent, long sinceMicros) {
    private static final Condition LIVE = new Condition(false, 0);
  }

  /**
   * @param venues all that there are
   */
  public VenueFeeds(List<String> venues) {
    venues.forEach(venue -> conditions.put(venue, Condition.LIVE));
  }

  /** Quotes get through as they are. */
  public void live(String venue) {
    conditions.put(known(venue), Condition.LIVE);
  }

  /** Quotes go on, with the time of this moment for ever: they get older and older. */
  public void stale(String venue, long nowMicros) {
    conditions.put(known(venue), new Condition(false, nowMicros));
  }

  /** No quotes. */
  public void silent(String venue) {
    conditions.put(known(venue), new Condition(true, 0));
  }

  private String known(String venue) {
    if (!conditions.containsKey(venue)) {
      throw new IllegalArgumentException(
          "no venue " + venue + ": there are " + String.join(", ", conditions.keySet()));
    }
    return venue;
  }

  /** What gets through of a quote. */
  Optional<Quote> pass(Quote quote) {
    Condition condition = conditions.getOrDefault(quote.venue(), Condition.LIVE);
    if (condition.silent()) {
      return Optional.empty();
    }
    return Optional.of(
        condition.sinceMicros() == 0 ? quote : withTime(quote, condition.sinceMicros()));
  }

  private static Quote withTime(Quote quote, long micros) {
    return new Quote(
        quote.symbol(),
        quote.venue(),
        quote.bid(),
        quote.ask(),
        quote.last(),
        quote.bidSize(),
        quote.askSize(),
        micros,
        quote.recordTimestamp());
  }
}
