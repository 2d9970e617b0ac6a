package io.streambook.risk;

import static io.streambook.risk.OrderBuilder.adjust;
import static io.streambook.risk.OrderBuilder.tradeCancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Reason;
import org.junit.jupiter.api.Test;

/** What passes and what does not, on both sides of each boundary. */
class CorrectionControlsTest {
  private final SymbolControls controls = new SymbolControls("ACME");
  private long offset;

  private Reason reason(OrderBuilder order) {
    Judged judged = controls.judge(order.offset(++offset).build(), OrderBuilder.NOW);
    return judged.verdict().reason();
  }

  private Reason by(String operator, String comment) {
    return reason(
        tradeCancel("k", "").correction(new Correction("ACME-1-0", 0, operator, comment)));
  }

  @Test
  void anOperatorSaysWhoAndWhy() {
    assertThat(by("a", "b")).isNull();
    assertThat(by("a".repeat(64), "b".repeat(256))).isNull();
    assertThat(by("", "b")).isEqualTo(Reason.INVALID_OPERATOR);
    assertThat(by("a".repeat(65), "b")).isEqualTo(Reason.INVALID_OPERATOR);
    assertThat(by("a", " ")).isEqualTo(Reason.INVALID_OPERATOR);
    assertThat(by("a", "b".repeat(257))).isEqualTo(Reason.INVALID_OPERATOR);
    assertThat(by("a", "b\n")).isEqualTo(Reason.INVALID_OPERATOR);
    assertThat(reason(adjust("k").correction(Correction.NONE))).isEqualTo(Reason.INVALID_OPERATOR);
  }

  @Test
  void anOperatorsMassCancelSaysWhoAndWhy() {
    OrderBuilder command = OrderBuilder.cancel("m", "").action(Action.MASS_CANCEL);
    assertThat(reason(command)).isNull();
    assertThat(reason(command.correction(new Correction("", 0, "alice", "why")))).isNull();
    assertThat(reason(command.correction(new Correction("", 0, "alice", ""))))
        .isEqualTo(Reason.INVALID_OPERATOR);
  }

  @Test
  void anAdjustmentChangesSomethingWithinTheRange() {
    SymbolControl control = CorrectionControls::adjustment;
    Market market = new Market();
    assertThat(control.check(adjust("k").qty("0.00000001").build(), market)).isNull();
    assertThat(control.check(adjust("k").qty("100000000").build(), market)).isNull();
    assertThat(control.check(adjust("k").cash("-0.00000001").build(), market)).isNull();
    assertThat(control.check(adjust("k").cash("9999999999.99999999").build(), market)).isNull();
    String limit = ", limit=100000000, " + Decimal8.format(Decimal8.MAX);
    assertThat(control.check(adjust("k").build(), market).text())
        .isEqualTo("INVALID_ADJUSTMENT: qty=0, cash=0" + limit);
    assertThat(control.check(adjust("k").qty("100000000.00000001").build(), market).text())
        .isEqualTo("INVALID_ADJUSTMENT: qty=100000000.00000001, cash=0" + limit);
    assertThat(control.check(adjust("k").qty("-1").build(), market).text())
        .isEqualTo("INVALID_ADJUSTMENT: qty=-1, cash=0" + limit);
    assertThat(control.check(adjust("k").cash("10000000000").build(), market).text())
        .isEqualTo("INVALID_ADJUSTMENT: qty=0, cash=10000000000" + limit);
  }

  @Test
  void anAdjustmentIsOfAKnownInstrumentInTime() {
    assertThat(reason(adjust("k").cash("1"))).isEqualTo(Reason.UNKNOWN_SYMBOL);
    assertThat(reason(adjust("k").cash("1").validUntil(OrderBuilder.NOW - 1)))
        .isEqualTo(Reason.STALE_ORDER);
    assertThat(reason(tradeCancel("k", "ACME-1-0").validUntil(OrderBuilder.NOW - 1)))
        .isEqualTo(Reason.STALE_ORDER);
    assertThat(reason(tradeCancel("k", "ACME-1-0").validUntil(OrderBuilder.NOW))).isNull();
  }
}
