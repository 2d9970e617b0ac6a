package io.streambook.orderservice.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How old the newest checkpoints of the jobs are that Flink's REST API tells of. */
public final class Checkpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long PERIOD_SECONDS = 2;
  private static final long MILLI = 1_000;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI flink;
  private final LongSupplier nowMicros;
  private volatile State last = new State(false, 0, -1);

  /**
   * @param flink of its REST API, or null when nobody told
   * @param nowMicros clock, in microseconds since 1970
   */
  public Checkpoints(URI flink, LongSupplier nowMicros) {
    this.flink = flink;
    this.nowMicros = nowMicros;
  }

  private record State(boolean reached, int jobs, long completedMillis) {}

  /**
   * What Flink says.
   *
   * @param flink of its web page, or null
   * @param reached whether it answered when it was last asked
   * @param jobs that run
   * @param ageMillis since the job with the oldest newest checkpoint completed it; -1 when one has
   *     none
   */
  public record Reading(URI flink, boolean reached, int jobs, long ageMillis) {}

  public Reading read() {
    State state = last;
    long age =
        state.completedMillis < 0
            ? -1
            : Math.max(0, nowMicros.getAsLong() / MILLI - state.completedMillis);
    return new Reading(flink, state.reached, state.jobs, age);
  }

  /** Asks now and then. */
  public void start() {
    if (flink != null) {
      var unused = clock.scheduleWithFixedDelay(this::ask, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void ask() {
    try {
      int jobs = 0;
      long oldest = Long.MAX_VALUE;
      for (JsonNode job : get("/jobs").path("jobs")) {
        if (job.path("status").asText().equals("RUNNING")) {
          jobs++;
          oldest = Math.min(oldest, completed(job.path("id").asText()));
        }
      }
      last = new State(true, jobs, jobs == 0 ? -1 : oldest);
    } catch (IOException e) {
      if (last.reached) {
        LOG.warn("Flink at {} does not answer: {}", flink, e.toString());
      }
      last = new State(false, 0, -1);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private long completed(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints")
        .path("latest")
        .path("completed")
        .path("latest_ack_timestamp")
        .asLong(-1);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(flink.resolve(path)).timeout(PATIENCE).build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
