package io.streambook.orderservice.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Gate;
import io.streambook.orderservice.access.ListenKeys;
import io.streambook.orderservice.access.RateLimit;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.rest.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WebSocket shaped like Binance's: {@code /ws/NAME}, {@code /stream?streams=NAME/NAME}, {@code
 * /ws/LISTENKEY} for an account, and {@code /ws-api/v3} for who signs.
 */
public final class WebSockets implements AutoCloseable {
  /** Of what a client sends. */
  public static final int MESSAGE_BYTES_MAX = 16 * 1_024;

  /** Without a sign of life, which an answer to a ping is. */
  public static final Duration IDLE_MAX = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(WebSockets.class);
  private static final int STREAMS_MAX = 1_024;
  private static final int CONNECTIONS_PER_5_MINUTES = 300;
  private static final int MESSAGES_PER_SECOND = 10;
  private static final long FIVE_MINUTES_MICROS = 300_000_000;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int PING_SECONDS = 20;
  private static final int EXPIRY_SECONDS = 1;

  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Map<String, List<UserListening>> listening = new ConcurrentHashMap<>();
  private final RateLimit connections =
      new RateLimit(CONNECTIONS_PER_5_MINUTES, FIVE_MINUTES_MICROS);
  private final RateLimit messages = new RateLimit(MESSAGES_PER_SECOND, SECOND_MICROS);
  private final MarketStreams market;
  private final UserStreams user;
  private final SignedRequests signed;
  private final Gate gate;
  private final ListenKeys listenKeys;
  private final LongSupplier nowMicros;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * That a connection hears of an account.
   *
   * @param isGood whether it still may
   * @param end the event that tells that it may not
   */
  record UserListening(
      String account, UserStreams.Listener listener, BooleanSupplier isGood, ObjectNode end) {}

  /**
   * @param nowMicros clock, in microseconds since 1970
   */
  public WebSockets(
      OrderDesk desk, Markets markets, Gate gate, ListenKeys listenKeys, LongSupplier nowMicros) {
    this.gate = gate;
    this.listenKeys = listenKeys;
    this.nowMicros = nowMicros;
    this.market = new MarketStreams(markets, nowMicros);
    this.user = new UserStreams(desk, markets, nowMicros);
    this.signed = new SignedRequests(gate, nowMicros);
  }

  /** Begins to tell. */
  public void start() {
    market.start();
    var unused =
        clock.scheduleWithFixedDelay(
            this::endExpired, EXPIRY_SECONDS, EXPIRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Adds the ways in to a server. */
  public void addTo(RoutesConfig server) {
    server.ws("/ws", ws -> configure(ws, false, (context, client) -> {}));
    server.ws("/ws/<names>", ws -> configure(ws, false, this::openRaw));
    server.ws("/stream", ws -> configure(ws, true, this::openCombined));
    server.ws("/ws-api/v3", this::configureSigned);
  }

  private void configure(WsConfig ws, boolean combined, BiConsumer<WsContext, Client> onOpen) {
    ws.onConnect(
        context -> {
          if (mayConnect(context)) {
            Client client = new Client(context.session, combined);
            clients.put(context.sessionId(), client);
            onOpen.accept(context, client);
          }
        });
    ws.onMessage(this::onMessage);
    ws.onClose(this::onClose);
  }

  private boolean mayConnect(WsContext context) {
    context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
    String address = context.session.getRemoteSocketAddress().toString().replaceFirst(":\\d+$", "");
    if (connections.isExceeded(connections.add(address, 1, nowMicros.getAsLong()))) {
      context.closeSession(StatusCode.POLICY_VIOLATION, "too many connections");
      return false;
    }
    return true;
  }

  private void openRaw(WsContext context, Client client) {
    String names = context.pathParam("names");
    Optional<String> account = listenKeys.account(names);
    if (account.isPresent()) {
      listenByKey(context.sessionId(), account.get(), names, client);
      return;
    }
    subscribeAll(client, List.of(names.split("/", -1)));
  }

  private void openCombined(WsContext context, Client client) {
    String names = context.queryParam("streams");
    if (names == null || names.isEmpty()) {
      return;
    }
    for (String name : names.split("/", -1)) {
      Optional<String> account = listenKeys.account(name);
      if (account.isPresent()) {
        listenByKey(context.sessionId(), account.get(), name, client);
      } else {
        subscribeAll(client, List.of(name));
      }
    }
  }

  private void listenByKey(String session, String account, String listenKey, Client client) {
    listen(
        session,
        new UserListening(
            account,
            event -> client.event(listenKey, event.toString()),
            () -> listenKeys.account(listenKey).isPresent(),
            Json.object().put("e", "listenKeyExpired").put("listenKey", listenKey)));
  }

  private void listen(String session, UserListening heard) {
    user.add(heard.account(), heard.listener());
    listening.computeIfAbsent(session, id -> new CopyOnWriteArrayList<>()).add(heard);
  }

  private void subscribeAll(Client client, List<String> names) {
    for (String name : names) {
      if (!subscribe(client, name)) {
        client.close(StatusCode.POLICY_VIOLATION, "no such stream");
        return;
      }
    }
  }

  private boolean subscribe(Client client, String text) {
    Optional<StreamName> name = StreamName.of(text);
    return name.isPresent()
        && client.subscribe(name.get(), STREAMS_MAX) <= STREAMS_MAX
        && market.add(client, name.get());
  }

  // ---- requests

  private void onMessage(WsMessageContext context) {
    Client client = clients.get(context.sessionId());
    if (client == null || !mayAsk(context)) {
      return;
    }
    JsonNode request;
    try {
      request = Json.parse(context.message());
    } catch (JsonProcessingException e) {
      client.answer(error(null, 3, "Invalid JSON"));
      return;
    }
    client.answer(answer(client, request));
  }

  private boolean mayAsk(WsContext context) {
    if (messages.isExceeded(messages.add(context.sessionId(), 1, nowMicros.getAsLong()))) {
      context.closeSession(StatusCode.POLICY_VIOLATION, "Too many requests");
      return false;
    }
    return true;
  }

  private ObjectNode answer(Client client, JsonNode request) {
    JsonNode id = request.path("id");
    JsonNode names = request.path("params");
    return switch (request.path("method").asText()) {
      case "SUBSCRIBE" -> {
        for (JsonNode name : names) {
          if (!subscribe(client, name.asText())) {
            yield error(id, 2, "Invalid request: no such stream " + name);
          }
        }
        yield result(id);
      }
      case "UNSUBSCRIBE" -> {
        for (JsonNode name : names) {
          StreamName known = client.unsubscribe(name.asText());
          if (known != null) {
            market.remove(client, known);
          }
        }
        yield result(id);
      }
      case "LIST_SUBSCRIPTIONS" -> {
        ObjectNode json = Json.object();
        var list = json.putArray("result");
        client.streams().forEach(name -> list.add(name.text()));
        yield json.set("id", id);
      }
      default -> error(id, 2, "Invalid request: unknown method");
    };
  }

  private static ObjectNode result(JsonNode id) {
    ObjectNode json = Json.object().putNull("result");
    json.set("id", id);
    return json;
  }

  private static ObjectNode error(JsonNode id, int code, String message) {
    ObjectNode json = Json.object();
    json.putObject("error").put("code", code).put("msg", message);
    if (id != null && !id.isMissingNode()) {
      json.set("id", id);
    }
    return json;
  }

  // ---- signed requests

  private void configureSigned(WsConfig ws) {
    ws.onConnect(
        context -> {
          if (mayConnect(context)) {
            clients.put(context.sessionId(), new Client(context.session, false));
          }
        });
    ws.onMessage(
        context -> {
          Client client = clients.get(context.sessionId());
          if (client != null && mayAsk(context)) {
            client.answer(
                signed.answer(
                    context.message(),
                    key -> listenSigned(context.sessionId(), client, key),
                    () -> endListening(context.sessionId())));
          }
        });
    ws.onClose(this::onClose);
  }

  private void listenSigned(String session, Client client, ApiKey key) {
    endListening(session);
    listen(
        session,
        new UserListening(
            key.account(),
            event -> {
              ObjectNode wrapped = Json.object().put("subscriptionId", SignedRequests.SUBSCRIPTION);
              wrapped.set("event", event);
              client.answer(wrapped);
            },
            () -> gate.isGood(key.id()),
            Json.object().put("e", "eventStreamTerminated")));
  }

  private void endListening(String session) {
    List<UserListening> ended = listening.remove(session);
    if (ended != null) {
      ended.forEach(heard -> user.remove(heard.account(), heard.listener()));
    }
  }

  /** Who may not listen any more is told so and hears nothing more. */
  private void endExpired() {
    try {
      listening.forEach(
          (session, all) ->
              all.stream()
                  .filter(heard -> !heard.isGood().getAsBoolean())
                  .findFirst()
                  .ifPresent(expired -> end(session, expired)));
    } catch (RuntimeException e) {
      LOG.error("What has expired could not be ended", e); // else nothing would be from here on
    }
  }

  private void end(String session, UserListening expired) {
    endListening(session);
    ObjectNode event = expired.end().deepCopy().put("E", Json.millis(nowMicros.getAsLong()));
    expired.listener().onEvent(event);
    Client client = clients.get(session);
    if (client != null) {
      client.close(StatusCode.POLICY_VIOLATION, "the key is not good any more");
    }
  }

  private void onClose(WsContext context) {
    endListening(context.sessionId());
    Client client = clients.remove(context.sessionId());
    if (client != null) {
      client.streams().forEach(name -> market.remove(client, name));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    market.close();
  }
}
