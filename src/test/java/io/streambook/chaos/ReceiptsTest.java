package io.streambook.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private final Receipts receipts = new Receipts();

  @Test
  void whatIsAcknowledgedWaitsForItsAnswer() {
    receipts.acknowledge(0, 1, "a", 0);
    receipts.acknowledge(1, 1, "b", 0);
    receipts.answer(1, 1, 0);
    Places sent = receipts.acknowledged();
    assertThat(receipts.unanswered(sent).first(5)).containsExactly("orders-0-1");
    receipts.acknowledge(0, 2, "c", 0);
    receipts.answer(0, 1, 0);
    assertThat(receipts.unanswered(sent).isEmpty()).isTrue();
    assertThat(receipts.acknowledgedCount()).isEqualTo(3);
    assertThat(receipts.orderId(0, 2)).isEqualTo("c");
    assertThat(receipts.orderId(0, 3)).isNull();
  }

  @Test
  void theLongestWaitIsThatSinceItWasAskedLast() {
    receipts.acknowledge(0, 1, "a", millis(10));
    receipts.acknowledge(0, 2, "b", millis(50));
    receipts.answer(0, 1, millis(40));
    receipts.answer(0, 2, millis(60));
    assertThat(receipts.longestWait()).isEqualTo(Duration.ofMillis(30));
    assertThat(receipts.longestWait()).isZero();
  }

  /** The venue can be faster than the sender's callback. */
  @Test
  void anAnswerBeforeTheAcknowledgementIsNoWait() {
    receipts.answer(0, 1, millis(5));
    receipts.acknowledge(0, 1, "a", millis(6));
    receipts.answer(0, 1, millis(900));
    assertThat(receipts.longestWait()).isZero();
    assertThat(receipts.unanswered(receipts.acknowledged()).isEmpty()).isTrue();
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
