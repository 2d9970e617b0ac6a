package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.streambook.book.Decimal8;
import io.streambook.contract.Registry;
import io.streambook.local.Stack;
import io.streambook.orderservice.Client.Reply;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What this venue serves beyond Binance's API: its state, a trader's desk, the kill switch. */
@ExtendWith({Stack.class, ServedVenue.Shared.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VenueRoutesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String S = ServedVenue.SYMBOL;
  private static final String ACCOUNT = "/api/venue/account";
  private static final String KILL = "/api/venue/kill";
  private static final String REPLACE = "/api/venue/order";

  private ServedVenue venue;
  private OrderService service;
  private Client alice;
  private Client small;
  private Client risky;
  private Client officer;
  private Client strict;

  @BeforeAll
  void start(ServedVenue shared) throws Exception {
    venue = shared;
    ApiKey aliceKey = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    ApiKey smallKey = venue.key(ServedVenue.LIMITED, Permission.READ, Permission.TRADE);
    ApiKey riskyKey = venue.key("SOUTH/RISKY", Permission.READ, Permission.TRADE);
    ApiKey officerKey = venue.key("SOUTH/RISKY", Permission.READ, Permission.KILL);
    ApiKey strictKey =
        venue.key("SOUTH/STRICT", Permission.READ, Permission.TRADE, Permission.KILL);
    venue.send(ServedVenue.limits("SOUTH/STRICT", 50 * Decimal8.ONE, "dan", ""));
    service = venue.serve(PATIENCE, 1_000_000);
    URI url = service.url();
    alice = new Client(url, aliceKey);
    small = new Client(url, smallKey);
    risky = new Client(url, riskyKey);
    officer = new Client(url, officerKey);
    strict = new Client(url, strictKey);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void anyoneSeesHowTheVenueIs() throws Exception {
    JsonNode status = alice.open("/api/venue/status").json();
    assertThat(status.path("markets").findValuesAsText("symbol"))
        .containsExactly(S, ServedVenue.FED.symbol(), ServedVenue.HALTED);
    assertThat(status.path("markets").findValuesAsText("phase"))
        .containsExactly("CONTINUOUS", "CONTINUOUS", "HALTED");
    assertThat(status.path("markets").findValuesAsText("reduceOnly"))
        .containsExactly("false", "false", "true");
    JsonNode market = status.path("markets").get(0);
    assertThat(market.path("tickSize").asText()).isEqualTo("0.01000000");
    assertThat(market.path("referencePrice").asText()).isEqualTo("100.00000000");
    assertThat(status.path("flink").path("reached").asBoolean()).isFalse();
    alice.limit("BUY", "1", "40");
    until(() -> alice.open("/api/venue/status").json().path("ordersWaiting").asLong(-1) == 0);
    // Keys are for anyone only where a demo offers them.
    assertThat(alice.open("/api/venue/session").json().path("keys")).isEmpty();
  }

  @Test
  void anAccountSeesItsOrdersItsFillsItsRejectionsAndItsLimits() throws Exception {
    Reply order = small.limit("BUY", "1", "42", "newClientOrderId", "desk-1");
    assertThat(small.limit("BUY", "51", "42", "newClientOrderId", "desk-2").status())
        .isEqualTo(400);
    until(() -> small.get(ACCOUNT).json().path("risk").path("openOrders").asInt() == 1);

    JsonNode desk = small.get(ACCOUNT).json();
    assertThat(desk.path("account").asText()).isEqualTo(ServedVenue.LIMITED);
    assertThat(desk.path("permissions").toString()).isEqualTo("[\"READ\",\"TRADE\"]");
    assertThat(desk.path("openOrders").findValuesAsText("orderId"))
        .containsExactly(order.text("orderId"));
    JsonNode rejected = desk.path("rejections").get(0);
    assertThat(rejected.path("clientOrderId").asText()).isEqualTo("desk-2");
    assertThat(rejected.path("reason").asText()).isEqualTo("POSITION_LIMIT");
    assertThat(desk.path("risk").path("limits").path("maxPosition").asText())
        .isEqualTo("50.00000000");
    assertThat(desk.path("risk").path("utilisationBps").path("maxPosition").asInt()).isEqualTo(200);
    assertThat(desk.has("firm")).isTrue();
    small.delete("/api/v3/openOrders", "symbol", S);
    until(
        () ->
            small
                .get(ACCOUNT)
                .json()
                .path("endedOrders")
                .findValuesAsText("clientOrderId")
                .contains("desk-1"));
    assertThat(small.open(ACCOUNT).code()).isEqualTo(-2014);
  }

  @Test
  void aReplaceChangesQuantityAndPriceInOneStep() throws Exception {
    Reply order = alice.limit("BUY", "5", "41", "newClientOrderId", "replace-1");
    Reply replaced =
        alice.put(
            REPLACE,
            "symbol",
            S,
            "origClientOrderId",
            "replace-1",
            "newClientOrderId",
            "replace-2",
            "quantity",
            "7",
            "price",
            "41.5");
    JsonNode now = replaced.json().path("amendedOrder");
    assertThat(now.path("orderId").asText()).isEqualTo(order.text("orderId"));
    assertThat(now.path("qty").asText() + " " + now.path("price").asText())
        .isEqualTo("7.00000000 41.50000000");
    assertThat(now.path("clientOrderId").asText()).isEqualTo("replace-2");
    assertThat(
            risky
                .put(REPLACE, "symbol", S, "orderId", order.text("orderId"), "quantity", "1")
                .code())
        .isEqualTo(-2038);
    Reply offTick =
        alice.put(
            REPLACE,
            "symbol",
            S,
            "orderId",
            order.text("orderId"),
            "quantity",
            "7",
            "price",
            "41.001");
    assertThat(offTick.code()).isEqualTo(-2038);
    assertThat(offTick.text("reason")).startsWith("TICK_SIZE");
    alice.delete("/api/v3/openOrders", "symbol", S);
  }

  @Test
  void theKillSwitchCancelsAndBlocksUntilItIsLifted() throws Exception {
    risky.limit("BUY", "1", "43", "newClientOrderId", "kill-1");
    assertThat(risky.post(KILL).code()).isEqualTo(-2015);
    assertThat(officer.limit("BUY", "1", "43").code()).isEqualTo(-2015);

    assertThat(officer.post(KILL).text("account")).isEqualTo("SOUTH/RISKY");
    until(() -> risky.get("/api/v3/openOrders").json().isEmpty());
    until(() -> killState().equals("KILLED"));
    Reply refused = risky.limit("BUY", "1", "43", "newClientOrderId", "kill-2");
    assertThat(refused.code()).isEqualTo(-2010);
    assertThat(refused.text("reason")).startsWith("KILL_SWITCH");
    assertThat(risky.get("/api/v3/account").json().path("canTrade").asBoolean()).isFalse();

    assertThat(officer.delete(KILL).status()).isEqualTo(200);
    until(() -> killState().equals("ACTIVE"));
    assertThat(risky.limit("BUY", "1", "43", "newClientOrderId", "kill-3").text("status"))
        .isEqualTo("NEW");
    risky.delete("/api/v3/openOrders", "symbol", S);
  }

  /** The kill switch must not vouch for limits that nobody but their operator approved of. */
  @Test
  void refusedLimitsAreNotShownAndNoKillBringsThemIntoForce() throws Exception {
    until(() -> maxPosition().equals("50.00000000"));
    venue.send(ServedVenue.limits("SOUTH/STRICT", 500 * Decimal8.ONE, "dan", "dan"));
    until(() -> strict.get(ACCOUNT).json().path("events").toString().contains("LIMITS_REFUSED"));
    assertThat(maxPosition()).isEqualTo("50.00000000");

    assertThat(strict.post(KILL).status()).isEqualTo(200);
    until(() -> strictRisk("killState").equals("KILLED"));
    assertThat(strict.delete(KILL).status()).isEqualTo(200);
    until(() -> strictRisk("killState").equals("ACTIVE"));
    assertThat(maxPosition()).isEqualTo("50.00000000");
    assertThat(strict.limit("BUY", "51", "43").text("reason")).startsWith("POSITION_LIMIT");
  }

  @Test
  void aKillDoesNotWaitForTheRegistry(Stack stack) throws Exception {
    try (OrderService fresh = venue.serve(PATIENCE, 1_000_000)) {
      Client guard = new Client(fresh.url(), strict.key());
      stack.registry().stop();
      try {
        assertThat(guard.post(KILL).status()).isEqualTo(200);
        until(() -> strictRisk("killState").equals("KILLED"));
      } finally {
        stack.registry().start();
      }
      assertThat(guard.delete(KILL).status()).isEqualTo(200);
      until(() -> strictRisk("killState").equals("ACTIVE"));
    }
  }

  /** The first quote since the start needs it, and comes while it is away. */
  @Test
  void aRegistryThatIsAwayForLongEndsNothing(Stack stack) throws Exception {
    Registry impatient = new Registry(venue.kafka().registryUrl(), Duration.ofSeconds(1));
    try (OrderService fresh = venue.serve(impatient)) {
      Client anyone = new Client(fresh.url(), alice.key());
      var quote = venue.record(ServedVenue.quote(Decimal8.parse("99.9"), Decimal8.parse("100.1")));
      stack.registry().stop();
      try {
        venue.send(quote);
        // Who does not wait for as long as it takes has given up by then.
        assertThatThrownBy(() -> impatient.schemaById(1)).isInstanceOf(Registry.Unavailable.class);
      } finally {
        stack.registry().start();
      }
      until(
          () ->
              anyone.open("/api/venue/status").json().at("/markets/0/quoteAgeMillis").asLong()
                  >= 0);
    }
  }

  private String maxPosition() throws Exception {
    return strict.get(ACCOUNT).json().at("/risk/limits/maxPosition").asText();
  }

  private String strictRisk(String field) throws Exception {
    return strict.get(ACCOUNT).json().path("risk").path(field).asText();
  }

  private String killState() throws Exception {
    return officer.get(ACCOUNT).json().path("risk").path("killState").asText();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
