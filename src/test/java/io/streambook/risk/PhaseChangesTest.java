package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TradingTerms;
import org.junit.jupiter.api.Test;

/** What the log is told when an instrument record comes. */
class PhaseChangesTest extends SymbolStage {
  private static SymbolCommand.PhaseChange change(
      long after, long offset, int tradingDay, Phase phase) {
    return new SymbolCommand.PhaseChange(
        "ACME", after, 0, offset, NOW, tradingDay, phase, Decimal8.NONE, terms("0.05"));
  }

  private static TradingTerms terms(String tick) {
    return new TradingTerms(parse(tick), 0, BandAction.REST);
  }

  @Test
  void announcesThePhaseAfterTheLastOrder() {
    SymbolControls controls = new SymbolControls("ACME");
    judge(controls, buy("early"));
    assertThat(controls.apply(instrument().offset(3).build(), NOW))
        .isEqualTo(change(1, 3, 20_000, Phase.CONTINUOUS));
    judge(controls, buy("a"));
    judge(controls, buy("b"));
    assertThat(controls.apply(instrument().offset(4).collarBps(7).build(), NOW)).isNull();
    assertThat(controls.apply(instrument().offset(5).phase(Phase.HALTED).build(), NOW))
        .isEqualTo(change(4, 5, 20_000, Phase.HALTED));
  }

  @Test
  void aNewTradingDayIsAnnouncedAndNeverGoesBack() {
    SymbolControls controls = open();
    assertThat(controls.apply(instrument().offset(1).tradingDay(20_001).build(), NOW))
        .usingRecursiveComparison()
        .ignoringFields("reference")
        .isEqualTo(change(1, 1, 20_001, Phase.CONTINUOUS));
    assertThat(controls.apply(instrument().offset(2).tradingDay(19_999).build(), NOW)).isNull();
    assertThat(judge(controls, buy("a")).tradingDay()).isEqualTo(20_001);
  }

  @Test
  void aNewTickIsAnnouncedWithTheReference() {
    SymbolControls controls = quoted(quote("X", "99.9", "100.1", null, NOW));
    assertThat(controls.apply(instrument().offset(1).tick("0.1").build(), NOW))
        .isEqualTo(
            new SymbolCommand.PhaseChange(
                "ACME", 1, 0, 1, NOW, 20_000, Phase.CONTINUOUS, parse("100"), terms("0.1")));
    assertThat(controls.apply(instrument().offset(2).tick("0.1").build(), NOW)).isNull();
  }

  @Test
  void anOlderInstrumentRecordChangesNothing() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().offset(9).build(), NOW);
    assertThat(controls.apply(instrument().offset(9).phase(Phase.HALTED).build(), NOW)).isNull();
    assertThat(controls.apply(instrument().offset(8).phase(Phase.HALTED).build(), NOW)).isNull();
  }

  @Test
  void aTombstoneHaltsOnTheSameDay() {
    SymbolControls controls = open();
    assertThat(
            controls.apply(
                instrument().offset(1).deleted().phase(Phase.UNKNOWN).tradingDay(0).build(), NOW))
        .usingRecursiveComparison()
        .ignoringFields("reference")
        .isEqualTo(change(1, 1, 20_000, Phase.HALTED));
    assertThat(judge(controls, cancel("c", "a")).currency()).isEqualTo("USD");
  }
}
