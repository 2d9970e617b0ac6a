package io.streambook.orderservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Signature;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A client of one account, as plain as they come. It holds all it hears against openapi.yaml. */
record Client(URI url, ApiKey key) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DescribedApi DESCRIBED = new DescribedApi();

  /** What came back. */
  record Reply(int status, JsonNode json, HttpResponse<String> http) {
    int code() {
      return json.path("code").asInt();
    }

    String text(String field) {
      return json.path(field).asText();
    }
  }

  /** Without key and signature; parameters as name, value, name, value. */
  Reply open(String path, String... parameters) throws Exception {
    return send(HttpRequest.newBuilder(uri(path, query(parameters))).build());
  }

  Reply get(String path, String... parameters) throws Exception {
    return signed("GET", path, parameters);
  }

  Reply post(String path, String... parameters) throws Exception {
    return signed("POST", path, parameters);
  }

  Reply put(String path, String... parameters) throws Exception {
    return signed("PUT", path, parameters);
  }

  Reply delete(String path, String... parameters) throws Exception {
    return signed("DELETE", path, parameters);
  }

  Reply limit(String side, String qty, String price, String... more) throws Exception {
    String[] all = {
      "symbol",
      ServedVenue.SYMBOL,
      "side",
      side,
      "type",
      "LIMIT",
      "timeInForce",
      "GTC",
      "quantity",
      qty,
      "price",
      price
    };
    return post("/api/v3/order", concat(all, more));
  }

  Reply market(String side, String qty) throws Exception {
    return post(
        "/api/v3/order",
        "symbol",
        ServedVenue.SYMBOL,
        "side",
        side,
        "type",
        "MARKET",
        "quantity",
        qty);
  }

  private Reply signed(String method, String path, String... parameters) throws Exception {
    return sendQuery(method, path, sign(timed(query(parameters))));
  }

  static String timed(String query) {
    return (query.isEmpty() ? "" : query + "&") + "timestamp=" + System.currentTimeMillis();
  }

  String sign(String payload) {
    return payload + "&signature=" + Signature.of(key.secret(), payload);
  }

  Reply sendQuery(String method, String path, String query) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path, query))
            .header("X-MBX-APIKEY", key.id())
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  Reply sendBody(String method, String path, String query, String body, String contentType)
      throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path, query))
            .header("X-MBX-APIKEY", key.id())
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private URI uri(String path, String query) {
    return URI.create(url + path + (query.isEmpty() ? "" : "?" + query));
  }

  static Reply send(HttpRequest request) throws Exception {
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode json = MAPPER.readTree(response.body());
    DESCRIBED.check(request, response.statusCode(), json);
    return new Reply(response.statusCode(), json, response);
  }

  static String query(String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? "" : "&").append(parameters[i]).append('=');
      query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private static String[] concat(String[] all, String[] more) {
    String[] both = new String[all.length + more.length];
    System.arraycopy(all, 0, both, 0, all.length);
    System.arraycopy(more, 0, both, all.length, more.length);
    return both;
  }
}
