package io.streambook.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's REST API.
 *
 * <p>A registry that is away, fails or answers nonsense is asked again, once a second, with a log
 * line: only an answer in the API's own terms ("no such schema") is taken for one. All methods
 * block; safe for use by many threads.
 */
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 1_000;
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  // Error codes of the API.
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CONFIG_NOT_FOUND = 40408;

  private final HttpClient http;
  private final RegistryAccess access;
  private final Duration patience;

  /** One that is waited for as long as it takes. */
  public Registry(String baseUrl) {
    this(baseUrl, null);
  }

  /** One that is waited for until {@code patience} is over; then {@link Unavailable} is thrown. */
  public Registry(String baseUrl, Duration patience) {
    this(new RegistryAccess(baseUrl, ClientConfig.NONE), patience);
  }

  Registry(RegistryAccess access, Duration patience) {
    this.http = access.client();
    this.access = access;
    this.patience = patience;
  }

  /** The registry did not answer in time. */
  public static final class Unavailable extends RuntimeException {
    Unavailable(String message) {
      super(message);
    }
  }

  /** The registry refused a schema or a setting. */
  public static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  /** The schema with this id, as JSON text; empty when the registry has none. */
  public Optional<String> schemaById(int id) {
    Answer answer = ask("GET", "/schemas/ids/" + id, null);
    return answer.found() ? Optional.of(answer.body.path("schema").asText()) : Optional.empty();
  }

  /** Id of a schema under a subject; empty when it is not registered there. */
  public OptionalInt idOf(String subject, String schema) {
    Answer answer = ask("POST", "/subjects/" + encoded(subject), withSchema(schema));
    return answer.found() ? OptionalInt.of(answer.body.path("id").asInt()) : OptionalInt.empty();
  }

  /** Registers a schema under a subject, where it may stand already; gives its id. */
  public int register(String subject, String schema) {
    String path = "/subjects/" + encoded(subject) + "/versions";
    return ask("POST", path, withSchema(schema)).orRefused(subject).path("id").asInt();
  }

  /** What speaks against a schema as the next version of a subject; empty when nothing does. */
  public List<String> incompatibilities(String subject, String schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true";
    Answer answer = ask("POST", path, withSchema(schema));
    if (!answer.found()) {
      return List.of();
    }
    JsonNode body = answer.orRefused(subject);
    List<String> messages = new ArrayList<>();
    body.path("messages").forEach(message -> messages.add(message.asText()));
    if (!body.path("is_compatible").asBoolean() && messages.isEmpty()) {
      messages.add(body.path("reason").asText("not compatible"));
    }
    return messages;
  }

  /** Versions registered under a subject; empty when there is no such subject. */
  public List<Integer> versions(String subject) {
    Answer answer = ask("GET", "/subjects/" + encoded(subject) + "/versions", null);
    List<Integer> versions = new ArrayList<>();
    if (answer.found()) {
      answer.orRefused(subject).forEach(version -> versions.add(version.asInt()));
    }
    return versions;
  }

  /** The subject's own compatibility level; empty when it has none. */
  public Optional<String> compatibility(String subject) {
    Answer answer = ask("GET", "/config/" + encoded(subject), null);
    return answer.found()
        ? Optional.of(answer.orRefused(subject).path("compatibilityLevel").asText())
        : Optional.empty();
  }

  public void setCompatibility(String subject, String level) {
    ObjectNode body = JSON.createObjectNode().put("compatibility", level);
    ask("PUT", "/config/" + encoded(subject), body).orRefused(subject);
  }

  /** Asks once: what is wrong with it, or nothing. */
  public Optional<String> trouble() {
    try {
      Answer answer = askOnce(request("GET", "/subjects", null));
      return answer.body.isArray() ? Optional.empty() : Optional.of(answer.toString());
    } catch (IOException e) {
      return Optional.of(describe(e));
    }
  }

  /** An answer in the API's own terms. */
  private record Answer(int status, JsonNode body) {
    boolean found() {
      return switch (body.path("error_code").asInt()) {
        case SUBJECT_NOT_FOUND, VERSION_NOT_FOUND, SCHEMA_NOT_FOUND, CONFIG_NOT_FOUND -> false;
        default -> true;
      };
    }

    JsonNode orRefused(String subject) {
      if (status / 100 != 2) {
        throw new Refused(subject + ": " + this);
      }
      return body;
    }

    @Override
    public String toString() {
      String message = body.path("message").asText();
      return "HTTP " + status + (message.isEmpty() ? "" : ": " + message);
    }
  }

  private Answer ask(String method, String path, JsonNode body) {
    HttpRequest request = request(method, path, body);
    long start = System.nanoTime();
    while (true) {
      String trouble;
      try {
        return askOnce(request);
      } catch (IOException e) {
        trouble = describe(e);
      }
      if (patience != null && System.nanoTime() - start > patience.toNanos()) {
        throw new Unavailable(trouble);
      }
      LOG.warn("Waiting for the schema registry. {}", trouble);
      pause();
    }
  }

  /** Fails for every answer that says nothing about what was asked: it may be another next time. */
  private Answer askOnce(HttpRequest request) throws IOException {
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    int status = response.statusCode();
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IOException("HTTP " + status + " without JSON", e);
    }
    Answer answer = new Answer(status, body);
    // A proxy or a wrong URL may say 404 too; only the API says 404xx.
    boolean refused = status == 409 || status == 422;
    if (status / 100 != 2 && answer.found() && !refused) {
      throw new IOException(answer.toString());
    }
    return answer;
  }

  private HttpRequest request(String method, String path, JsonNode body) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    return access
        .request(path)
        .timeout(REQUEST_TIMEOUT)
        .header("Content-Type", MEDIA_TYPE)
        .header("Accept", MEDIA_TYPE + ", application/json")
        .method(method, publisher)
        .build();
  }

  private String describe(IOException e) {
    if (e instanceof ConnectException) {
      return access.url() + ": can't connect";
    }
    return access.url() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while asking the schema registry", e);
  }

  private static JsonNode withSchema(String schema) {
    return JSON.createObjectNode().put("schema", schema);
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
