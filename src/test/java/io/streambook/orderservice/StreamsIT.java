package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.access.Signature;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** WebSocket streams of the running venue. */
@ExtendWith(ServedVenue.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String S = ServedVenue.SYMBOL;
  private static final long SEED = 7;

  private ServedVenue venue;
  private OrderService service;
  private URI url;
  private Client alice;
  private Client bob;

  @BeforeAll
  void start(ServedVenue shared) throws Exception {
    venue = shared;
    ApiKey aliceKey = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    ApiKey bobKey = venue.key("SOUTH/BOB", Permission.READ, Permission.TRADE);
    service = venue.serve(PATIENCE, 1_000_000);
    url = service.url();
    alice = new Client(url, aliceKey);
    bob = new Client(url, bobKey);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  /** The documented recipe: buffer, snapshot, drop what is older, apply; then it is the book. */
  @Test
  void theRecipeGivesTheBook() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Listener depth = new Listener(url, "/ws/alfa@depth@100ms")) {
      trade(random, 20);
      depth.await(event -> event.path("e").asText().equals("depthUpdate"), PATIENCE);
      JsonNode snapshot = alice.open("/api/v3/depth", "symbol", S, "limit", "1000").json();
      trade(random, 60);
      alice.limit("BUY", "1", "40.01", "newClientOrderId", "last-" + SEED);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode now = alice.open("/api/v3/depth", "symbol", S, "limit", "1000").json();
                Book book = new Book(snapshot);
                depth.heard().forEach(book::apply);
                assertThat(book.lastUpdateId).isEqualTo(now.path("lastUpdateId").asLong());
                assertThat(book.bids).isEqualTo(new Book(now).bids);
                assertThat(book.asks).isEqualTo(new Book(now).asks);
                assertThat(book.applied).isPositive();
              });
    }
    alice.delete("/api/v3/openOrders", "symbol", S);
    bob.delete("/api/v3/openOrders", "symbol", S);
  }

  private void trade(SplittableRandom random, int orders) throws Exception {
    for (int i = 0; i < orders; i++) {
      Client client = random.nextBoolean() ? alice : bob;
      String side = random.nextBoolean() ? "BUY" : "SELL";
      int price = side.equals("BUY") ? 94 + random.nextInt(7) : 99 + random.nextInt(7);
      assertThat(client.limit(side, "" + (1 + random.nextInt(9)), "" + price).status())
          .isEqualTo(200);
    }
  }

  /** A book as a client keeps it. */
  private static final class Book {
    final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    long lastUpdateId;
    int applied;

    Book(JsonNode snapshot) {
      lastUpdateId = snapshot.path("lastUpdateId").asLong();
      put(snapshot.path("bids"), bids);
      put(snapshot.path("asks"), asks);
    }

    void apply(JsonNode event) {
      if (event.path("u").asLong() <= lastUpdateId) {
        return;
      }
      assertThat(event.path("U").asLong()).isLessThanOrEqualTo(lastUpdateId + 1);
      if (applied > 0) {
        assertThat(event.path("U").asLong()).isEqualTo(lastUpdateId + 1);
      }
      put(event.path("b"), bids);
      put(event.path("a"), asks);
      lastUpdateId = event.path("u").asLong();
      applied++;
    }

    private static void put(JsonNode levels, Map<BigDecimal, BigDecimal> side) {
      for (JsonNode level : levels) {
        BigDecimal price = new BigDecimal(level.get(0).asText());
        BigDecimal qty = new BigDecimal(level.get(1).asText());
        if (qty.signum() == 0) {
          side.remove(price);
        } else {
          side.put(price, qty);
        }
      }
    }
  }

  @Test
  void tradesAndCandlesAreTold() throws Exception {
    String names = "alfa@trade/alfa@aggTrade/alfa@bookTicker/alfa@kline_1m/alfa@ticker";
    try (Listener all = new Listener(url, "/stream?streams=" + names);
        Listener asks = new Listener(url, "/ws")) {
      asks.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"alfa@trade\",\"alfa@depth\"],\"id\":1}");
      asks.await(json -> json.has("result") && json.path("id").asInt() == 1, PATIENCE);
      asks.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"alfa@depth\"],\"id\":2}");
      asks.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
      assertThat(
              asks.await(json -> json.path("id").asInt() == 3, PATIENCE).path("result").toString())
          .isEqualTo("[\"alfa@trade\"]");
      asks.send("nonsense");
      assertThat(asks.await(json -> json.has("error"), PATIENCE).path("error").path("code").asInt())
          .isEqualTo(3);

      bob.limit("SELL", "2", "110", "newClientOrderId", "m-1");
      bob.limit("SELL", "2", "110", "newClientOrderId", "m-2");
      String tradeId =
          alice.limit("BUY", "3", "110").json().path("fills").get(1).path("tradeId").asText();

      JsonNode trade = all.await(event("alfa@trade", d -> text(d, "t").equals(tradeId)), PATIENCE);
      assertThat(text(trade.path("data"), "p")).isEqualTo("110.00000000");
      assertThat(trade.path("data").path("m").asBoolean()).isFalse();
      asks.await(json -> text(json, "t").equals(tradeId), PATIENCE);
      JsonNode agg = all.await(event("alfa@aggTrade", d -> text(d, "l").equals(tradeId)), PATIENCE);
      assertThat(text(agg.path("data"), "q")).isEqualTo("3.00000000");
      all.await(event("alfa@bookTicker", d -> text(d, "a").equals("110.00000000")), PATIENCE);
      all.await(
          event("alfa@kline_1m", d -> text(d.path("k"), "c").equals("110.00000000")), PATIENCE);
      all.await(event("alfa@ticker", d -> text(d, "c").equals("110.00000000")), PATIENCE);
    }
    bob.delete("/api/v3/openOrders", "symbol", S);
  }

  private static Predicate<JsonNode> event(String stream, Predicate<JsonNode> wanted) {
    return json -> json.path("stream").asText().equals(stream) && wanted.test(json.path("data"));
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText();
  }

  @Test
  void anAccountHearsItsOwnOrdersOnly() throws Exception {
    String listenKey = alice.post("/api/v3/userDataStream").text("listenKey");
    assertThat(bob.put("/api/v3/userDataStream", "listenKey", listenKey).code()).isEqualTo(-1125);
    assertThat(alice.put("/api/v3/userDataStream", "listenKey", listenKey).status()).isEqualTo(200);
    try (Listener byKey = new Listener(url, "/ws/" + listenKey);
        Listener bySignature = new Listener(url, "/ws-api/v3")) {
      subscribe(bySignature, alice.key(), alice.key().secret());
      assertThat(
              bySignature
                  .await(json -> json.path("id").asInt() == 5, PATIENCE)
                  .path("status")
                  .asInt())
          .isEqualTo(200);

      bob.limit("SELL", "1", "120", "newClientOrderId", "his");
      alice.limit("BUY", "1", "30", "newClientOrderId", "mine");
      alice.delete(
          "/api/v3/order", "symbol", S, "origClientOrderId", "mine", "newClientOrderId", "its-end");
      JsonNode canceled = byKey.await(json -> json.path("x").asText().equals("CANCELED"), PATIENCE);
      assertThat(text(canceled, "c")).isEqualTo("its-end");
      assertThat(text(canceled, "C")).isEqualTo("mine");
      assertThat(text(canceled, "X")).isEqualTo("CANCELED");
      JsonNode entered = byKey.await(json -> json.path("x").asText().equals("NEW"), PATIENCE);
      assertThat(text(entered, "c")).isEqualTo("mine");
      assertThat(text(entered, "i")).isEqualTo(text(canceled, "i"));

      alice.limit("BUY", "1", "120", "newClientOrderId", "takes");
      JsonNode traded =
          bySignature
              .await(json -> json.path("event").path("x").asText().equals("TRADE"), PATIENCE)
              .path("event");
      assertThat(text(traded, "L")).isEqualTo("120.00000000");
      assertThat(traded.path("m").asBoolean()).isFalse();
      byKey.await(json -> text(json, "e").equals("outboundAccountPosition"), PATIENCE);
      assertThat(byKey.heard().toString()).doesNotContain("\"his\"");
    }
    bob.delete("/api/v3/openOrders", "symbol", S);
  }

  @Test
  void whoseKeyIsNotGoodAnyMoreHearsNothingMore() throws Exception {
    ApiKey revoked = venue.key("NORTH/ALICE", Permission.READ);
    Client reader = new Client(url, revoked);
    await().atMost(PATIENCE).until(() -> reader.get("/api/v3/account").status() == 200);
    String hers = alice.post("/api/v3/userDataStream").text("listenKey");
    String his = reader.post("/api/v3/userDataStream").text("listenKey");
    try (Listener byEndedKey = new Listener(url, "/ws/" + hers);
        Listener byRevokedKey = new Listener(url, "/ws/" + his);
        Listener bySignature = new Listener(url, "/ws-api/v3")) {
      subscribe(bySignature, revoked, revoked.secret());
      bySignature.await(json -> json.path("id").asInt() == 5, PATIENCE);

      alice.delete("/api/v3/userDataStream", "listenKey", hers);
      assertThat(new ApiKeyTable(venue.database()).revoke(revoked.id())).isTrue();

      for (Listener ended : List.of(byEndedKey, byRevokedKey)) {
        ended.await(json -> text(json, "e").equals("listenKeyExpired"), PATIENCE);
        await().atMost(PATIENCE).until(() -> ended.closedWith() == 1008);
      }
      bySignature.await(
          json -> text(json.path("event"), "e").equals("eventStreamTerminated"), PATIENCE);
      await().atMost(PATIENCE).until(() -> bySignature.closedWith() == 1008);
      try (Listener late = new Listener(url, "/ws/" + his)) {
        await().atMost(PATIENCE).until(() -> late.closedWith() == 1008);
      }
    }
  }

  private static void subscribe(Listener listener, ApiKey key, String secret) {
    long now = System.currentTimeMillis();
    String payload = "apiKey=" + key.id() + "&timestamp=" + now;
    listener.send(
        "{\"id\":5,\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":\""
            + key.id()
            + "\",\"timestamp\":"
            + now
            + ",\"signature\":\""
            + Signature.of(secret, payload)
            + "\"}}");
  }

  @Test
  void whoDoesNotSignHearsNothing() {
    try (Listener stranger = new Listener(url, "/ws-api/v3");
        Listener guesses = new Listener(url, "/ws/" + "x".repeat(64))) {
      subscribe(stranger, alice.key(), "guessed");
      JsonNode refused = stranger.await(json -> json.path("id").asInt() == 5, PATIENCE);
      assertThat(refused.path("error").path("code").asInt()).isEqualTo(-1022);
      await().atMost(PATIENCE).until(() -> guesses.closedWith() == 1008);
    }
  }
}
