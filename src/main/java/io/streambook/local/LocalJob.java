package io.streambook.local;

import org.apache.flink.core.execution.JobClient;

/** A job that was submitted to {@link LocalFlink}. */
public final class LocalJob {
  private final JobClient client;

  public LocalJob(JobClient client) {
    this.client = client;
  }

  /** As Flink's REST API names it. */
  public String id() {
    return client.getJobID().toString();
  }

  /**
   * Returns while it runs or restarts.
   *
   * @throws LocalException when it has ended for good
   */
  public void requireRunning() throws Exception {
    if (client.getJobStatus().get().isGloballyTerminalState()) {
      throw new LocalException(
          "job " + id() + " has ended by itself: " + client.getJobStatus().get());
    }
  }
}
