package io.streambook.orderservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A WebSocket connection that keeps all that it hears. */
final class Listener implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private volatile int closed;

  Listener(URI server, String path) {
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws" + server.toString().substring(4) + path), this)
            .join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      try {
        heard.add(MAPPER.readTree(part.toString()));
      } catch (Exception e) {
        throw new AssertionError(part.toString(), e);
      }
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed = code;
    return null;
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  int closedWith() {
    return closed;
  }

  /** The first that is looked for, when it has come. */
  JsonNode await(Predicate<JsonNode> wanted, Duration patience) {
    return Awaitility.await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> heard.stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
