package io.streambook.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcknowledgedOnceTest {
  private final Receipts receipts = new Receipts();
  private final AcknowledgedOnce orders = new AcknowledgedOnce(receipts);

  AcknowledgedOnceTest() {
    receipts.acknowledge(0, 0, "a", 0);
    receipts.acknowledge(0, 1, "b", 0);
    receipts.acknowledge(1, 0, "", 0);
  }

  @Test
  void eachOnceIsRight() {
    found();
    assertThat(orders.passed()).isTrue();
    assertThat(orders.verdict()).startsWith("Each of 3 acknowledged orders is in the log once");
  }

  @Test
  void whatWasNotAcknowledgedMayBeThereToo() {
    found();
    orders.found(1, 1, "sent, and its acknowledgement was lost");
    assertThat(orders.passed()).isTrue();
  }

  @Test
  void oneThatIsMissingIsNamed() {
    orders.found(0, 0, "a");
    orders.found(1, 0, "");
    assertThat(orders.passed()).isFalse();
    assertThat(orders.verdict()).contains("FAILED", "1 are missing [orders-0-1]");
  }

  @Test
  void oneThatIsThereTwiceIsNamed() {
    found();
    orders.found(0, 1, "b");
    assertThat(orders.passed()).isFalse();
    assertThat(orders.verdict()).contains("FAILED", "orders-0-1 is there a second time");
  }

  @Test
  void anotherOrderInItsPlaceIsNamed() {
    orders.found(0, 0, "a");
    orders.found(0, 1, "x");
    orders.found(1, 0, "");
    assertThat(orders.passed()).isFalse();
    assertThat(orders.verdict()).contains("orders-0-1 was acknowledged as order b and is order x");
  }

  @Test
  void anOrderThatIsADeadLetterIsNamed() {
    orders.found(0, 0, "a");
    orders.found(0, 1, "");
    orders.found(1, 0, "");
    assertThat(orders.passed()).isFalse();
    assertThat(orders.verdict()).contains("acknowledged as order b and is a dead letter");
  }

  private void found() {
    orders.found(0, 0, "a");
    orders.found(0, 1, "b");
    orders.found(1, 0, "");
  }
}
