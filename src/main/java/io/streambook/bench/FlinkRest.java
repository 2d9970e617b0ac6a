package io.streambook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;

/** What Flink's REST API tells of one job. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI job;

  FlinkRest(URI flink, String jobId) {
    job = flink.resolve("/jobs/" + jobId + "/");
  }

  /** Whether all its tasks run. */
  boolean isRunning() throws IOException, InterruptedException {
    JsonNode vertices = get("").path("vertices");
    for (JsonNode vertex : vertices) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  /** Its checkpoints, as {@code /jobs/:jobid/checkpoints} shows them. */
  JsonNode checkpoints() throws IOException, InterruptedException {
    return get("checkpoints");
  }

  /** Asks for a checkpoint that shares nothing with those before; gives the request's id. */
  String triggerFullCheckpoint() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("checkpoints")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}"));
    return send(request).path("request-id").asText();
  }

  /**
   * The id of the checkpoint that was asked for, or empty while it is not made. To be asked until
   * it is: Flink's shutdown waits for who asked.
   */
  OptionalLong triggeredCheckpoint(String request) throws IOException, InterruptedException {
    JsonNode answer = get("checkpoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return OptionalLong.empty();
    }
    JsonNode id = answer.path("operation").path("checkpointId");
    if (!id.isIntegralNumber()) {
      throw new IOException("Flink made no checkpoint: " + answer);
    }
    return OptionalLong.of(id.asLong());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    String uri = job + path;
    return HttpRequest.newBuilder(URI.create(uri.replaceFirst("/$", ""))).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("Flink: HTTP " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
