package io.streambook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A job as Flink's REST API shows it. */
final class JobView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest checkpoints;
  private final HttpRequest tasks;

  JobView(URI flink, String job) {
    checkpoints = get(flink.resolve("/jobs/" + job + "/checkpoints"));
    tasks = get(flink.resolve("/jobs/" + job));
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
  }

  /** Whether all its tasks run: the log is read, and new orders are taken. */
  boolean runs() throws IOException, InterruptedException {
    JsonNode vertices = ask(tasks).path("vertices");
    for (JsonNode vertex : vertices) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  /** Duration of the last checkpoint that completed, for a person. */
  String lastCheckpoint() throws InterruptedException {
    try {
      JsonNode completed = lastCompleted();
      return completed.isObject() ? completed.path("end_to_end_duration").asLong() + " ms" : "-";
    } catch (IOException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }

  private JsonNode lastCompleted() throws IOException, InterruptedException {
    return ask(checkpoints).path("latest").path("completed");
  }

  private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
