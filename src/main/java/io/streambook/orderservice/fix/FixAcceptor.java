package io.streambook.orderservice.fix;

import io.streambook.core.Database;
import io.streambook.orderservice.access.ApiKeys;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.rest.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import quickfix.ConfigError;
import quickfix.DefaultSessionFactory;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.ThreadedSocketAcceptor;
import quickfix.fix44.MessageFactory;

/**
 * Accepts FIX 4.4 sessions. Each has a thread of its own; what it has sent, and which executions it
 * was told of, lies in Postgres, so that a restart neither loses nor repeats one.
 */
public final class FixAcceptor implements AutoCloseable {
  /** The venue's: TargetCompID (56) of its clients. */
  public static final String COMP_ID = "STREAMBOOK";

  private static final String BEGIN_STRING = "FIX.4.4";
  private static final long CANCELS_SECONDS = 1;
  private static final SessionID TEMPLATE = new SessionID(BEGIN_STRING, COMP_ID, "*");

  private final Settings settings;
  private final SessionTable table;
  private final FixSessions sessions;
  private final Teller teller;
  private final MarketDataDesk marketData;
  private final FixApplication application;
  private final LogonGate gate;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private ThreadedSocketAcceptor acceptor;

  /**
   * Where it listens.
   *
   * @param port 0 picks a free one
   * @param keyStore PKCS12 for TLS, or null for none
   */
  public record Settings(String host, int port, Path keyStore, String keyStorePassword) {
    /** The password must not get into a log. */
    @Override
    public String toString() {
      return "Settings[" + host + ":" + port + ", keyStore=" + keyStore + "]";
    }
  }

  /**
   * @param database with the sessions
   * @param nowMicros clock, in microseconds since 1970
   * @param onFailure hears why executions will be missing until the service is started again
   */
  public FixAcceptor(
      Settings settings,
      Database database,
      ApiKeys keys,
      OrderDesk desk,
      Markets markets,
      Limits limits,
      LongSupplier nowMicros,
      Consumer<Throwable> onFailure) {
    this.settings = settings;
    table = new SessionTable(database);
    sessions = new FixSessions(table, this::engine);
    teller = new Teller(sessions, desk.orders(), onFailure);
    marketData = new MarketDataDesk(markets);
    application =
        new FixApplication(
            sessions, table, keys, desk, markets, limits, teller, marketData, nowMicros);
    gate = new LogonGate(keys, sessions, nowMicros);
    desk.listen(teller::onExecution);
  }

  /**
   * Takes up the sessions that there were; to be called before the desk hears executions.
   *
   * @throws IOException when they can't be read
   */
  public void open() throws IOException {
    try {
      acceptor = new ThreadedSocketAcceptor(sessionFactory(null), settings());
    } catch (ConfigError e) {
      throw new IOException("FIX: " + e.getMessage(), e);
    }
    sessions.open();
  }

  /**
   * Lets clients in.
   *
   * @throws IOException when the port is taken or the key store can't be read
   */
  public void start() throws IOException {
    cancelAfterDisconnect();
    var unused =
        clock.scheduleWithFixedDelay(
            this::cancelAfterDisconnect, CANCELS_SECONDS, CANCELS_SECONDS, TimeUnit.SECONDS);
    marketData.start();
    acceptor.setSessionProvider(
        new InetSocketAddress(settings.host(), settings.port()),
        (id, connector) -> {
          FixSession session = sessions.find(id.getTargetCompID());
          return session == null ? null : session.engine();
        });
    acceptor.setIoFilterChainBuilder(gate::addTo);
    try {
      acceptor.start();
    } catch (ConfigError | RuntimeException e) {
      throw new IOException("FIX port " + settings.port() + ": " + e.getMessage(), e);
    }
  }

  private void cancelAfterDisconnect() {
    sessions.all().forEach(application::cancelAfterDisconnect);
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) acceptor.getEndpoints().iterator().next().getLocalAddress())
        .getPort();
  }

  private SessionFactory sessionFactory(SessionStore store) {
    return new DefaultSessionFactory(application, id -> store, EventLog::new, new MessageFactory());
  }

  /** The engine's side of a session, connected or not. */
  private Session engine(SessionTable.Row row, SessionStore store) {
    SessionID id = new SessionID(BEGIN_STRING, COMP_ID, row.compId());
    SessionSettings own = settings();
    own.setString(id, "BeginString", BEGIN_STRING);
    own.setString(id, "SenderCompID", COMP_ID);
    own.setString(id, "TargetCompID", row.compId());
    try {
      Session session = sessionFactory(store).create(id, own);
      acceptor.addDynamicSession(session);
      return session;
    } catch (ConfigError e) {
      throw new IllegalStateException("a FIX session can't be made", e);
    }
  }

  private SessionSettings settings() {
    SessionSettings all = new SessionSettings();
    all.setString("ConnectionType", "acceptor");
    all.setString("SocketAcceptAddress", settings.host());
    all.setLong("SocketAcceptPort", settings.port());
    all.setString("SocketTcpNoDelay", "Y");
    all.setString("NonStopSession", "Y");
    all.setString("UseDataDictionary", "Y");
    all.setString("DataDictionary", "FIX44.xml");
    // What clients add of their own is no reason to refuse a message.
    all.setString("ValidateUserDefinedFields", "N");
    all.setString("AllowUnknownMsgFields", "Y");
    all.setLong("MaxLatency", 30);
    // Who does not read is disconnected, not waited for.
    all.setLong("MaxScheduledWriteRequests", 50_000);
    if (settings.keyStore() != null) {
      all.setString("SocketUseSSL", "Y");
      all.setString("SocketKeyStore", settings.keyStore().toString());
      all.setString("SocketKeyStorePassword", settings.keyStorePassword());
      all.setString("KeyStoreType", "PKCS12");
    }
    all.setString(TEMPLATE, "AcceptorTemplate", "Y");
    return all;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    if (acceptor != null) {
      acceptor.stop(true);
    }
    marketData.close();
    teller.close();
    table.close();
  }
}
