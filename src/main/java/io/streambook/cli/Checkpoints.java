package io.streambook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The checkpoints of a job, from Flink's REST API. */
final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;

  Checkpoints(URI flink, String job) {
    request =
        HttpRequest.newBuilder(flink.resolve("/jobs/" + job + "/checkpoints"))
            .timeout(Duration.ofSeconds(5))
            .build();
  }

  /** Whether one has completed. */
  boolean any() throws IOException, InterruptedException {
    return lastCompleted().isObject();
  }

  /** Duration of the last one that completed, for a person. */
  String lastDuration() throws InterruptedException {
    try {
      JsonNode completed = lastCompleted();
      return completed.isObject() ? completed.path("end_to_end_duration").asLong() + " ms" : "-";
    } catch (IOException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }

  private JsonNode lastCompleted() throws IOException, InterruptedException {
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(answer).path("latest").path("completed");
  }
}
