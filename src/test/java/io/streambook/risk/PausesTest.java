package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a symbol does when its time has come: ends of pauses, expiry. */
class PausesTest extends SymbolStage {
  private static final long PAUSE_MICROS = 60_000_000;

  private static InstrumentBuilder pausing() {
    return instrument().dynamicBand(500, BandAction.PAUSE, 60);
  }

  private static MarketState paused(long sequence, long pause) {
    return new MarketState(
        "ACME",
        sequence,
        Phase.AUCTION,
        "band",
        Decimal8.NONE,
        0,
        20_000,
        NOW,
        new MarketState.Pause(pause, NOW));
  }

  private static MarketState trading(long sequence) {
    return new MarketState("ACME", sequence, Phase.CONTINUOUS, "", Decimal8.NONE, 0, 20_000, NOW);
  }

  @Test
  void aPauseEndsWhenItsTimeIsOver() {
    SymbolControls controls = open(pausing());
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    controls.apply(paused(7, 5));
    assertThat(controls.wakeAt()).isEqualTo(NOW + PAUSE_MICROS);
    assertThat(controls.wake(NOW + PAUSE_MICROS - 1)).isNull();
    SymbolCommand.PhaseChange end = controls.wake(NOW + PAUSE_MICROS);
    assertThat(end.endsPause()).isTrue();
    assertThat(end.offset()).isEqualTo(5);
    assertThat(end.number()).isEqualTo(2);
    assertThat(end.phase()).isEqualTo(Phase.CONTINUOUS);
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(judge(controls, buy("a")).number()).isEqualTo(3);
  }

  @Test
  void aPauseEndsOnceThoughOlderStatesStillTellOfIt() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    assertThat(controls.wake(NOW + PAUSE_MICROS)).isNotNull();
    controls.apply(paused(8, 5));
    assertThat(controls.wake(Long.MAX_VALUE - 1)).isNull();
    controls.apply(paused(9, 9));
    assertThat(controls.wake(NOW + PAUSE_MICROS).offset()).isEqualTo(9);
  }

  @Test
  void whatEndsAPauseOtherwiseLeavesNothingToWakeFor() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    controls.apply(trading(8));
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    controls.apply(paused(9, 9));
    assertThat(controls.apply(pausing().offset(1).phase(Phase.HALTED).build(), NOW)).isNotNull();
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPauseThatTheLogHasEndedIsOver() {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    SymbolControls again = open(pausing());
    again.replay(new LogEntry.Symbol(8, controls.wake(NOW + PAUSE_MICROS)));
    again.apply(paused(7, 5));
    assertThat(again.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  private static OrderBuilder goodTill(String id, long expireTime) {
    return buy(id)
        .tif(TimeInForce.GTD)
        .conditions(
            Conditions.of(Decimal8.NONE, 0, 0, false, expireTime, SelfTradePrevention.NONE, ""));
  }

  @Test
  void goodTillDateOrdersExpireInTheFullSecondAfterTheirTime() throws Exception {
    SymbolControls controls = open(pausing());
    assertThat(judge(controls, goodTill("a", NOW + 1_500_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("b", NOW + 1_600_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("c", NOW + 9_000_000)).verdict().accepted()).isTrue();
    assertThat(judge(controls, goodTill("d", NOW)).verdict().reason())
        .isEqualTo(Reason.INVALID_EXPIRE_TIME);
    assertThat(controls.wakeAt()).isEqualTo(NOW + 2_000_000);
    assertThat(controls.expire(NOW + 1_999_999)).isNull();
    SymbolCommand.Expire expire = controls.expire(NOW + 2_300_000);
    assertThat(expire.upTo()).isEqualTo(NOW + 2_000_000);
    assertThat(expire.after()).as("comes after all that was judged").isEqualTo(5);
    assertThat(controls.expire(NOW + 2_300_000)).isNull();
    SymbolControls again = restarted(controls);
    assertThat(again.wakeAt()).isEqualTo(NOW + 9_000_000);
    again.replay(
        new LogEntry.Symbol(
            9, new SymbolCommand.Expire("ACME", 5, NOW + 9_000_000, NOW + 9_000_000, 20_000)));
    assertThat(again.wakeAt()).as("the log has it").isEqualTo(Long.MAX_VALUE);
    Judged missed = judge(controls, goodTill("e", NOW + 20_000_000));
    again.replay(new LogEntry.Order(10, missed));
    assertThat(again.wakeAt()).as("of an order in the log").isEqualTo(NOW + 20_000_000);
  }

  @Test
  void aPauseOutlivesARestart() throws Exception {
    SymbolControls controls = open(pausing());
    controls.apply(paused(7, 5));
    SymbolControls again = restarted(controls);
    assertThat(again.wakeAt()).isEqualTo(NOW + PAUSE_MICROS);
    assertThat(again.wake(NOW + PAUSE_MICROS)).isEqualTo(controls.wake(NOW + PAUSE_MICROS));
  }

  @Test
  void aPhaseOfTheLogEndsAPause() {
    SymbolControls controls = open(pausing());
    SymbolCommand.PhaseChange halt =
        controls.apply(pausing().offset(1).phase(Phase.HALTED).build(), NOW);
    SymbolControls again = open(pausing());
    again.apply(paused(7, 5));
    again.replay(new LogEntry.Symbol(8, halt));
    assertThat(again.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  /** Each after all else was saved: what is not written then is forgotten by a restart. */
  @Test
  void pausesAndExpiriesAreSavedWhenTheyAreTold() throws Exception {
    SymbolControls controls = open(pausing());
    restarted(controls);
    controls.apply(paused(7, 5));
    assertThat(restarted(controls).wakeAt()).isEqualTo(NOW + PAUSE_MICROS);
    assertThat(judge(controls, goodTill("a", NOW + 9_000_000)).verdict().accepted()).isTrue();
    assertThat(restarted(controls).wakeAt()).isEqualTo(NOW + 9_000_000);
    OrderBuilder replace = replace("r", "a");
    replace.tif(TimeInForce.GTD).conditions(goodTill("", NOW + 8_000_000).build().conditions());
    assertThat(judge(controls, replace).verdict().accepted()).isTrue();
    assertThat(restarted(controls).wakeAt()).isEqualTo(NOW + 8_000_000);
    assertThat(controls.expire(NOW + 8_000_000).upTo()).isEqualTo(NOW + 8_000_000);
  }

  @Test
  void theLastTradeIsTheReferenceAlsoAfterARestart() throws Exception {
    SymbolControls controls = quoted();
    restarted(controls);
    controls.apply(
        new MarketState("ACME", 8, Phase.CONTINUOUS, "", parse("101"), NOW, 20_000, NOW));
    assertThat(judge(restarted(controls), buy("a")).reference()).isEqualTo(parse("101"));
  }

  /** Matching knows them from phase changes alone, the end of a pause too. */
  @Test
  void theTermsThatTheLogHasAreThoseOfTheNextChange() throws Exception {
    SymbolControls controls = open(pausing());
    restarted(controls);
    SymbolControls before = restarted(controls);
    InstrumentBuilder wider = instrument().dynamicBand(900, BandAction.PAUSE, 60).offset(1);
    SymbolCommand.PhaseChange change = controls.apply(wider.build(), NOW);
    assertThat(change.terms().bandBps()).isEqualTo(900);

    before.replay(new LogEntry.Symbol(3, change));
    before.apply(wider.build(), NOW);
    for (SymbolControls again : List.of(before, restarted(controls))) {
      again.apply(paused(9, 9));
      assertThat(again.wake(NOW + PAUSE_MICROS).terms()).isEqualTo(change.terms());
    }
  }

  @Test
  void aPausedSymbolTakesWhatAnAuctionTakes() throws Exception {
    SymbolControls controls = open(pausing());
    accepts(controls, buy("a").tif(TimeInForce.IOC));
    controls.apply(paused(7, 5));
    for (SymbolControls paused : List.of(controls, restarted(controls))) {
      assertThat(judge(paused, buy("b").tif(TimeInForce.IOC)).verdict().accepted()).isFalse();
      accepts(paused, buy("c"));
    }
    controls.apply(trading(8));
    for (SymbolControls trading : List.of(controls, restarted(controls))) {
      accepts(trading, buy("d").tif(TimeInForce.IOC));
    }
  }
}
