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

  /** Asks for a checkpoint that shares nothing with those before; it completes later. */
  void triggerFullCheckpoint() throws IOException, InterruptedException {
    send(
        request("checkpoints")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}")));
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
