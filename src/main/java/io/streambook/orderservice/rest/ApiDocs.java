package io.streambook.orderservice.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The descriptions of the API and of the topics, the schemas that the second refers to, and Swagger
 * UI, which shows the first at /docs.
 */
public final class ApiDocs {
  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String YAML = "application/yaml;charset=UTF-8";
  private static final String JSON = "application/json;charset=UTF-8";
  private static final String JAVASCRIPT = "text/javascript;charset=UTF-8";
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Streambook Order Service</title>
      <link rel="stylesheet" href="/docs/swagger-ui.css">
      <div id="api"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
      </html>
      """;
  private static final String START =
      "SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#api', deepLinking: true });\n";

  private static final Map<String, String> FILES =
      Map.of("swagger-ui.css", "text/css;charset=UTF-8", "swagger-ui-bundle.js", JAVASCRIPT);

  private ApiDocs() {}

  /** Adds them to a server. */
  public static void addTo(RoutesConfig server) {
    get(server, "/openapi.yaml", context -> send(context, YAML, read("api/openapi.yaml")));
    get(server, "/asyncapi.yaml", context -> send(context, YAML, read("api/asyncapi.yaml")));
    for (Topic topic : Topic.values()) {
      if (topic != Topic.DEAD_LETTERS) { // bytes as they came
        byte[] schema = bytes(Schemas.current(topic));
        get(server, "/avro/" + topic.base() + ".avsc", context -> send(context, JSON, schema));
      }
    }
    get(server, "/docs", context -> send(context, "text/html;charset=UTF-8", bytes(PAGE)));
    get(server, "/docs/start.js", context -> send(context, JAVASCRIPT, bytes(START)));
    FILES.forEach(
        (file, type) ->
            get(server, "/docs/" + file, context -> send(context, type, read(SWAGGER_UI + file))));
  }

  private interface Answer {
    void to(Context context);
  }

  private static void get(RoutesConfig server, String path, Answer answer) {
    server.addHttpHandler(HandlerType.GET, path, answer::to);
  }

  private static void send(Context context, String type, byte[] content) {
    context.contentType(type).header("X-Content-Type-Options", "nosniff").result(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(String resource) {
    try (InputStream in = ApiDocs.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
