package io.streambook.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** The three requests of decoders and encoders over HTTP, with failures that a real one hides. */
final class RegistryStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Schema> schemas = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;

  RegistryStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Registers a schema; its id counts from 1. */
  int add(String schema) {
    return add(Schemas.parse(schema));
  }

  /** The same, of one that may be none that a parser of today takes. */
  synchronized int add(Schema parsed) {
    if (!schemas.contains(parsed)) {
      schemas.add(parsed);
    }
    return schemas.indexOf(parsed) + 1;
  }

  /** The next requests get HTTP 503. */
  void fail(int times) {
    failures.set(times);
  }

  int requests() {
    return requests.get();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(exchange, 503, Map.of("error_code", 50001, "message", "store away"));
    } else if (exchange.getRequestMethod().equals("POST")) {
      String schema = JSON.readTree(exchange.getRequestBody()).path("schema").asText();
      sendId(exchange, schemas.indexOf(Schemas.parse(schema)) + 1);
    } else {
      sendSchema(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
    }
  }

  private void sendId(HttpExchange exchange, int id) throws IOException {
    if (id == 0) {
      send(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
    } else {
      send(exchange, 200, Map.of("id", id));
    }
  }

  private void sendSchema(HttpExchange exchange, int id) throws IOException {
    if (id < 1 || id > schemas.size()) {
      send(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
    } else {
      send(exchange, 200, Map.of("schema", schemas.get(id - 1).toString()));
    }
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
