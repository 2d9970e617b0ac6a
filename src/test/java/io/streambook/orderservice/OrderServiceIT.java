package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.streambook.book.Execution;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.orderservice.Client.Reply;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** REST against the running venue: broker, registry, Postgres, and the job. */
@ExtendWith(ServedVenue.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORDER = "/api/v3/order";
  private static final String S = ServedVenue.SYMBOL;

  private ServedVenue venue;
  private OrderService service;
  private Client alice;
  private Client bob;
  private Client small;
  private Client reader;

  @BeforeAll
  void start(ServedVenue shared) throws Exception {
    venue = shared;
    ApiKey aliceKey = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    ApiKey bobKey = venue.key("SOUTH/BOB", Permission.READ, Permission.TRADE);
    ApiKey smallKey = venue.key(ServedVenue.LIMITED, Permission.READ, Permission.TRADE);
    ApiKey readerKey = venue.key("NORTH/ALICE", Permission.READ);
    service = venue.serve(PATIENCE, 1_000_000);
    URI url = service.url();
    alice = new Client(url, aliceKey);
    bob = new Client(url, bobKey);
    small = new Client(url, smallKey);
    reader = new Client(url, readerKey);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @AfterEach
  void emptyTheBook() throws Exception {
    for (Client client : Arrays.asList(alice, bob, small)) {
      client.delete("/api/v3/openOrders", "symbol", S);
    }
    until(() -> alice.open("/api/v3/depth", "symbol", S).json().path("bids").isEmpty());
    until(() -> alice.open("/api/v3/depth", "symbol", S).json().path("asks").isEmpty());
  }

  @Test
  void anOrderRestsIsSeenAndIsCanceled() throws Exception {
    Reply entered = alice.limit("BUY", "10", "99.5", "newClientOrderId", "rest-1");
    assertThat(entered.status()).as(entered.json().toString()).isEqualTo(200);
    assertThat(entered.text("status")).isEqualTo("NEW");
    assertThat(entered.text("clientOrderId")).isEqualTo("rest-1");
    assertThat(entered.text("price")).isEqualTo("99.50000000");
    assertThat(entered.text("executedQty")).isEqualTo("0.00000000");
    assertThat(entered.json().path("fills").isArray()).isTrue();
    String orderId = entered.text("orderId");

    Reply queried = reader.get(ORDER, "symbol", S, "orderId", orderId);
    assertThat(queried.text("status")).isEqualTo("NEW");
    assertThat(queried.text("origQty")).isEqualTo("10.00000000");
    assertThat(queried.text("timeInForce")).isEqualTo("GTC");
    Reply open = reader.get("/api/v3/openOrders", "symbol", S);
    assertThat(open.json().findValuesAsText("orderId")).containsExactly(orderId);
    until(() -> best("bids").equals("[\"99.50000000\",\"10.00000000\"]"));

    Reply canceled = alice.delete(ORDER, "symbol", S, "origClientOrderId", "rest-1");
    assertThat(canceled.text("status")).isEqualTo("CANCELED");
    assertThat(canceled.text("origClientOrderId")).isEqualTo("rest-1");
    assertThat(canceled.text("orderId")).isEqualTo(orderId);
    assertThat(alice.get("/api/v3/openOrders").json()).isEmpty();
    assertThat(alice.delete(ORDER, "symbol", S, "orderId", orderId).code()).isEqualTo(-2011);
    assertThat(alice.get("/api/v3/allOrders", "symbol", S, "orderId", orderId).json().get(0))
        .isEqualTo(alice.get(ORDER, "symbol", S, "orderId", orderId).json());
  }

  @Test
  void aTradeIsSeenByBothSidesAndByAnyone() throws Exception {
    Reply sold = bob.limit("SELL", "5", "101.25");
    Reply dearer = bob.limit("SELL", "5", "101.5");
    Reply bought = alice.market("BUY", "8");

    assertThat(bought.text("status")).isEqualTo("FILLED");
    assertThat(bought.text("executedQty")).isEqualTo("8.00000000");
    assertThat(bought.text("cummulativeQuoteQty")).isEqualTo("810.75000000");
    JsonNode fills = bought.json().path("fills");
    assertThat(fills.findValuesAsText("price")).containsExactly("101.25000000", "101.50000000");
    assertThat(fills.findValuesAsText("qty")).containsExactly("5.00000000", "3.00000000");
    assertThat(fills.get(0).path("commissionAsset").asText()).isEqualTo("USD");

    Reply mine = reader.get("/api/v3/myTrades", "symbol", S, "orderId", bought.text("orderId"));
    assertThat(mine.json().findValuesAsText("id")).isEqualTo(fills.findValuesAsText("tradeId"));
    assertThat(mine.json().findValuesAsText("isMaker")).containsOnly("false");
    until(
        () ->
            bob.get(ORDER, "symbol", S, "orderId", dearer.text("orderId"))
                .text("status")
                .equals("PARTIALLY_FILLED"));
    assertThat(bob.get(ORDER, "symbol", S, "orderId", sold.text("orderId")).text("status"))
        .isEqualTo("FILLED");
    JsonNode his =
        bob.get("/api/v3/myTrades", "symbol", S, "orderId", sold.text("orderId")).json().get(0);
    assertThat(his.path("isMaker").asBoolean()).isTrue();
    assertThat(his.path("isBuyer").asBoolean()).isFalse();
    assertThat(his.path("quoteQty").asText()).isEqualTo("506.25000000");

    String lastId = fills.get(1).path("tradeId").asText();
    until(
        () ->
            alice
                .open("/api/v3/trades", "symbol", S, "limit", "1")
                .json()
                .findValuesAsText("id")
                .contains(lastId));
    JsonNode agg = alice.open("/api/v3/aggTrades", "symbol", S, "limit", "2").json();
    assertThat(agg.findValuesAsText("q")).containsExactly("5.00000000", "3.00000000");
    assertThat(agg.findValuesAsText("m")).containsOnly("false");
    JsonNode day = alice.open("/api/v3/ticker/24hr", "symbol", S).json();
    assertThat(day.path("lastPrice").asText()).isEqualTo("101.50000000");
    assertThat(day.path("lastId").asText()).isEqualTo(lastId);
    JsonNode hour = alice.open("/api/v3/ticker", "symbol", S, "windowSize", "1h").json();
    assertThat(hour.path("lastId").asText()).isEqualTo(lastId);
    assertThat(hour.path("count").asInt()).isEqualTo(day.path("count").asInt());
    assertThat(hour.path("closeTime").asLong() - hour.path("openTime").asLong())
        .isBetween(3_600_000L, 3_660_000L);
    assertThat(alice.open("/api/v3/ticker", "symbol", S, "windowSize", "60m").code())
        .isEqualTo(-1100);
    assertThat(alice.open("/api/v3/ticker/price", "symbol", S).text("price"))
        .isEqualTo("101.50000000");
    JsonNode candles =
        alice.open("/api/v3/klines", "symbol", S, "interval", "1d", "limit", "1").json();
    assertThat(candles.get(0).get(4).asText()).isEqualTo("101.50000000");
    assertThat(candles.get(0).get(8).asInt()).isEqualTo(day.path("count").asInt());
    until(() -> free(alice, S).startsWith("8.") || Double.parseDouble(free(alice, S)) >= 8);
  }

  @Test
  void whatAnIocCannotFillExpires() throws Exception {
    Reply ioc =
        alice.post(
            ORDER,
            "symbol",
            S,
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "IOC",
            "quantity",
            "3",
            "price",
            "50",
            "newOrderRespType",
            "RESULT");
    assertThat(ioc.text("status")).isEqualTo("EXPIRED");
    assertThat(ioc.json().has("fills")).isFalse();
  }

  @Test
  void anAckHasTheOrdersNumberAndNoMore() throws Exception {
    Reply ack = alice.limit("BUY", "1", "90", "newOrderRespType", "ACK");
    assertThat(ack.json().fieldNames())
        .toIterable()
        .containsExactly("symbol", "orderId", "orderListId", "clientOrderId", "transactTime");
    assertThat(alice.get(ORDER, "symbol", S, "orderId", ack.text("orderId")).text("status"))
        .isEqualTo("NEW");
  }

  @Test
  void aRetryGetsTheFirstAnswerAlsoAfterARestart() throws Exception {
    Reply first = alice.limit("BUY", "2", "80", "newClientOrderId", "retry-1");
    Reply second = alice.limit("BUY", "2", "80", "newClientOrderId", "retry-1");
    assertThat(second.json()).isEqualTo(first.json());
    Reply other = alice.limit("BUY", "3", "80", "newClientOrderId", "retry-1");
    assertThat(other.code()).isEqualTo(-2010);
    assertThat(other.text("msg")).isEqualTo("Duplicate order sent.");
    Reply prevents =
        alice.limit(
            "BUY",
            "2",
            "80",
            "newClientOrderId",
            "retry-1",
            "selfTradePreventionMode",
            "EXPIRE_TAKER");
    assertThat(prevents.text("msg")).isEqualTo("Duplicate order sent.");
    bob.limit("SELL", "1", "80");

    try (OrderService restarted = venue.serve(PATIENCE, 1_000_000)) {
      Client again = new Client(restarted.url(), alice.key());
      assertThat(again.limit("BUY", "2", "80", "newClientOrderId", "retry-1").text("orderId"))
          .isEqualTo(first.text("orderId"));
      for (String query : new String[] {"/api/v3/allOrders", "/api/v3/myTrades"}) {
        assertThat(again.get(query, "symbol", S).json())
            .isEqualTo(alice.get(query, "symbol", S).json());
      }
    }
    assertThat(alice.get("/api/v3/openOrders").json()).hasSize(1);
  }

  @Test
  void anExecutionThatIsOnTheTopicTwiceCountsOnce() throws Exception {
    String id = alice.limit("BUY", "2", "81", "newClientOrderId", "twice-1").text("orderId");
    bob.limit("SELL", "1", "81");
    alice.delete(ORDER, "symbol", S, "orderId", id);
    JsonNode order = alice.get(ORDER, "symbol", S, "orderId", id).json();
    assertThat(order.path("status").asText()).isEqualTo("CANCELED");
    venue.send(executions(id).toArray());
    // Read after them, since it is of the same symbol.
    alice.limit("BUY", "1", "70");

    assertThat(alice.get(ORDER, "symbol", S, "orderId", id).json()).isEqualTo(order);
    assertThat(alice.get("/api/v3/myTrades", "symbol", S, "orderId", id).json()).hasSize(1);
    try (OrderService restarted = venue.serve(PATIENCE, 1_000_000)) {
      Client again = new Client(restarted.url(), alice.key());
      assertThat(again.get(ORDER, "symbol", S, "orderId", id).json()).isEqualTo(order);
    }
  }

  /** Those of an order, as the topic has them. */
  private List<Execution> executions(String orderId) {
    List<Execution> executions = new ArrayList<>();
    AvroDecoder<Execution> decoder = AvroDecoder.executions(venue.registry());
    TopicReader.readToEnd(
        venue.kafka().clientConfig(),
        venue.kafka().topic(Topic.EXECUTIONS),
        record -> {
          if (decoder.decode(record) instanceof Decoded.Value<Execution> decoded
              && decoded.value().symbol().equals(S)
              && Long.toString(decoded.value().venueOrderId()).equals(orderId)) {
            executions.add(decoded.value());
          }
        });
    return executions;
  }

  @Test
  void theSameRequestTwiceAtOnceIsOneOrder() throws Exception {
    String query =
        alice.sign(
            Client.timed("symbol=ALFA&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=70"));
    CompletableFuture<Reply> one = CompletableFuture.supplyAsync(() -> post(query));
    CompletableFuture<Reply> two = CompletableFuture.supplyAsync(() -> post(query));
    assertThat(one.join().json()).isEqualTo(two.join().json());
    assertThat(alice.get("/api/v3/openOrders").json()).hasSize(1);
  }

  private Reply post(String query) {
    try {
      return alice.sendQuery("POST", ORDER, query);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAmendKeepsNumberAndPlace() throws Exception {
    Reply entered = alice.limit("SELL", "10", "140", "newClientOrderId", "amend-1");
    Reply amended =
        alice.put(
            ORDER + "/amend/keepPriority",
            "symbol",
            S,
            "origClientOrderId",
            "amend-1",
            "newClientOrderId",
            "amend-2",
            "newQty",
            "4");
    JsonNode order = amended.json().path("amendedOrder");
    assertThat(order.path("orderId").asText()).isEqualTo(entered.text("orderId"));
    assertThat(order.path("qty").asText()).isEqualTo("4.00000000");
    assertThat(order.path("origClientOrderId").asText()).isEqualTo("amend-1");
    assertThat(order.path("clientOrderId").asText()).isEqualTo("amend-2");
    assertThat(
            alice
                .put(
                    ORDER + "/amend/keepPriority",
                    "symbol",
                    S,
                    "origClientOrderId",
                    "amend-2",
                    "newQty",
                    "5")
                .code())
        .isEqualTo(-2038);
    assertThat(alice.delete(ORDER, "symbol", S, "origClientOrderId", "amend-2").text("executedQty"))
        .isEqualTo("0.00000000");
  }

  @Test
  void cancelReplaceTellsWhatBothPartsCameTo() throws Exception {
    alice.limit("SELL", "10", "150", "newClientOrderId", "cr-1");
    String[] replacement = {
      "symbol",
      S,
      "side",
      "SELL",
      "type",
      "LIMIT",
      "timeInForce",
      "GTC",
      "quantity",
      "9",
      "price",
      "151",
      "cancelReplaceMode",
      "STOP_ON_FAILURE",
      "cancelOrigClientOrderId",
      "cr-1"
    };
    Reply both = alice.post(ORDER + "/cancelReplace", replacement);
    assertThat(both.status()).as(both.json().toString()).isEqualTo(200);
    assertThat(both.text("cancelResult")).isEqualTo("SUCCESS");
    assertThat(both.json().path("cancelResponse").path("status").asText()).isEqualTo("CANCELED");
    assertThat(both.json().path("newOrderResponse").path("price").asText())
        .isEqualTo("151.00000000");

    Reply none = alice.post(ORDER + "/cancelReplace", replacement);
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.code()).isEqualTo(-2022);
    assertThat(none.json().path("data").path("newOrderResult").asText()).isEqualTo("NOT_ATTEMPTED");

    replacement[13] = "ALLOW_FAILURE";
    Reply partly = alice.post(ORDER + "/cancelReplace", replacement);
    assertThat(partly.status()).isEqualTo(409);
    assertThat(partly.code()).isEqualTo(-2021);
    assertThat(partly.json().path("data").path("cancelResponse").path("code").asInt())
        .isEqualTo(-2011);
  }

  @Test
  void riskRefusesWithItsReason() throws Exception {
    Reply refused = small.limit("BUY", "51", "99", "newClientOrderId", "too-much");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(-1013);
    assertThat(refused.text("msg")).isEqualTo("Filter failure: MAX_POSITION");
    assertThat(refused.text("reason")).startsWith("POSITION_LIMIT: ").contains("limit=50");
    assertThat(small.limit("BUY", "51", "99", "newClientOrderId", "too-much").json())
        .isEqualTo(refused.json());
    assertThat(alice.limit("BUY", "20000", "99").code()).isEqualTo(-2010);
  }

  @Test
  void whatIsWrongIsToldByItsCode() throws Exception {
    assertThat(code("symbol", "NONE", "side", "BUY")).isEqualTo(-1121);
    assertThat(code("side", "BUY")).isEqualTo(-1102);
    assertThat(order("side", "HOLD")).isEqualTo(-1117);
    assertThat(order("type", "WISH")).isEqualTo(-1116);
    assertThat(order("type", "TAKE_PROFIT")).isEqualTo(-1014);
    assertThat(order("timeInForce", "NOW")).isEqualTo(-1115);
    assertThat(order("quantity", "1e3")).isEqualTo(-1100);
    assertThat(order("quantity", "1.5")).isEqualTo(-1013);
    assertThat(order("price", "1.000000001")).isEqualTo(-1111);
    assertThat(order("price", "99.005")).isEqualTo(-1013);
    assertThat(order("price", "0")).isEqualTo(-1013);
    assertThat(order("newClientOrderId", "no spaces")).isEqualTo(-1100);
    assertThat(order("quoteOrderQty", "1")).isEqualTo(-1106);
    assertThat(order("symbol", ServedVenue.HALTED)).isEqualTo(-1013);
    assertThat(order("newOrderRespType", "NOTHING")).isEqualTo(-1136);
    assertThat(alice.get(ORDER, "symbol", S, "orderId", "999999").code()).isEqualTo(-2013);
    assertThat(alice.get(ORDER, "symbol", S).code()).isEqualTo(-1102);
    assertThat(alice.open("/api/v3/klines", "symbol", S, "interval", "7m").code()).isEqualTo(-1120);
    assertThat(alice.open("/api/v3/nothing").status()).isEqualTo(404);
    assertThat(alice.limit("BUY", "1", "99", "stopPrce", "98").code()).isEqualTo(-1104);
    assertThat(alice.get("/api/v3/openOrders").json()).isEmpty();
  }

  @Test
  void aTestOrderIsCheckedAndNeverSent() throws Exception {
    String[] good = {
      "symbol",
      S,
      "side",
      "BUY",
      "type",
      "LIMIT",
      "timeInForce",
      "GTC",
      "quantity",
      "1",
      "price",
      "99"
    };
    assertThat(alice.post(ORDER + "/test", good).json()).isEmpty();
    good[9] = "0.5";
    Reply lot = alice.post(ORDER + "/test", good);
    assertThat(lot.code()).isEqualTo(-1013);
    assertThat(lot.text("reason")).isEqualTo("LOT_SIZE: qty=0.5, limit=1");
    assertThat(alice.get("/api/v3/openOrders").json()).isEmpty();
  }

  private int code(String... parameters) throws Exception {
    return alice.post(ORDER, parameters).code();
  }

  /** What a good order comes to with one parameter set otherwise. */
  private int order(String name, String value) throws Exception {
    String[] all = {
      "symbol",
      S,
      "side",
      "BUY",
      "type",
      "LIMIT",
      "timeInForce",
      "GTC",
      "quantity",
      "1",
      "price",
      "99",
      "newOrderRespType",
      "ACK",
      "newClientOrderId",
      "wrong-1",
      "quoteOrderQty",
      ""
    };
    for (int i = 0; i < all.length; i += 2) {
      if (all[i].equals(name)) {
        all[i + 1] = value;
        return code(all);
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void parametersMayStandInTheBodyWhateverItCallsItself() throws Exception {
    String order = "symbol=ALFA&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60";
    for (String type : new String[] {"application/x-www-form-urlencoded", "application/json"}) {
      String body = alice.sign(Client.timed(order));
      assertThat(alice.sendBody("POST", ORDER, "", body, type).status()).isEqualTo(200);
    }
    String timed = Client.timed("newOrderRespType=ACK");
    String signature = alice.sign(order + timed).substring((order + timed).length() + 1);
    assertThat(
            alice
                .sendBody(
                    "POST",
                    ORDER,
                    order,
                    timed + "&" + signature,
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(200);
    String empty = alice.sign(Client.timed(order));
    assertThat(alice.sendBody("POST", ORDER, empty, "{}", "application/json").status())
        .isEqualTo(200);
  }

  @Test
  void theRulesOfTradingAreThoseOfTheInstruments() throws Exception {
    assertThat(alice.open("/api/v3/ping").json()).isEmpty();
    assertThat(alice.open("/api/v3/time").json().path("serverTime").asLong())
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1);
    JsonNode info = alice.open("/api/v3/exchangeInfo").json();
    assertThat(info.path("symbols").findValuesAsText("symbol"))
        .containsExactly(S, ServedVenue.FED.symbol(), ServedVenue.HALTED);
    JsonNode symbol = info.path("symbols").get(0);
    assertThat(symbol.path("status").asText()).isEqualTo("TRADING");
    assertThat(symbol.path("quoteAsset").asText()).isEqualTo("USD");
    assertThat(symbol.path("filters").get(0).path("tickSize").asText()).isEqualTo("0.01000000");
    assertThat(symbol.path("filters").get(1).path("stepSize").asText()).isEqualTo("1.00000000");
    assertThat(info.path("symbols").get(2).path("status").asText()).isEqualTo("HALT");
    assertThat(info.path("symbols").findValuesAsText("maxNotional"))
        .containsExactly("9999999999.00000000", "9999999999.00000000", "5000.00000000");
    assertThat(info.path("symbols").findValuesAsText("applyMaxToMarket"))
        .containsExactly("false", "false", "true");
    assertThat(info.path("symbols").findValuesAsText("reduceOnly"))
        .containsExactly("false", "false", "true");
    assertThat(info.path("symbols").findValuesAsText("schedule"))
        .containsExactly("none", "none", ServedVenue.SCHEDULE);
    assertThat(alice.open("/api/v3/exchangeInfo", "symbols", "[\"ALFA\"]").json().path("symbols"))
        .hasSize(1);
  }

  private String best(String side) throws Exception {
    JsonNode levels = alice.open("/api/v3/depth", "symbol", S).json().path(side);
    return levels.isEmpty() ? "" : levels.get(0).toString();
  }

  private static String free(Client client, String asset) throws Exception {
    for (JsonNode balance : client.get("/api/v3/account").json().path("balances")) {
      if (balance.path("asset").asText().equals(asset)) {
        return balance.path("free").asText();
      }
    }
    return "0";
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
