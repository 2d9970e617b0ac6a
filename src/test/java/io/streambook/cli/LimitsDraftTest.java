package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.risk.RiskLimits;
import org.junit.jupiter.api.Test;

class LimitsDraftTest {
  /** A kill or its lift must not bring into force what waits for its time. */
  @Test
  void limitsThatWaitForTheirTimeGoOnWaiting() {
    LimitsDraft tomorrow = new LimitsDraft("FIRM/NAME");
    tomorrow.maxOrderQty = 7;
    tomorrow.approver = "bob";
    tomorrow.effectiveFrom = Long.MAX_VALUE;

    RiskLimits killed = new LimitsDraft(tomorrow.build("alice")).build("carol");

    assertThat(killed.rules().effectiveFrom()).isEqualTo(Long.MAX_VALUE);
    assertThat(killed.rules().approver()).isEqualTo("bob");
    assertThat(killed.maxOrderQty()).isEqualTo(7);
  }
}
