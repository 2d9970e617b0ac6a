package io.streambook.orderservice.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Denied;
import io.streambook.orderservice.access.Gate;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.rest.ApiError;
import io.streambook.orderservice.rest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The requests of {@code /ws-api/v3}: of Binance's WebSocket API what listens to an account. */
final class SignedRequests {
  /** A connection has one. */
  static final int SUBSCRIPTION = 0;

  private final Gate gate;
  private final LongSupplier nowMicros;

  SignedRequests(Gate gate, LongSupplier nowMicros) {
    this.gate = gate;
    this.nowMicros = nowMicros;
  }

  /**
   * Answers a request.
   *
   * @param listen takes the key whose account its sender may listen to
   * @param end is run when its sender wants to hear no more
   */
  ObjectNode answer(String text, Consumer<ApiKey> listen, Runnable end) {
    JsonNode request;
    try {
      request = Json.parse(text);
    } catch (JsonProcessingException e) {
      return failed(null, ApiError.of(-1135, "Invalid JSON Request"));
    }
    JsonNode id = request.path("id");
    try {
      return done(id, result(request, listen, end));
    } catch (Denied e) {
      return failed(id, ApiError.of(e));
    } catch (ApiError e) {
      return failed(id, e);
    }
  }

  private ObjectNode result(JsonNode request, Consumer<ApiKey> listen, Runnable end) {
    String method = request.path("method").asText().replaceFirst("^v3/", "");
    switch (method) {
      case "ping" -> {
        return Json.object();
      }
      case "time" -> {
        return Json.object().put("serverTime", Json.millis(nowMicros.getAsLong()));
      }
      case "userDataStream.subscribe.signature" -> {
        listen.accept(gate.admit(credentials(request.path("params")), Permission.READ));
        return Json.object().put("subscriptionId", SUBSCRIPTION);
      }
      case "userDataStream.unsubscribe" -> {
        end.run();
        return Json.object();
      }
      default -> throw ApiError.of(-1020, "This operation is not supported.");
    }
  }

  /** What is signed are the parameters in the order of their names. */
  private static Gate.Credentials credentials(JsonNode params) {
    TreeMap<String, String> sorted = new TreeMap<>();
    params.properties().forEach(param -> sorted.put(param.getKey(), param.getValue().asText()));
    String signature = sorted.remove("signature");
    List<String> pairs = new ArrayList<>();
    sorted.forEach((name, value) -> pairs.add(name + "=" + value));
    return new Gate.Credentials(
        sorted.get("apiKey"),
        signature,
        sorted.get("timestamp"),
        sorted.get("recvWindow"),
        String.join("&", pairs));
  }

  private static ObjectNode done(JsonNode id, ObjectNode result) {
    ObjectNode json = Json.object();
    json.set("id", id);
    json.put("status", 200).set("result", result);
    return json;
  }

  private static ObjectNode failed(JsonNode id, ApiError error) {
    ObjectNode json = Json.object();
    json.set("id", id);
    json.put("status", error.status()).set("error", error.json());
    return json;
  }
}
