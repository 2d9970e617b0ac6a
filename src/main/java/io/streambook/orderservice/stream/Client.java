package io.streambook.orderservice.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * A connection. Nobody waits for it: one that does not read what it asked for is closed. Safe for
 * use by many threads.
 */
final class Client {
  /** Messages that wait in memory for a client to read them. */
  private static final int WAITING_MAX = 5_000;

  private final Session session;
  private final boolean combined;
  private final Map<String, StreamName> streams = new LinkedHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param combined whether each event is told with the name of its stream
   */
  Client(Session session, boolean combined) {
    this.session = session;
    this.combined = combined;
  }

  /** Returns how many it has then; beyond {@code max} it gets no more. */
  synchronized int subscribe(StreamName name, int max) {
    if (streams.size() < max) {
      streams.put(name.text(), name);
      return streams.size();
    }
    return max + 1;
  }

  synchronized StreamName unsubscribe(String name) {
    return streams.remove(name);
  }

  synchronized List<StreamName> streams() {
    return List.copyOf(streams.values());
  }

  /** An event of a stream. */
  void event(String stream, String json) {
    send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + json + "}" : json);
  }

  void answer(ObjectNode json) {
    send(json.toString());
  }

  void send(String text) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      close(StatusCode.POLICY_VIOLATION, "too slow");
      return;
    }
    session.sendText(
        text,
        Callback.from(
            waiting::decrementAndGet,
            failure -> {
              waiting.decrementAndGet();
              session.disconnect();
            }));
  }

  void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  boolean isOpen() {
    return session.isOpen();
  }
}
