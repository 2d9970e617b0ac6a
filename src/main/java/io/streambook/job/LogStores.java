package io.streambook.job;

import io.streambook.venue.LogStore;
import java.io.Serializable;

/** Opens the log as one job sees it. */
@FunctionalInterface
interface LogStores extends Serializable {
  /**
   * The log for a start of a job.
   *
   * @param job the same for each start of one job
   */
  LogStore of(String job);
}
