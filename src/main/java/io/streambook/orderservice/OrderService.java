package io.streambook.orderservice;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.core.Database;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.ApiKeys;
import io.streambook.orderservice.access.Gate;
import io.streambook.orderservice.access.ListenKeys;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.desk.Backlog;
import io.streambook.orderservice.desk.Checkpoints;
import io.streambook.orderservice.desk.KillSwitch;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.Pulse;
import io.streambook.orderservice.desk.Quotes;
import io.streambook.orderservice.desk.RiskEvents;
import io.streambook.orderservice.fix.FixAcceptor;
import io.streambook.orderservice.page.Page;
import io.streambook.orderservice.rest.ApiDocs;
import io.streambook.orderservice.rest.Limits;
import io.streambook.orderservice.rest.RestApi;
import io.streambook.orderservice.rest.Venue;
import io.streambook.orderservice.stream.WebSockets;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where clients reach the venue. It produces to {@code orders} and reads topics, and knows nothing
 * of the job. It has no state of its own: what it knows of orders and markets it reads from the
 * topics when it starts.
 */
public final class OrderService implements AutoCloseable {
  private final OrderDesk desk;
  private final Markets markets;
  private final ApiKeys keys;
  private final Pulse pulse = new Pulse(OrderService::nowMicros);
  private final Backlog backlog;
  private final Quotes quotes;
  private final RiskEvents riskEvents;
  private final Checkpoints checkpoints;
  private final KillSwitch killSwitch;
  private final WebSockets webSockets;
  private final FixAcceptor fix;
  private final Javalin server;
  private final OrderServiceSettings settings;

  /**
   * @param registry may give up when it is asked at the start
   * @param database with the API keys
   * @param openKeys keys that its page offers to anyone: of a demo, none elsewhere
   * @param onFailure hears why it can't go on: what it knows gets old from then on
   */
  public OrderService(
      KafkaSettings kafka,
      Registry registry,
      Database database,
      MasterKey masterKey,
      OrderServiceSettings settings,
      List<ApiKey> openKeys,
      Consumer<Throwable> onFailure) {
    this.settings = settings;
    // At the start a person waits for an answer; later a registry that is away must end nothing.
    Registry awaited = kafka.awaitedRegistry();
    desk = new OrderDesk(kafka, awaited, settings.answerTimeout(), onFailure);
    markets = new Markets(kafka, awaited, onFailure);
    keys = new ApiKeys(new ApiKeyTable(database), masterKey);
    Limits limits = new Limits(settings.weightPerMinute(), settings.ordersPerTenSeconds());
    Gate gate = new Gate(keys, OrderService::nowMicros);
    ListenKeys listenKeys = new ListenKeys(keys, OrderService::nowMicros);
    webSockets = new WebSockets(desk, markets, gate, listenKeys, OrderService::nowMicros);
    backlog = new Backlog(kafka);
    quotes = new Quotes(kafka, awaited, OrderService::nowMicros, onFailure);
    riskEvents = new RiskEvents(kafka, awaited, onFailure);
    checkpoints = new Checkpoints(settings.flink(), OrderService::nowMicros);
    killSwitch = new KillSwitch(kafka, registry, markets, OrderService::nowMicros);
    Venue venue =
        new Venue(
            pulse, backlog, quotes, riskEvents, checkpoints, killSwitch, List.copyOf(openKeys));
    RestApi rest =
        new RestApi(desk, markets, gate, limits, listenKeys, venue, OrderService::nowMicros);
    fix =
        new FixAcceptor(
            new FixAcceptor.Settings(
                settings.host(),
                settings.fixPort(),
                settings.fixKeyStore(),
                settings.fixKeyStorePassword()),
            database,
            keys,
            desk,
            markets,
            limits,
            OrderService::nowMicros,
            onFailure);
    server = Javalin.create(config -> configure(config, rest, webSockets));
  }

  private static void configure(JavalinConfig config, RestApi rest, WebSockets webSockets) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = RestApi.BODY_BYTES_MAX;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = 0; // the desk's answers come in time, or say that they don't
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new BrokenRequests()));
    config.jetty.modifyWebSocketServletFactory(
        factory -> {
          factory.setMaxTextMessageSize(WebSockets.MESSAGE_BYTES_MAX);
          factory.setMaxBinaryMessageSize(WebSockets.MESSAGE_BYTES_MAX);
          factory.setIdleTimeout(WebSockets.IDLE_MAX);
        });
    rest.addTo(config.routes);
    ApiDocs.addTo(config.routes);
    webSockets.addTo(config.routes);
    new Page().addTo(config.routes);
  }

  /**
   * Reads what the topics hold, then serves; returns when it does.
   *
   * @throws SQLException when the API keys can't be read
   * @throws IOException when the FIX sessions can't be read, or the port is taken
   */
  public void start() throws SQLException, IOException {
    keys.start();
    killSwitch.start();
    markets.start();
    fix.open();
    desk.listen((execution, order) -> backlog.hear(execution));
    desk.start();
    desk.listen((execution, order) -> pulse.hear(execution)); // what is older says nothing of today
    backlog.start();
    quotes.start();
    riskEvents.start();
    checkpoints.start();
    webSockets.start();
    fix.start();
    server.start(settings.host(), settings.port());
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://" + settings.host() + ":" + server.port());
  }

  /** Where it listens for FIX. */
  public int fixPort() {
    return fix.port();
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public void close() {
    server.stop();
    webSockets.close();
    checkpoints.close();
    killSwitch.close();
    riskEvents.close();
    quotes.close();
    backlog.close();
    fix.close();
    desk.close();
    markets.close();
    keys.close();
  }
}
