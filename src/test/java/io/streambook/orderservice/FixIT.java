package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streambook.contract.TestKeyStore;
import io.streambook.local.Stack;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.Permission;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import quickfix.Group;
import quickfix.Message;
import quickfix.fix44.Heartbeat;
import quickfix.fix44.MarketDataRequest;

/** FIX against the running venue, with QuickFIX/J as the client. */
@ExtendWith({Stack.class, ServedVenue.Shared.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String S = ServedVenue.SYMBOL;
  private static final char BUY = '1';
  private static final char SELL = '2';

  private ServedVenue venue;
  private OrderService service;
  private ApiKey aliceKey;
  private ApiKey bobKey;
  private ApiKey firmKey;
  private FixClient alice;
  private FixClient bob;

  @BeforeAll
  void start(ServedVenue shared) throws Exception {
    venue = shared;
    aliceKey = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
    bobKey = venue.key("SOUTH/BOB", Permission.READ, Permission.TRADE);
    firmKey = venue.key("NORTH", Permission.READ);
    service = venue.serve(PATIENCE, 1_000_000);
    alice = new FixClient("ALICE1", aliceKey).logon(service.fixPort());
    bob = new FixClient("BOB1", bobKey).logon(service.fixPort());
  }

  @AfterAll
  void stop() {
    alice.close();
    bob.close();
    service.close();
  }

  @AfterEach
  void emptyTheBook() throws Exception {
    for (ApiKey key : new ApiKey[] {aliceKey, bobKey}) {
      Client client = new Client(service.url(), key);
      client.delete("/api/v3/openOrders", "symbol", S);
      until(() -> client.get("/api/v3/openOrders").json().isEmpty());
    }
    alice.rest();
    bob.rest();
  }

  @Test
  void anOrderIsPendingThenNewThenReplacedThenCancelled() throws Exception {
    alice.order("life-1", BUY, "10", "99.5", 1, "NORTH/ALICE");
    alice.expectPending("A", 39, "A", 11, "life-1", 151, "10", 14, "0", 6, "0");
    Message entered =
        alice.expect("8", 150, "0", 39, "0", 11, "life-1", 44, "99.5", 38, "10", 59, "1");
    String orderId = entered.getString(37);

    alice.send("G", 11, "life-2", 41, "life-1", 55, S, 54, BUY, 38, 12, 40, 2, 44, "99.4", 59, 1);
    alice.expectPending("E", 39, "E", 11, "life-2", 41, "life-1", 37, orderId);
    alice.expect(
        "8", 150, "5", 39, "0", 11, "life-2", 41, "life-1", 37, orderId, 38, "12", 151, "12");

    alice.send("H", 11, "life-1", 55, S, 54, BUY);
    alice.expect("8", 150, "I", 39, "0", 11, "life-2", 37, orderId, 38, "12");

    // Any name in the chain names the order.
    alice.send("F", 11, "life-3", 41, "life-2", 55, S, 54, BUY);
    alice.expectPending("6", 39, "6", 11, "life-3", 41, "life-2");
    alice.expect("8", 150, "4", 39, "4", 11, "life-3", 41, "life-2", 37, orderId, 151, "0");
    alice.send("F", 11, "life-4", 41, "life-1", 55, S, 54, BUY);
    alice.expect("9", 11, "life-4", 434, "1", 102, "0", 39, "4", 37, orderId);
  }

  @Test
  void aTradeIsToldToBothSidesAndToTheFirmsDropCopy() throws Exception {
    try (FixClient dropCopy = new FixClient("NORTH-DROP", firmKey).logon(service.fixPort())) {
      alice.order("trade-1", BUY, "10", "100");
      alice.expectPending("A");
      alice.expect("8", 150, "0");
      bob.order("trade-2", SELL, "4", "99");
      bob.expectPending("A");
      bob.expect("8", 150, "0", 39, "0", 11, "trade-2");
      bob.expect("8", 150, "F", 39, "2", 31, "100", 32, "4", 6, "100", 14, "4", 151, "0", 851, "2");
      Message fill =
          alice.expect("8", 150, "F", 39, "1", 31, "100", 32, "4", 14, "4", 151, "6", 851, "1");

      dropCopy.expect("8", 150, "0", 1, "NORTH/ALICE", 11, "trade-1");
      dropCopy.expect("8", 150, "F", 1, "NORTH/ALICE", 17, fill.getString(17), 32, "4");
      dropCopy.order("trade-3", BUY, "1", "99");
      dropCopy.expect("j", 380, "6", 372, "D");
      assertThat(dropCopy.rest()).isEmpty();
    }
  }

  @Test
  void whatCantBeDoneIsRefusedWithAReason() throws Exception {
    alice.order("no-1", BUY, "10", "99.5", 55, "NOSUCH");
    alice.expect("8", 150, "8", 39, "8", 11, "no-1", 103, "1");
    alice.order("no-2", BUY, "10", "99.5", 40, "P");
    alice.expect("8", 150, "8", 11, "no-2", 103, "11", 58, "OrdType (40) must be 1, 2, 3 or 4");
    alice.order("no-3", BUY, "10", "99.5", 1, "SOUTH/BOB");
    alice.expect("8", 150, "8", 11, "no-3", 103, "15");
    alice.order("no-4", BUY, "10", "99.5", 18, "6 G");
    alice.expect("8", 150, "8", 11, "no-4", 103, "11");
    alice.order("no-5", BUY, "10.5", "99.5");
    alice.expectPending("A");
    Message lot = alice.expect("8", 150, "8", 11, "no-5", 103, "13");
    assertThat(lot.getString(58)).startsWith("LOT_SIZE");
    alice.send("AF", 584, "no-6", 585, "7");
    alice.expect("j", 372, "AF", 380, "3");

    alice.order("twice", BUY, "10", "99.5");
    alice.expectPending("A");
    alice.expect("8", 150, "0", 11, "twice");
    alice.order("twice", BUY, "10", "99.5");
    alice.expect("8", 150, "I", 39, "0", 11, "twice");
    alice.order("twice", BUY, "11", "99.5");
    alice.expect("8", 150, "8", 11, "twice", 103, "6");

    bob.send("F", 11, "not-mine", 41, "twice", 55, S, 54, BUY);
    bob.expect("9", 11, "not-mine", 102, "1", 37, "NONE", 434, "1");
    bob.send("G", 11, "nor-1", 41, "twice", 55, S, 54, BUY, 38, 1, 40, 2, 44, "99", 59, 1);
    bob.expect("9", 11, "nor-1", 102, "1", 37, "NONE", 434, "2");
  }

  @Test
  void typesAndConditionsOfTheVenueAreTaken() throws Exception {
    // The last trade decides whether a stop waits.
    bob.order("last-1", SELL, "1", "100");
    bob.expectPending("A");
    bob.expect("8", 150, "0");
    alice.order("last-2", BUY, "1", "100");
    alice.expectPending("A");
    alice.expect("8", 150, "0");
    alice.expect("8", 150, "F", 31, "100");
    bob.expect("8", 150, "F", 31, "100");

    alice.order("type-1", BUY, "50", "99", 111, "5");
    alice.expectPending("A");
    alice.expect("8", 150, "0", 111, "5");
    alice.order("type-2", BUY, "5", "98", 18, "6");
    alice.expectPending("A");
    alice.expect("8", 150, "0", 18, "6");
    alice.send("D", 11, "type-3", 55, S, 54, BUY, 38, 5, 40, 4, 44, "111", 99, "110", 59, 0);
    alice.expectPending("A");
    alice.expect("8", 150, "0", 40, "4", 99, "110", 59, "0");
    alice.order("type-4", BUY, "5", "97", 59, "6", 432, "20991231");
    alice.expectPending("A");
    Message gtd = alice.expect("8", 150, "0", 59, "6");
    assertThat(gtd.getString(126)).startsWith("21000101-00:00:00");
    bob.send("D", 11, "type-5", 55, S, 54, SELL, 38, 60, 40, 2, 44, "98.5", 59, 3);
    bob.expectPending("A");
    bob.expect("8", 150, "0", 59, "3");
    for (int i = 0; i < 10; i++) {
      bob.expect("8", 150, "F", 31, "99", 32, "5");
      alice.expect("8", 150, "F", 11, "type-1");
    }
    bob.expect("8", 150, "4", 39, "4", 11, "type-5", 14, "50", 151, "0");

    alice.send("q", 11, "mass-1", 530, "7");
    alice.expect("r", 11, "mass-1", 530, "7", 531, "7", 533, "3", 55, S);
    for (int i = 0; i < 3; i++) {
      alice.expect("8", 150, "4", 39, "4", 11, "mass-1");
    }
    alice.send("q", 11, "mass-2", 530, "7");
    alice.expect("r", 11, "mass-2", 531, "7", 533, "0");
    alice.send("q", 11, "mass-3", 530, "1", 55, "NOSUCH");
    alice.expect("r", 11, "mass-3", 531, "0");
  }

  @Test
  void aRestartLosesNoExecutionAndRepeatsNone() throws Exception {
    FixClient carol = new FixClient("ALICE2", aliceKey).logon(service.fixPort());
    carol.order("restart-1", BUY, "10", "100");
    carol.expectPending("A");
    Message entered = carol.expect("8", 150, "0", 11, "restart-1");
    carol.close();
    bob.order("restart-2", SELL, "4", "100");
    bob.expectPending("A");
    bob.expect("8", 150, "0");
    bob.expect("8", 150, "F");
    alice.close();
    bob.close();
    service.close();

    // While no service runs, the venue goes on.
    venue.send(ServedVenue.order("SOUTH/BOB", "restart-3", "6", "100"));
    service = venue.serve(PATIENCE, 1_000_000);
    carol.logon(service.fixPort());
    Message first = carol.expect("8", 150, "F", 11, "restart-1", 32, "4", 14, "4");
    assertThat(first.getHeader().getBoolean(43)).isTrue();
    assertThat(first.getHeader().isSetField(122)).isTrue();
    Message second = carol.expect("8", 150, "F", 11, "restart-1", 32, "6", 14, "10", 39, "2");
    assertThat(second.getString(17)).isNotEqualTo(first.getString(17));
    carol.send("H", 11, "restart-1", 55, S, 54, BUY);
    carol.expect("8", 150, "I", 39, "2", 37, entered.getString(37));
    assertThat(carol.rest()).isEmpty();

    // Another logon repeats nothing.
    carol.close();
    carol.logon(service.fixPort());
    carol.send("H", 11, "restart-1", 55, S, 54, BUY);
    carol.expect("8", 150, "I");
    carol.close();
    alice.logon(service.fixPort());
    bob.logon(service.fixPort());
  }

  /** Neither Postgres nor a message can hold such an id; the sessions must go on all the same. */
  @Test
  void anIdThatNoMessageCanCarryStopsNobody() throws Exception {
    venue.send(ServedVenue.order("NORTH/ALICE", "a\0b\u000139=2", "1", "101"));
    alice.expect("8", 150, "8", 39, "8", 11, "a?b?39=2", 1, "NORTH/ALICE");
    venue.send(ServedVenue.order("NORTH/ALICE", "", "1", "101"));
    alice.expect("8", 150, "8", 39, "8", 11, "NONE");
    bob.order("after-odd-ids", BUY, "1", "90");
    bob.expectPending("A");
    bob.expect("8", 150, "0", 11, "after-odd-ids");
  }

  @Test
  void ordersAreCancelledWhenTheSessionGoes() throws Exception {
    Client rest = new Client(service.url(), aliceKey);
    try (FixClient careful = new FixClient("ALICE3", aliceKey)) {
      careful.withLogon(8013, "Y").logon(service.fixPort());
      careful.order("cod-1", BUY, "10", "99.5");
      careful.expectPending("A");
      careful.expect("8", 150, "0");
      assertThat(rest.get("/api/v3/openOrders").json()).hasSize(1);
    }
    until(() -> rest.get("/api/v3/openOrders").json().isEmpty());
  }

  @Test
  void nobodyGetsInWhereHeDoesNotBelong() throws Exception {
    FixClient stranger = new FixClient("ALICE1", aliceKey, "not the secret", Map.of());
    assertThat(stranger.turnedAway(service.fixPort())).startsWith("Username (553) must be");
    FixClient resetting = new FixClient("ALICE1", aliceKey, "not the secret", Map.of());
    assertThat(resetting.withLogon(141, "Y").turnedAway(service.fixPort()))
        .startsWith("Username (553) must be");
    assertThat(new FixClient("ALICE1", bobKey).turnedAway(service.fixPort()))
        .isEqualTo("SenderCompID ALICE1 belongs to another account");
    assertThat(new FixClient("NORTH-2", firmKey).logon(service.fixPort()))
        .satisfies(AutoCloseable::close);

    // The session that was tried goes on with its numbers; a second connection is not let in.
    assertThat(new FixClient("ALICE1", aliceKey).turnedAway(service.fixPort()))
        .isEqualTo("disconnected");
    alice.send("H", 11, "none", 55, S, 54, BUY);
    alice.expect("8", 39, "8", 103, "5", 11, "none");
  }

  @Test
  void aSessionEndsWithItsKey() throws Exception {
    ApiKey key = venue.key("SOUTH/BOB", Permission.READ, Permission.TRADE);
    until(() -> new Client(service.url(), key).get("/api/v3/account").status() == 200);
    try (FixClient client = new FixClient("BOB-REVOKED", key).logon(service.fixPort())) {
      client.order("revoked-1", SELL, "1", "120");
      client.until(150, "0", 11, "revoked-1");
      new ApiKeyTable(venue.database()).revoke(key.id());
      until(() -> new Client(service.url(), key).get("/api/v3/account").code() == -2015);
      client.order("revoked-2", SELL, "1", "120");
      assertThat(client.event()).isEqualTo("The API key is not good any more");
    }
    Client rest = new Client(service.url(), bobKey);
    assertThat(rest.get("/api/v3/openOrders").json().findValuesAsText("clientOrderId"))
        .containsExactly("revoked-1");
  }

  @Test
  void guessingIsSlowedAndWhatIsNoFixIsCutOff() throws Exception {
    try (OrderService other = venue.serve(PATIENCE, 1_000_000)) {
      try (RawFix flood = new RawFix(other.fixPort())) {
        assertThat(flood.sendUntilClosed("8=FIX.4.4\u00019=9".repeat(1_000), 1_000)).isTrue();
      }
      String said = "";
      for (int i = 0; i < 100 && !said.contains("58=Too many failed logons"); i++) {
        try (RawFix guess = new RawFix(other.fixPort())) {
          said = guess.logon("GUESS", bobKey.id(), "guess " + i);
        }
      }
      try (RawFix good = new RawFix(other.fixPort())) {
        assertThat(good.logon("GUESS", bobKey.id(), bobKey.secret())).contains("58=Too many");
      }
    }
  }

  /** The venue has the order at once; its sender is told when there is where to keep that. */
  @Test
  void anOrderThatComesWhilePostgresIsAwayIsTakenOnce(Stack stack) throws Exception {
    Client rest = new Client(service.url(), aliceKey);
    stack.postgres().kill();
    try {
      alice.order("away-1", BUY, "10", "99.5");
      until(() -> rest.get("/api/v3/openOrders").json().size() == 1);
    } finally {
      stack.postgres().start();
    }
    alice.until(150, "0", 11, "away-1");
    alice.send("H", 11, "away-1", 55, S, 54, BUY);
    List<Message> since = alice.until(150, "I", 11, "away-1");
    assertThat(since).noneMatch(message -> message.toString().contains("\u0001150=0\u0001"));
    assertThat(rest.get("/api/v3/openOrders").json()).hasSize(1);
  }

  /** Else the next start would cancel what the account has entered by then. */
  @Test
  void cancelsThatAreOwedAreMadeGoodWhenPostgresIsBack(Stack stack) throws Exception {
    Client rest = new Client(service.url(), aliceKey);
    FixClient careful = new FixClient("ALICE4", aliceKey);
    careful.withLogon(8013, "Y").logon(service.fixPort());
    careful.order("owed-1", BUY, "10", "99.5");
    careful.expectPending("A");
    careful.expect("8", 150, "0");
    until(() -> owesCancels("ALICE4"));
    stack.postgres().kill();
    try {
      careful.close();
      until(() -> rest.get("/api/v3/openOrders").json().isEmpty());
    } finally {
      stack.postgres().start();
    }
    until(() -> !owesCancels("ALICE4"));
  }

  private boolean owesCancels(String compId) throws Exception {
    try (Connection connection = venue.database().connect();
        PreparedStatement select =
            connection.prepareStatement(
                "select cancel_on_disconnect from fix_sessions where comp_id = ?")) {
      select.setString(1, compId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** A client asks for all of a long session again: what the venue has no more is a gap fill. */
  @Test
  void whatIsLongAgoIsNotSentAgain() throws Exception {
    // What Postgres knows of a table is always old: here, that the session has no messages.
    try (Connection connection = venue.database().connect();
        Statement analyze = connection.createStatement()) {
      analyze.execute("analyze fix_messages");
    }
    FixClient old = new FixClient("ALICE5", aliceKey).logon(service.fixPort());
    old.order("long-ago", BUY, "10", "99.5");
    old.expectPending("A");
    old.expect("8", 150, "0", 11, "long-ago");
    old.close();
    alice.close();
    bob.close();
    service.close();
    int kept = 100_000;
    addHeartbeats("ALICE5", kept);

    service = venue.serve(PATIENCE, 1_000_000);
    old.expectAllAgain();
    old.logon(service.fixPort());
    old.order("lately", BUY, "10", "99.4");
    old.expectPending("A", 11, "lately");
    old.expect("8", 150, "0", 11, "lately");
    assertThat(old.rest()).isEmpty();
    assertThat(old.nextExpected()).isGreaterThan(kept);
    assertThat(number("select count(*) from fix_messages where comp_id = 'ALICE5'"))
        .isBetween(kept, kept + 10);

    old.close();
    old.expectAllAgain();
    old.logon(service.fixPort());
    old.expectPending("A", 11, "lately");
    Message again = old.expect("8", 150, "0", 11, "lately");
    assertThat(again.getHeader().getBoolean(43)).isTrue();
    old.close();
    alice.logon(service.fixPort());
    bob.logon(service.fixPort());
  }

  /** As if the session had been idle for long; to be called while no service runs. */
  private void addHeartbeats(String compId, int count) throws Exception {
    int next = number("select next_sender from fix_sessions where comp_id = '" + compId + "'");
    try (Connection connection = venue.database().connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into fix_messages values (?, ?, ?)")) {
        for (int seq = next; seq < next + count; seq++) {
          Heartbeat heartbeat = new Heartbeat();
          heartbeat.getHeader().setString(49, "STREAMBOOK");
          heartbeat.getHeader().setString(56, compId);
          heartbeat.getHeader().setInt(34, seq);
          heartbeat.getHeader().setUtcTimeStamp(52, LocalDateTime.now(ZoneOffset.UTC));
          insert.setString(1, compId);
          insert.setInt(2, seq);
          insert.setString(3, heartbeat.toString());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement update =
          connection.prepareStatement(
              "update fix_sessions set next_sender = ? where comp_id = ?")) {
        update.setInt(1, next + count);
        update.setString(2, compId);
        update.executeUpdate();
      }
      connection.commit();
    }
  }

  private int number(String sql) throws Exception {
    try (Connection connection = venue.database().connect();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void marketDataAndInstrumentsCanBeAskedFor() throws Exception {
    alice.order("md-1", BUY, "10", "99.5");
    alice.expectPending("A");
    alice.expect("8", 150, "0");
    Client rest = new Client(service.url(), aliceKey);
    until(() -> !rest.open("/api/v3/depth", "symbol", S).json().path("bids").isEmpty());

    bob.send(marketData("md", '1', S));
    Message snapshot = bob.expect("W", 262, "md", 55, S);
    Group bid = snapshot.getGroup(1, 268);
    assertThat(bid.getString(269) + " " + bid.getString(270) + " " + bid.getString(271))
        .isEqualTo("0 99.5 10");
    alice.order("md-2", BUY, "3", "99.6");
    Message change = bob.expect("X", 262, "md");
    Group entry = change.getGroup(1, 268);
    assertThat(entry.getString(279) + entry.getString(269) + entry.getString(270))
        .isEqualTo("0099.6");
    bob.send(marketData("md", '2', S));
    bob.send(marketData("md-none", '0', ServedVenue.HALTED));
    bob.expect("W", 262, "md-none", 268, "0");
    bob.send(marketData("md-x", '0', "NOSUCH"));
    bob.expect("Y", 262, "md-x", 281, "0");

    bob.send("x", 320, "list", 559, 4);
    Message list = bob.expect("y", 320, "list", 560, "0", 393, "3");
    assertThat(list.getGroup(1, 146).getString(55)).isEqualTo(S);
    assertThat(list.getGroup(1, 146).getString(58))
        .isEqualTo("tick=0.01, maxQty=100000, phase=CONTINUOUS");
    assertThat(list.getGroup(3, 146).getString(58)).endsWith(", phase=HALTED, reduceOnly");
  }

  private static Message marketData(String id, char type, String symbol) {
    MarketDataRequest request = new MarketDataRequest();
    request.setString(262, id);
    request.setChar(263, type);
    request.setInt(264, 0);
    request.setInt(265, 1);
    for (char entry : new char[] {'0', '1'}) {
      MarketDataRequest.NoMDEntryTypes group = new MarketDataRequest.NoMDEntryTypes();
      group.setChar(269, entry);
      request.addGroup(group);
    }
    MarketDataRequest.NoRelatedSym group = new MarketDataRequest.NoRelatedSym();
    group.setString(55, symbol);
    request.addGroup(group);
    return request;
  }

  @Test
  void sessionsCanBeEncrypted(@TempDir Path folder) throws Exception {
    Path keyStore = TestKeyStore.create(folder);
    Map<String, String> tls =
        Map.of(
            "SocketUseSSL", "Y",
            "SocketTrustStore", keyStore.toString(),
            "SocketTrustStorePassword", "password",
            "TrustStoreType", "PKCS12");
    OrderService encrypted = venue.serveEncrypted(keyStore, "password");
    try (FixClient client = new FixClient("BOB-TLS", bobKey, bobKey.secret(), tls)) {
      client.logon(encrypted.fixPort());
      client.send("H", 11, "none", 55, S, 54, BUY);
      client.expect("8", 39, "8", 103, "5");
    }
    try (FixClient plain = new FixClient("BOB-PLAIN", bobKey)) {
      assertThat(plain.turnedAway(encrypted.fixPort())).isNotEqualTo("logon");
    }
    encrypted.close();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(() -> Objects.requireNonNull(condition.call()));
  }
}
