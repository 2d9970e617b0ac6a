package io.streambook.orderservice;

import io.streambook.orderservice.access.ApiKey;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.MessageStore;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SessionStateListener;
import quickfix.SocketInitiator;
import quickfix.fix44.MessageFactory;

/** A FIX client as anyone would make it: QuickFIX/J's initiator, which keeps its messages. */
final class FixClient implements Application, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingDeque<Message> received = new LinkedBlockingDeque<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Map<Integer, String> logonFields = new TreeMap<>();
  private final SessionID id;
  private final ApiKey key;
  private final String password;
  private final Map<String, String> more;
  private final MessageStore store;
  private SocketInitiator initiator;

  /** Down when the session that is made next has its connection. */
  private volatile CountDownLatch connected;

  /** Not looked up when it is used: strangers with the same id come and go. */
  private volatile Session session;

  FixClient(String compId, ApiKey key) {
    this(compId, key, key.secret(), Map.of());
  }

  FixClient(String compId, ApiKey key, String password, Map<String, String> more) {
    this.id = new SessionID("FIX.4.4", compId, "STREAMBOOK");
    this.key = key;
    this.password = password;
    this.more = more;
    this.store = new MemoryStoreFactory().create(id);
  }

  FixClient withLogon(int tag, String value) {
    logonFields.put(tag, value);
    return this;
  }

  /**
   * Connects and waits until it is logged on. The engine connects again when it is turned away: the
   * service may not have noticed yet that the last connection is closed.
   */
  FixClient logon(int port) throws Exception {
    connect(port);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = null;
    for (String event = ""; !"logon".equals(event); last = event) {
      event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("no logon: " + last);
      }
    }
    return this;
  }

  /** Connects and waits until it is turned away; gives the text of the Logout, if there was one. */
  String turnedAway(int port) throws Exception {
    connect(port);
    String event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    close();
    return event;
  }

  private void connect(int port) throws Exception {
    events.clear();
    connected = new CountDownLatch(1);
    SessionSettings settings = new SessionSettings();
    settings.setString("ConnectionType", "initiator");
    settings.setString("SocketConnectHost", "127.0.0.1");
    settings.setLong("SocketConnectPort", port);
    settings.setString("ReconnectInterval", "1");
    settings.setString("HeartBtInt", "30");
    settings.setString("NonStopSession", "Y");
    settings.setString("DataDictionary", "FIX44.xml");
    more.forEach(settings::setString);
    settings.setString(id, "BeginString", id.getBeginString());
    settings.setString(id, "SenderCompID", id.getSenderCompID());
    settings.setString(id, "TargetCompID", id.getTargetCompID());
    initiator = new SocketInitiator(this, session -> store, settings, new MessageFactory());
    initiator.start();
    if (!more.containsKey("SocketUseSSL")) { // which shakes hands first
      logonAtOnce();
    }
  }

  /** The engine looks once a second whether there is something to do, such as a Logon. */
  private void logonAtOnce() throws Exception {
    // When the connection takes longer than that, the engine does it itself.
    if (connected.await(1, TimeUnit.SECONDS)) {
      Session.lookupSession(id).next();
    }
  }

  @Override
  public void close() {
    if (initiator != null) {
      initiator.stop(true);
      initiator = null;
    }
  }

  /** Sends fields as tag, value, tag, value; the type first. */
  void send(String type, Object... fields) {
    Message message = new Message();
    message.getHeader().setString(35, type);
    message.setUtcTimeStamp(60, LocalDateTime.now(ZoneOffset.UTC));
    for (int i = 0; i < fields.length; i += 2) {
      message.setString((int) fields[i], String.valueOf(fields[i + 1]));
    }
    send(message);
  }

  void send(Message message) {
    session.send(message);
  }

  /** A limit order, with more fields or others. */
  void order(String clOrdId, char side, String qty, String price, Object... more) {
    List<Object> fields = new ArrayList<>(List.of(11, clOrdId, 55, ServedVenue.SYMBOL, 54, side));
    fields.addAll(List.of(38, qty, 40, '2', 44, price, 59, '1'));
    fields.addAll(List.of(more));
    send("D", fields.toArray());
  }

  /** The broker's word on a request, which the venue's answer may have overtaken. */
  void expectPending(String execType, Object... fields) throws Exception {
    Message message = next();
    boolean overtaken =
        message.isSetField(150) && !List.of("A", "6", "E").contains(message.getString(150));
    if (overtaken) {
      received.addFirst(message);
    } else {
      check(message, "8", 150, execType);
      check(message, "8", fields);
    }
  }

  /** The next message, which must have these fields, as tag, value, tag, value. */
  Message expect(String type, Object... fields) throws Exception {
    Message message = next();
    check(message, type, fields);
    return message;
  }

  private Message next() throws Exception {
    Message message = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  private static void check(Message message, String type, Object... fields) throws Exception {
    check(message, 35, message.getHeader().getString(35), type);
    for (int i = 0; i < fields.length; i += 2) {
      int tag = (int) fields[i];
      check(
          message,
          tag,
          message.isSetField(tag) ? message.getString(tag) : "absent",
          String.valueOf(fields[i + 1]));
    }
  }

  private static void check(Message message, int tag, String is, String shouldBe) {
    if (!is.equals(shouldBe)) {
      throw new AssertionError(
          tag
              + " is "
              + is
              + ", not "
              + shouldBe
              + ": "
              + message.toString().replace('\u0001', '|'));
    }
  }

  /** All messages up to the first that has these fields, as tag, value, tag, value. */
  List<Message> until(Object... fields) throws Exception {
    List<Message> all = new ArrayList<>();
    while (true) {
      Message message = next();
      all.add(message);
      boolean found = true;
      for (int i = 0; i < fields.length; i += 2) {
        int tag = (int) fields[i];
        found &=
            message.isSetField(tag) && message.getString(tag).equals(String.valueOf(fields[i + 1]));
      }
      if (found) {
        return all;
      }
    }
  }

  /** What happened to the session next: logon, disconnected, or the text of a Logout. */
  String event() throws InterruptedException {
    return events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Messages that came and were not expected. */
  List<Message> rest() {
    List<Message> rest = new ArrayList<>();
    received.drainTo(rest);
    return rest;
  }

  int nextExpected() throws Exception {
    return store.getNextTargetMsgSeqNum();
  }

  /** As if nothing had been received: the next logon asks for all of it again. */
  void expectAllAgain() throws Exception {
    store.setNextTargetMsgSeqNum(1);
  }

  @Override
  public void toAdmin(Message message, SessionID session) {
    try {
      if (message.getHeader().getString(35).equals("A")) {
        message.setString(553, key.id());
        message.setString(554, password);
        logonFields.forEach(message::setString);
      }
    } catch (FieldNotFound e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void fromAdmin(Message message, SessionID session) throws FieldNotFound {
    if (message.getHeader().getString(35).equals("5")) {
      events.add(message.isSetField(58) ? message.getString(58) : "logout");
    }
  }

  @Override
  public void fromApp(Message message, SessionID session) {
    received.add(message);
  }

  @Override
  public void onLogon(SessionID loggedOn) {
    session = Session.lookupSession(loggedOn);
    events.add("logon");
  }

  @Override
  public void onLogout(SessionID session) {
    events.add("disconnected");
  }

  @Override
  public void onCreate(SessionID created) {
    CountDownLatch latch = connected;
    Session.lookupSession(created)
        .addStateListener(
            new SessionStateListener() {
              @Override
              public void onConnect() {
                latch.countDown();
              }
            });
  }

  @Override
  public void toApp(Message message, SessionID session) {
    // Nothing to do.
  }
}
