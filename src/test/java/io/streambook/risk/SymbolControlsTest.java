package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import org.junit.jupiter.api.Test;

/** The numbers and stamps that a symbol gives to what it judges. */
class SymbolControlsTest extends SymbolStage {
  @Test
  void numbersDenselyAfterItsPhaseAlsoWhatItRefuses() {
    SymbolControls controls = open();
    assertThat(judge(controls, buy("a")).number()).isEqualTo(2);
    assertThat(judge(controls, buy("b").qty("0")).number()).isEqualTo(3);
    assertThat(judge(controls, cancel("c", "a")).number()).isEqualTo(4);
  }

  @Test
  void dropsWhatItHasSeen() {
    SymbolControls controls = open();
    assertThat(controls.judge(buy("a").offset(7).build(), NOW).number()).isEqualTo(2);
    assertThat(controls.judge(buy("a").offset(7).build(), NOW)).isNull();
    assertThat(controls.judge(buy("b").offset(6).build(), NOW)).isNull();
    assertThat(controls.judge(buy("c").offset(8).build(), NOW).number()).isEqualTo(3);
  }

  @Test
  void stampsTimeDayReferenceAndCurrency() {
    Judged judged = judge(open(), buy("a"));
    assertThat(judged.time()).isEqualTo(NOW);
    assertThat(judged.tradingDay()).isEqualTo(20_000);
    assertThat(judged.reference()).isEqualTo(parse("100"));
    assertThat(judged.currency()).isEqualTo("USD");
    assertThat(judged.protectionLimit()).isEqualTo(Decimal8.NONE);
  }

  @Test
  void timeNeverGoesBack() {
    SymbolControls controls = open();
    assertThat(controls.judge(buy("a").offset(1).build(), NOW + 5).time()).isEqualTo(NOW + 5);
    assertThat(controls.judge(buy("b").offset(2).build(), NOW + 1).time()).isEqualTo(NOW + 5);
  }

  @Test
  void protectionLimitIsTheCollarRoundedToTheTickInside() {
    SymbolControls controls = open(instrument().tick("0.3"));
    // 100 + 10 % = 110 and 100 − 10 % = 90; multiples of 0.3 inside are 109.8 and 90.
    assertThat(judge(controls, buy("a").market()).protectionLimit()).isEqualTo(parse("109.8"));
    assertThat(judge(controls, sell("b").market()).protectionLimit()).isEqualTo(parse("90"));
    SymbolControls narrow = open(instrument().tick("0.7"));
    assertThat(judge(narrow, sell("c").market()).protectionLimit()).isEqualTo(parse("90.3"));
  }

  @Test
  void protectionLimitOfASellIsAtLeastOneTick() {
    SymbolControls controls = open(instrument().collarBps(20_000));
    assertThat(judge(controls, sell("a").market()).protectionLimit()).isEqualTo(parse("0.05"));
    assertThat(judge(controls, buy("b").market()).protectionLimit()).isEqualTo(parse("300"));
  }

  @Test
  void absurdCollarDoesNotWrap() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().collarBps(Integer.MAX_VALUE).build(), NOW);
    controls.apply(quote("X", "9999999999", "9999999999", null, NOW));
    accepts(controls, buy("a").price("9999999999.95"));
    accepts(controls, sell("b").price("0.05"));
    assertThat(judge(controls, buy("c").market()).protectionLimit()).isPositive();
  }
}
