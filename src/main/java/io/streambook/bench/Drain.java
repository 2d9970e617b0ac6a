package io.streambook.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long a job took to drain a backlog. The clock of the rate runs from the first output that
 * could be read, at least a hundredth of all, to the last, and what was there with the first does
 * not count: so neither the start of the job nor the time to its first commit is in it.
 *
 * @param records in the backlog
 * @param withFirst of these were visible at once
 * @param nanos from the first to the last
 * @param nanosFromSubmission from the submission of the job to the last
 */
record Drain(long records, long withFirst, long nanos, long nanosFromSubmission) {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double SECOND = 1e9;
  private static final int FIRST_PARTS = 100;

  /**
   * Returns when so much of the backlog is out that the clock of the rate runs.
   *
   * @param watch begun before the job was submitted
   * @return how much is out
   */
  static long awaitFirst(Watch watch, String topic, long records, BenchJob job) throws Exception {
    await(watch, topic, records / FIRST_PARTS, job);
    return Math.min(records, watch.grown(topic));
  }

  /** Returns when a topic has grown by so many records. */
  static void await(Watch watch, String topic, long records, BenchJob job) throws Exception {
    while (watch.grown(topic) < records) {
      if (watch.quietNanos() > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%s has grown by %d of %d records, and by none for %d s"
                .formatted(topic, watch.grown(topic), records, PATIENCE.toSeconds()));
      }
      job.requireAlive();
      Pause.shortly();
    }
  }

  /** Returns when nothing grows any more. */
  static void awaitQuiet(Watch watch, BenchJob job) throws Exception {
    while (watch.quietNanos() < QUIET.toNanos()) {
      job.requireAlive();
      Pause.shortly();
    }
  }

  /**
   * Measured afterwards.
   *
   * @param sights of the watch
   * @param topic that has one record for each of the backlog
   */
  static Drain of(List<Watch.Sight> sights, String topic, long records, long submittedNanos) {
    long begin = sights.get(0).sum(topic);
    Watch.Sight first =
        sights.stream()
            .filter(sight -> sight.sum(topic) - begin >= records / FIRST_PARTS)
            .findFirst()
            .orElseThrow();
    Watch.Sight last = sights.get(sights.size() - 1);
    return new Drain(
        records,
        Math.min(records, first.sum(topic) - begin),
        last.nanos() - first.nanos(),
        last.nanos() - submittedNanos);
  }

  /** Records a second; NaN when too little came after the first output to tell. */
  double perSecond() {
    boolean told = withFirst <= records / 2 && nanos > 0;
    return told ? (records - withFirst) * SECOND / nanos : Double.NaN;
  }

  double seconds() {
    return nanos / SECOND;
  }

  double secondsFromSubmission() {
    return nanosFromSubmission / SECOND;
  }
}
