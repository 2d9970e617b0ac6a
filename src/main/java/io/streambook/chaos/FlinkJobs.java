package io.streambook.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streambook.local.LocalCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Flink's REST API says of the jobs and of where they run. */
final class FlinkJobs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");

  private final LocalCluster cluster;

  FlinkJobs(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Throws when a job has ended.
   *
   * @throws IllegalStateException with its last failure
   */
  void requireNoneEnded() {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (ENDED.contains(job.path("state").asText())) {
        throw new IllegalStateException(describe(job));
      }
    }
  }

  /** Whether so many jobs run with all of their tasks. */
  boolean run(int count) {
    int running = 0;
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      if (job.path("state").asText().equals("RUNNING")
          && tasks.path("running").asInt() == tasks.path("total").asInt(-1)) {
        running++;
      }
    }
    return running == count;
  }

  /** Whether a TaskManager is known to run nothing, or has not joined yet. */
  boolean idle(int taskManager) {
    int used = 0;
    JsonNode all = get("/taskmanagers").path("taskmanagers");
    for (JsonNode each : all) {
      if (each.path("id").asText().startsWith(LocalCluster.taskManagerName(taskManager) + "-")) {
        used += each.path("slotsNumber").asInt() - each.path("freeSlots").asInt();
      }
    }
    return !all.isEmpty() && used == 0;
  }

  /** State and last failure of each job. */
  String describe() {
    List<String> all = new ArrayList<>();
    get("/jobs/overview").path("jobs").forEach(job -> all.add(describe(job)));
    return all.isEmpty() ? "no JobManager answers" : String.join("; ", all);
  }

  private String describe(JsonNode job) {
    JsonNode history =
        get("/jobs/" + job.path("jid").asText() + "/exceptions").path("exceptionHistory");
    String failure = history.path("entries").path(0).path("stacktrace").asText("");
    return "job "
        + job.path("name").asText()
        + " is "
        + job.path("state").asText()
        + (failure.isEmpty() ? "" : ", last failure: " + causes(failure));
  }

  private static String causes(String stacktrace) {
    List<String> lines =
        stacktrace
            .lines()
            .filter(line -> !line.startsWith("\t"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return String.join(" <- ", lines);
  }

  private JsonNode get(String path) {
    String answer = cluster.get(path);
    try {
      return answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Flink's answer to " + path + " is no JSON", e);
    }
  }
}
