package io.streambook.orderservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What openapi.yaml says of requests and answers, to hold real ones against: an answer has all
 * fields that it must have and none that is not described, each of its type; what is sent and
 * answered well is described too.
 */
final class DescribedApi {
  /** May come with any request: some clients sign all of them. */
  private static final Set<String> OF_A_SIGNATURE = Set.of("timestamp", "recvWindow", "signature");

  private static final Path FILE = Path.of("src/main/resources/api/openapi.yaml");

  private final JsonNode openapi;

  DescribedApi() {
    try {
      openapi = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails when a request or its answer is not as described. */
  void check(HttpRequest request, int status, JsonNode answer) {
    String what = request.method() + " " + request.uri().getPath() + " " + status + " " + answer;
    JsonNode operation =
        openapi
            .path("paths")
            .path(request.uri().getPath())
            .path(request.method().toLowerCase(Locale.ROOT));
    if (status != 200) {
      require(what, answer, openapi.at("/components/responses/Error/content"));
      return;
    }
    if (operation.isMissingNode()) {
      throw new AssertionError("not described: " + what);
    }
    Set<String> parameters = new TreeSet<>();
    operation
        .path("parameters")
        .forEach(parameter -> parameters.add(resolved(parameter).path("name").asText()));
    for (String sent : sent(request)) {
      if (!parameters.contains(sent) && !OF_A_SIGNATURE.contains(sent)) {
        throw new AssertionError("parameter " + sent + " is not described: " + what);
      }
    }
    require(what, answer, operation.at("/responses/200/content"));
  }

  private static List<String> sent(HttpRequest request) {
    List<String> names = new ArrayList<>();
    String query = request.uri().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        names.add(pair.substring(0, pair.indexOf('=')));
      }
    }
    return names;
  }

  private void require(String what, JsonNode answer, JsonNode content) {
    JsonNode schema = content.path("application/json").path("schema");
    wrong(schema, answer, "$")
        .ifPresent(
            wrong -> {
              throw new AssertionError("not as openapi.yaml has it: " + wrong + " of " + what);
            });
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isMissingNode() ? node : openapi.at(ref.asText().substring(1));
  }

  /** What is wrong first, or nothing. */
  private Optional<String> wrong(JsonNode described, JsonNode value, String at) {
    JsonNode schema = resolved(described);
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return Optional.empty();
    }
    for (JsonNode all : schema.path("allOf")) {
      Optional<String> wrong = wrong(all, value, at);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    if (schema.has("oneOf")) {
      for (JsonNode one : schema.path("oneOf")) {
        if (wrong(one, value, at).isEmpty()) {
          return Optional.empty();
        }
      }
      return Optional.of(at + " is none of what it may be");
    }
    return switch (schema.path("type").asText()) {
      case "object" -> wrongObject(schema, value, at);
      case "array" -> wrongArray(schema, value, at);
      case "string" -> unless(isString(schema, value), at);
      case "integer" -> unless(value.isIntegralNumber(), at);
      case "boolean" -> unless(value.isBoolean(), at);
      default -> unless(schema.has("allOf"), at);
    };
  }

  private static Optional<String> unless(boolean right, String at) {
    return right ? Optional.empty() : Optional.of(at);
  }

  private static boolean isString(JsonNode schema, JsonNode value) {
    if (!value.isTextual()) {
      return false;
    }
    if (schema.has("pattern") && !value.asText().matches(schema.path("pattern").asText())) {
      return false;
    }
    List<String> allowed = new ArrayList<>();
    schema.path("enum").forEach(one -> allowed.add(one.asText()));
    return allowed.isEmpty() || allowed.contains(value.asText());
  }

  private Optional<String> wrongArray(JsonNode schema, JsonNode value, String at) {
    if (!value.isArray()) {
      return Optional.of(at);
    }
    for (int i = 0; i < value.size(); i++) {
      Optional<String> wrong = wrong(schema.path("items"), value.get(i), at + "[" + i + "]");
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<String> wrongObject(JsonNode schema, JsonNode value, String at) {
    if (!value.isObject()) {
      return Optional.of(at);
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        return Optional.of(at + "." + name.asText() + ", which is missing,");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode own = schema.path("properties").path(field.getKey());
      JsonNode other = schema.path("additionalProperties");
      if (own.isMissingNode() && !other.isObject()) {
        return Optional.of(at + "." + field.getKey() + ", which is not described,");
      }
      Optional<String> wrong =
          wrong(own.isMissingNode() ? other : own, field.getValue(), at + "." + field.getKey());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }
}
