package io.streambook.chaos;

import java.time.Duration;

/** A process of the venue that can be hit. */
enum Target {
  TASK_MANAGER("TaskManager"),
  LEADING_JOB_MANAGER("leading JobManager"),
  STANDBY_JOB_MANAGER("standby JobManager"),
  BROKER("broker"),
  REGISTRY("registry"),
  POSTGRES("Postgres");

  private final String text;

  Target(String text) {
    this.text = text;
  }

  /** Which of them leads is known only when the fault comes, so they can be the same process. */
  boolean isJobManager() {
    return this == LEADING_JOB_MANAGER || this == STANDBY_JOB_MANAGER;
  }

  /** How long after the blow its effects may still begin. */
  Duration delay() {
    // One that is gone leads until its session in ZooKeeper ends after 6 s, and is missed later.
    return isJobManager() ? Duration.ofSeconds(12) : Duration.ZERO;
  }

  @Override
  public String toString() {
    return text;
  }
}
