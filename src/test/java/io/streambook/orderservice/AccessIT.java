package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streambook.orderservice.Client.Reply;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.Permission;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who does not belong does not get in. */
@ExtendWith(ServedVenue.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORDER = "/api/v3/order";
  private static final String S = ServedVenue.SYMBOL;

  private ServedVenue venue;
  private OrderService service;
  private Client alice;
  private Client bob;
  private Client reader;

  @BeforeAll
  void start(ServedVenue shared) throws Exception {
    venue = shared;
    ApiKey aliceKey = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    ApiKey bobKey = venue.key("SOUTH/BOB", Permission.READ, Permission.TRADE);
    ApiKey readerKey = venue.key("NORTH/ALICE", Permission.READ);
    service = venue.serve(PATIENCE, 1_000_000);
    URI url = service.url();
    alice = new Client(url, aliceKey);
    bob = new Client(url, bobKey);
    reader = new Client(url, readerKey);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void aWrongSignatureIsRefused() throws Exception {
    String query = alice.sign(Client.timed("symbol=ALFA"));
    String tampered = query.replace("symbol=ALFA", "symbol=HLTD");
    assertThat(alice.sendQuery("GET", "/api/v3/openOrders", query).status()).isEqualTo(200);
    assertThat(alice.sendQuery("GET", "/api/v3/openOrders", tampered).code()).isEqualTo(-1022);
    Client wrong =
        new Client(
            alice.url(),
            new ApiKey(alice.key().id(), "NORTH/ALICE", alice.key().permissions(), "guessed"));
    assertThat(wrong.get("/api/v3/account").code()).isEqualTo(-1022);
    assertThat(wrong.limit("BUY", "1", "99").code()).isEqualTo(-1022);
    assertThat(alice.sendQuery("GET", "/api/v3/account", Client.timed("")).code()).isEqualTo(-1102);
  }

  @Test
  void aRequestIsGoodForItsWindowOnly() throws Exception {
    long now = System.currentTimeMillis();
    assertThat(at(now - 6_000, "")).isEqualTo(-1021);
    assertThat(at(now - 6_000, "&recvWindow=50000")).isZero();
    assertThat(at(now + 30_000, "")).isEqualTo(-1021);
    assertThat(at(now, "&recvWindow=60001")).isEqualTo(-1131);
    assertThat(at(now * 1_000, "")).isZero();
  }

  private int at(long timestamp, String more) throws Exception {
    return alice
        .sendQuery("GET", "/api/v3/account", alice.sign("timestamp=" + timestamp + more))
        .code();
  }

  @Test
  void anUnknownKeyIsRefused() throws Exception {
    Client stranger =
        new Client(
            alice.url(), new ApiKey("x".repeat(64), "NORTH/ALICE", alice.key().permissions(), "y"));
    Reply refused = stranger.get("/api/v3/account");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo(-2015);
    assertThat(alice.open("/api/v3/account").code()).isEqualTo(-2014);
  }

  /** Nobody learns from an answer what lies behind. */
  @Test
  void noAnswerShowsTheInside() throws Exception {
    for (String path : new String[] {"/api/v3/order", "/api/v3/%2e%2e/x", "/nothing", "/api"}) {
      Reply reply = Client.send(HttpRequest.newBuilder(URI.create(alice.url() + path)).build());
      assertThat(reply.status()).as(path).isBetween(400, 499);
      assertThat(reply.json().toString()).doesNotContain("xception").doesNotContain("jetty");
      assertThat(reply.http().headers().map()).doesNotContainKey("server");
    }
    assertThat(alice.sendQuery("GET", ORDER, "symbol=ALFA&symbol=ALFA").code()).isEqualTo(-1101);
    String form = "application/x-www-form-urlencoded";
    assertThat(alice.sendBody("POST", ORDER, "", "symbol=%zz", form).code()).isEqualTo(-1100);
  }

  /** Whoever reads an answer must be able to tell what to do about it. */
  @Test
  void whatIsAskedForInAWrongWayIsAnsweredWithWhatIsRight() throws Exception {
    Reply unknown = alice.open("/api/v3/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo(-1020);
    assertThat(unknown.text("msg")).endsWith("there is no /api/v3/nothing.");
    Reply method = alice.sendQuery("PATCH", ORDER, "");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.code()).isEqualTo(-1020);
    assertThat(header(method, "Allow")).contains("GET").contains("POST").contains("DELETE");
    assertThat(method.text("msg")).contains("/api/v3/order takes ").contains("POST");

    String query = alice.sign(Client.timed(""));
    for (String body : new String[] {"{\"symbol\":\"ALFA\"}", "{\"symbol\":"}) {
      Reply json = alice.sendBody("POST", ORDER, query, body, "application/json");
      assertThat(json.status()).isEqualTo(400);
      assertThat(json.code()).isEqualTo(-1102);
      assertThat(json.text("msg")).contains("'symbol'").contains("A JSON body is not read");
    }
    assertThat(alice.sendQuery("POST", ORDER, query).text("msg")).doesNotContain("JSON");
    assertThat(alice.open("/api/v3/account").text("msg")).contains("X-MBX-APIKEY");
    assertThat(at(System.currentTimeMillis(), "&recvWindow=x")).isEqualTo(-1131);
  }

  /** A later version may know more permissions, and a person may write what he likes. */
  @Test
  void aRowThatNobodyUnderstandsKeepsNoKeyAlive() throws Exception {
    ApiKey odd = venue.key("NORTH/ALICE", Permission.READ);
    ApiKey ended = venue.key("NORTH/ALICE", Permission.READ);
    until(() -> status(odd) == 200 && status(ended) == 200);
    try (Connection connection = venue.database().connect();
        PreparedStatement update =
            connection.prepareStatement("update api_keys set permissions = ? where id = ?")) {
      update.setString(1, "READ,FLY");
      update.setString(2, odd.id());
      update.executeUpdate();
    }
    ApiKeyTable table = new ApiKeyTable(venue.database());
    table.revoke(ended.id());
    until(() -> status(ended) == 401);
    assertThat(table.list()).isNotEmpty();
    table.revoke(odd.id());
  }

  private int status(ApiKey key) throws Exception {
    return new Client(alice.url(), key).get("/api/v3/account").status();
  }

  @Test
  void aReadingKeyDoesNotTrade() throws Exception {
    assertThat(reader.get("/api/v3/account").json().path("canTrade").asBoolean()).isFalse();
    Reply refused = reader.limit("BUY", "1", "99");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo(-2015);
    assertThat(reader.delete("/api/v3/openOrders", "symbol", S).code()).isEqualTo(-2015);
  }

  @Test
  void anotherAccountsOrderDoesNotExist() throws Exception {
    Reply order = alice.limit("BUY", "1", "65", "newClientOrderId", "private-1");
    String id = order.text("orderId");
    assertThat(bob.get(ORDER, "symbol", S, "orderId", id).code()).isEqualTo(-2013);
    assertThat(bob.get(ORDER, "symbol", S, "origClientOrderId", "private-1").code())
        .isEqualTo(-2013);
    assertThat(bob.delete(ORDER, "symbol", S, "orderId", id).code()).isEqualTo(-2011);
    assertThat(bob.delete("/api/v3/openOrders", "symbol", S).code()).isEqualTo(-2011);
    assertThat(
            bob.put(ORDER + "/amend/keepPriority", "symbol", S, "orderId", id, "newQty", "1")
                .code())
        .isEqualTo(-2038);
    assertThat(bob.get("/api/v3/openOrders").json()).isEmpty();
    assertThat(alice.get(ORDER, "symbol", S, "orderId", id).text("status")).isEqualTo("NEW");
    assertThat(alice.delete(ORDER, "symbol", S, "orderId", id).text("status"))
        .isEqualTo("CANCELED");
  }

  @Test
  void anOversizeBodyIsRefused() throws Exception {
    String body = alice.sign(Client.timed("symbol=ALFA&x=" + "a".repeat(20_000)));
    Reply refused = alice.sendBody("POST", ORDER, "", body, "application/x-www-form-urlencoded");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo(-1101);
    Reply chunked =
        Client.send(
            HttpRequest.newBuilder(URI.create(alice.url() + ORDER))
                .header("X-MBX-APIKEY", alice.key().id())
                .POST(
                    HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofString(body)))
                .build());
    assertThat(chunked.status()).isEqualTo(413);
    Reply unreadable = alice.open("/api/v3/ping", "x", "a".repeat(20_000));
    assertThat(unreadable.code()).isEqualTo(-1000);
    assertThat(unreadable.http().headers().firstValue("Connection")).contains("close");
  }

  @Test
  void tooManyRequestsAreTurnedAway() throws Exception {
    try (OrderService few = venue.serve(PATIENCE, 100)) {
      turnedAway(new Client(few.url(), alice.key()));
    }
  }

  /** A signature tells them apart, a key that is only named does not. */
  @Test
  void whoComesThroughOneProxyIsLimitedForHimself() throws Exception {
    until(() -> Instant.now().getEpochSecond() % 60 < 40); // counts begin anew with the minute
    try (OrderService few = venue.serve(PATIENCE, 100)) {
      Client greedy = new Client(few.url(), alice.key());
      Client modest = new Client(few.url(), bob.key());
      turnedAway(greedy);
      assertThat(modest.get("/api/v3/account").status()).isEqualTo(200);
      assertThat(modest.open("/api/v3/time").status()).isEqualTo(200);

      Client stranger =
          new Client(few.url(), new ApiKey(bob.key().id(), "x", bob.key().permissions(), "y"));
      Reply last = stranger.get("/api/v3/account");
      assertThat(last.code()).isEqualTo(-1022);
      for (int i = 0; i < 30 && last.status() != 429; i++) {
        last = stranger.get("/api/v3/account");
      }
      assertThat(last.text("msg")).contains("of this address is 100 weight");
      assertThat(modest.open("/api/v3/time").status()).isEqualTo(429);
      assertThat(modest.get("/api/v3/account").status()).isEqualTo(200);
    }
  }

  private static void turnedAway(Client limited) throws Exception {
    Reply last = null;
    for (int i = 0; i < 30; i++) {
      last = limited.get("/api/v3/account");
      if (last.status() == 429) {
        break;
      }
      assertThat(Integer.parseInt(header(last, "X-MBX-USED-WEIGHT-1M"))).isPositive();
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.code()).isEqualTo(-1003);
    assertThat(Integer.parseInt(header(last, "Retry-After"))).isBetween(1, 60);
  }

  @Test
  void aRevokedKeyIsRefusedSoonAndANewOneWorksSoon() throws Exception {
    ApiKey fresh = venue.key("NORTH/ALICE", Permission.READ);
    Client client = new Client(alice.url(), fresh);
    until(() -> client.get("/api/v3/account").status() == 200);
    assertThat(new ApiKeyTable(venue.database()).revoke(fresh.id())).isTrue();
    until(() -> client.get("/api/v3/account").code() == -2015);
  }

  private static String header(Reply reply, String name) {
    return reply.http().headers().firstValue(name).orElseThrow();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
