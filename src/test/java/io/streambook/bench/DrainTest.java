package io.streambook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Rates count from the first output, without what came with it. */
class DrainTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TopicPartition LOG = new TopicPartition("log", 0);
  private static final TopicPartition OTHER = new TopicPartition("trades", 0);

  private static Watch.Sight sight(double seconds, long log, long other) {
    return new Watch.Sight((long) (seconds * SECOND), Map.of(LOG, log, OTHER, other));
  }

  @Test
  void theClockRunsFromTheFirstOutputToTheLastOfAllTopics() {
    Drain drain =
        Drain.of(
            List.of(
                sight(10, 500, 7),
                sight(11, 500, 9),
                sight(12, 501, 9),
                sight(13, 600, 9),
                sight(17, 1_500, 60),
                sight(18, 1_500, 70)),
            "log",
            1_000,
            9 * SECOND);
    assertThat(drain.withFirst()).isEqualTo(100);
    assertThat(drain.perSecond()).isCloseTo(900 / 5.0, within(1e-9));
    assertThat(drain.secondsFromSubmission()).isCloseTo(9, within(1e-9));
  }

  @Test
  void oneCommitOfAlmostAllTellsNoRate() {
    Drain drain =
        Drain.of(List.of(sight(1, 0, 0), sight(2, 900, 0), sight(3, 1_000, 0)), "log", 1_000, 0);
    assertThat(drain.perSecond()).isNaN();
  }
}
