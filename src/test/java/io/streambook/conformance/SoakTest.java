package io.streambook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.ExecType;
import io.streambook.book.Reason;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Any log gives the same events from the fast and from the naive book, saved in between or not. */
class SoakTest {
  private static final int COMMANDS = 100_000;

  /** A failure names the seed of its log. */
  @Test
  void theFastBookDoesWhatTheNaiveOneDoes() {
    Soak soak = new Soak(ThreadLocalRandom.current().nextLong(1L << 48));
    while (soak.commands() < COMMANDS) {
      soak.runLog();
    }
    // A generator that no longer reaches some of the rules would let them pass.
    assertThat(soak.seen())
        .contains(
            ExecType.NEW,
            ExecType.TRADE,
            ExecType.CANCELED,
            ExecType.REPLACED,
            ExecType.REJECTED,
            ExecType.EXPIRED,
            ExecType.CANCEL_REJECT,
            ExecType.TRIGGERED,
            ExecType.RESTATED,
            ExecType.MASS_CANCEL_REPORT)
        .contains(
            Reason.UNFILLED,
            Reason.KILL_SWITCH,
            Reason.UNKNOWN_ORDER,
            Reason.TOO_LATE,
            Reason.SELF_TRADE,
            Reason.POST_ONLY_WOULD_TAKE,
            Reason.DUPLICATE_ORDER,
            Reason.UNSUPPORTED,
            Reason.OVERFLOW,
            Reason.WRONG_PHASE,
            Reason.PRICE_BAND);
  }

  @Test
  void aFailingLogIsCutToWhatShowsIt() {
    List<Integer> all = IntStream.range(0, 1000).boxed().toList();
    assertThat(Shortest.of(all, part -> part.contains(3) && part.contains(700)))
        .containsExactly(3, 700);
    assertThat(Shortest.of(all, part -> true)).isEmpty();
  }
}
