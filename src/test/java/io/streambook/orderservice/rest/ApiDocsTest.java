package io.streambook.orderservice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.javalin.Javalin;
import io.streambook.contract.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is described is what there is, both ways. */
class ApiDocsTest {
  private static final Path API = Path.of("src/main/resources/api");

  private final JsonNode openapi = yaml("openapi.yaml");
  private final JsonNode asyncapi = yaml("asyncapi.yaml");
  private final List<Route> routes =
      RestApi.routes(null, null, null, new Limits(6_000, 1_000), null, null);

  @Test
  void everyRouteIsDescribedWithWhoMayUseItAndNoOtherIs() {
    Set<String> there =
        routes.stream()
            .map(route -> route.method() + " " + route.path() + " " + route.security())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : openapi.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        described.add(
            operation.getKey().toUpperCase(Locale.ROOT)
                + " "
                + path.getKey()
                + " "
                + operation.getValue().path("x-security").asText());
      }
    }
    assertThat(described).isEqualTo(there).hasSizeGreaterThan(20);
  }

  /** A name that no route reads, or one that is read and not described, is a mistake. */
  @Test
  void theParametersAreThoseThatTheCodeReads() throws IOException {
    Set<String> described = new TreeSet<>(openapi.path("paths").findValuesAsText("name"));
    openapi.at("/components/parameters").fieldNames().forEachRemaining(described::add);
    String sources = sources();
    assertThat(described).allSatisfy(name -> assertThat(sources).contains('"' + name + '"'));
    Set<String> read = new TreeSet<>();
    java.util.regex.Pattern.compile(
            "(?:params(?:\\(\\))?|call\\.params\\(\\))\\s*\\.(?:text|required|requiredDecimal|number|"
                + "micros|list|has|choice)\\(\\s*\"(\\w+)\"")
        .matcher(sources)
        .results()
        .forEach(call -> read.add(call.group(1)));
    assertThat(described).containsAll(read);
    assertThat(read).hasSizeGreaterThan(15);
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(Path.of("src/main/java/io/streambook/orderservice/rest"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void allReferencesOfOpenapiLead() {
    for (String reference : openapi.findValuesAsText("$ref")) {
      assertThat(openapi.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void everyTopicIsDescribedWithItsSchemaAndNoOtherIs() {
    Set<String> described = new TreeSet<>();
    asyncapi.path("channels").fieldNames().forEachRemaining(described::add);
    Set<String> there = new TreeSet<>();
    for (Topic topic : Topic.values()) {
      there.add(topic.base());
      JsonNode channel = asyncapi.at("/channels/" + topic.base());
      assertThat(channel.path("address").asText()).isEqualTo(topic.base());
      assertThat(channel.at("/bindings/kafka/topicConfiguration/cleanup.policy").get(0).asText())
          .as(topic.base())
          .isEqualTo(topic.compacted() ? "compact" : "delete");
      String verb = topic.isInput() ? "receive" : "send";
      assertThat(asyncapi.at("/operations/" + verb + "-" + topic.base() + "/action").asText())
          .isEqualTo(verb);
      JsonNode message = asyncapi.at("/components/messages/" + topic.base());
      if (topic == Topic.DEAD_LETTERS) {
        assertThat(message.path("contentType").asText()).isEqualTo("application/octet-stream");
      } else {
        String schema = message.at("/payload/schema/$ref").asText();
        assertThat(schema).isEqualTo("./avro/" + topic.base() + ".avsc");
        assertThat(Path.of(schema)).exists();
      }
    }
    assertThat(described).isEqualTo(there);
    assertThat(asyncapi.path("operations")).hasSize(Topic.values().length);
  }

  /** Who fetches a description can follow it, from where it was fetched. */
  @Test
  void whatIsServedLeadsToAllThatItRefersTo() throws Exception {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              ApiDocs.addTo(config.routes);
            });
    try {
      URI at = URI.create("http://127.0.0.1:" + server.start("127.0.0.1", 0).port());
      URI document = at.resolve("/asyncapi.yaml");
      JsonNode served = new ObjectMapper(new YAMLFactory()).readTree(fetch(document));
      List<String> files =
          served.findValuesAsText("$ref").stream().filter(ref -> !ref.startsWith("#")).toList();
      assertThat(files).hasSize(Topic.values().length - 1);
      for (String file : files) {
        String topic = file.substring("./avro/".length(), file.length() - ".avsc".length());
        JsonNode schema = new ObjectMapper().readTree(fetch(document.resolve(file)));
        assertThat(schema.path("type").asText()).as(topic).isEqualTo("record");
        assertThat(schema).isEqualTo(new ObjectMapper().readTree(Path.of(file).toFile()));
      }
      assertThat(fetch(at.resolve("/openapi.yaml")))
          .isEqualTo(Files.readString(API.resolve("openapi.yaml")));
    } finally {
      server.stop();
    }
  }

  private static String fetch(URI uri) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(uri.toString()).isEqualTo(200);
    return response.body();
  }

  private static JsonNode yaml(String file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(API.resolve(file).toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
