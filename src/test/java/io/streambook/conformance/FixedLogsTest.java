package io.streambook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Few logs, the same each time: a mutation of the book has to survive them, not luck. */
class FixedLogsTest {
  private static final int COMMANDS = 10_000;

  @Test
  void theFastBookDoesWhatTheNaiveOneDoes() {
    Soak soak = new Soak(1);
    while (soak.commands() < COMMANDS) {
      soak.runLog();
    }
    assertThat(soak.seen()).hasSizeGreaterThan(20);
  }
}
