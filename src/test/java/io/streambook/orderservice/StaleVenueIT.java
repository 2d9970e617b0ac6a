package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streambook.marketdata.Feed;
import io.streambook.marketdata.VenueFeeds;
import io.streambook.orderservice.Client.Reply;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Venues whose quotes age or end, and what risk makes of it. */
@ExtendWith(ServedVenue.Shared.class)
class StaleVenueIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> VENUES = List.of("ONE", "TWO");

  @Test
  void marketOrdersAreRefusedWhileNoVenueHasAFreshQuote(ServedVenue venue) throws Exception {
    VenueFeeds feeds = new VenueFeeds(VENUES);
    ApiKey key = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    try (OrderService service = venue.serve(PATIENCE, 1_000_000);
        Feed quotes =
            Feed.quotes(
                venue.kafka(),
                venue.registry(),
                List.of(ServedVenue.FED),
                VENUES,
                feeds,
                1,
                100,
                null)) {
      Client client = new Client(service.url(), key);
      CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> quotes.run(line -> {}));
      until(() -> market(client).code() == 0);

      feeds.silent("ONE");
      feeds.stale("TWO", System.currentTimeMillis() * 1_000);
      until(() -> market(client).text("reason").startsWith("STALE_QUOTE"));

      feeds.live("ONE");
      quotes.rate(200);
      until(() -> market(client).code() == 0);
      quotes.stop();
      feeding.join();
      assertThat(quotes.acknowledged()).isPositive();
    }
  }

  private static Reply market(Client client) throws Exception {
    return client.post(
        "/api/v3/order",
        "symbol",
        ServedVenue.FED.symbol(),
        "side",
        "BUY",
        "type",
        "MARKET",
        "quantity",
        "1");
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(() -> Objects.requireNonNull(condition.call()));
  }
}
