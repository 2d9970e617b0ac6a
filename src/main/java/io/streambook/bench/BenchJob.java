package io.streambook.bench;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** A job that runs on the bench's Flink. */
final class BenchJob {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  /** Each question costs Flink about a millisecond of a processor that is measured. */
  private static final Duration ASKED_EVERY = Duration.ofMillis(500);

  private final JobClient client;
  private final FlinkRest rest;
  private long askedNanos = System.nanoTime();

  BenchJob(JobClient client, URI flink) {
    this.client = client;
    this.rest = new FlinkRest(flink, client.getJobID().toString());
  }

  FlinkRest rest() {
    return rest;
  }

  /** Returns when all its tasks run. */
  void awaitRunning() throws Exception {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!rest.isRunning()) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the job is not running after " + START_PATIENCE);
      }
      Pause.shortly();
    }
  }

  /** Fails when the job has ended by itself, soon after it did. */
  void requireAlive() throws Exception {
    if (System.nanoTime() - askedNanos < ASKED_EVERY.toNanos()) {
      return;
    }
    askedNanos = System.nanoTime();
    JobStatus status = client.getJobStatus().get();
    if (status.isGloballyTerminalState()) {
      throw new IllegalStateException("the job has ended by itself: " + status);
    }
  }

  /** Stops it and gives its savepoint. */
  String stopWithSavepoint() throws Exception {
    return client.stopWithSavepoint(false, null, SavepointFormatType.NATIVE).get();
  }

  /** Ends it as it stands; returns when it is gone. */
  void cancel() throws Exception {
    client.cancel().get();
    while (!client.getJobStatus().get().isGloballyTerminalState()) {
      Pause.shortly();
    }
  }
}
