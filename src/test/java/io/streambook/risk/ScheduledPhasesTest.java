package io.streambook.risk;

import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.buy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SymbolCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What a symbol does at the steps of its schedule. */
class ScheduledPhasesTest extends SymbolStage {
  private static final String DAILY = "UTC,09:00=PRE_OPEN,09:30=CONTINUOUS,16:00=CLOSED";

  /** 2024-10-04, and the dates after. */
  private static final int FRIDAY = 20_000;

  private static final long EIGHT = micros("2024-10-04T08:00:00Z");
  private static final long NINE = micros("2024-10-04T09:00:00Z");
  private static final long HALF_PAST_NINE = micros("2024-10-04T09:30:00Z");
  private static final long FOUR = micros("2024-10-04T16:00:00Z");
  private static final long DAY = 86_400_000_000L;

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static InstrumentBuilder daily() {
    return instrument().schedule(DAILY);
  }

  private static SymbolControls at(InstrumentBuilder instrument, long now) {
    SymbolControls controls = new SymbolControls("ACME");
    assertThat(controls.apply(instrument.build(), now)).isNotNull();
    return controls;
  }

  private static void isStep(
      SymbolCommand.PhaseChange change, Phase phase, long instant, int tradingDay) {
    assertThat(change).as("step at " + instant).isNotNull();
    assertThat(change.isScheduled()).isTrue();
    assertThat(change.endsPause()).isFalse();
    assertThat(change.phase()).isEqualTo(phase);
    assertThat(change.offset()).isEqualTo(instant);
    assertThat(change.tradingDay()).isEqualTo(tradingDay);
  }

  private Reason reasonAt(SymbolControls controls, long now) {
    return controls
        .judge(buy("o" + offset).timestamp(now).offset(offset++).build(), now)
        .verdict()
        .reason();
  }

  @Test
  void aStepChangesThePhaseAsARecordWould() {
    SymbolControls controls = at(daily(), EIGHT);
    assertThat(reasonAt(controls, EIGHT)).isEqualTo(Reason.CLOSED);
    assertThat(controls.wakeAt()).isEqualTo(NINE);
    assertThat(controls.wake(NINE - 1)).isNull();
    SymbolCommand.PhaseChange step = controls.wake(NINE + 200_000);
    isStep(step, Phase.PRE_OPEN, NINE, FRIDAY);
    assertThat(step.number()).as("after the record and an order").isEqualTo(3);
    assertThat(step.time()).isEqualTo(NINE + 200_000);
    assertThat(step.terms()).isEqualTo(daily().build().terms());
    assertThat(controls.wake(NINE + 200_000)).as("once").isNull();
    assertThat(controls.wakeAt()).isEqualTo(HALF_PAST_NINE);
    isStep(controls.wake(HALF_PAST_NINE), Phase.CONTINUOUS, HALF_PAST_NINE, FRIDAY);
    assertThat(reasonAt(controls, HALF_PAST_NINE)).isNotIn(Reason.CLOSED, Reason.HALTED);
    isStep(controls.wake(FOUR), Phase.CLOSED, FOUR, FRIDAY);
    assertThat(reasonAt(controls, FOUR)).isEqualTo(Reason.CLOSED);
    assertThat(controls.wakeAt()).isEqualTo(NINE + DAY);
  }

  @Test
  void theFirstStepOfADateOpensTheTradingDay() {
    SymbolControls controls = at(daily(), FOUR);
    isStep(controls.wake(NINE + DAY), Phase.PRE_OPEN, NINE + DAY, FRIDAY + 1);
    isStep(controls.wake(HALF_PAST_NINE + DAY), Phase.CONTINUOUS, HALF_PAST_NINE + DAY, 20_001);
    SymbolControls always = at(instrument().schedule("UTC,00:00=CONTINUOUS"), EIGHT);
    long midnight = micros("2024-10-05T00:00:00Z");
    isStep(always.wake(midnight), Phase.CONTINUOUS, midnight, FRIDAY + 1);
    // A record that was ahead stays ahead.
    SymbolControls ahead = at(daily().tradingDay(FRIDAY + 5), FOUR);
    isStep(ahead.wake(NINE + DAY), Phase.PRE_OPEN, NINE + DAY, FRIDAY + 5);
  }

  /** The Monday after is 2024-10-07. */
  @Test
  void onADateThatDoesNotTradePhaseAndTradingDayStay() {
    SymbolControls controls =
        at(instrument().schedule("UTC,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED,!2024-10-08"), EIGHT);
    isStep(controls.wake(HALF_PAST_NINE), Phase.CONTINUOUS, HALF_PAST_NINE, FRIDAY);
    isStep(controls.wake(FOUR), Phase.CLOSED, FOUR, FRIDAY);
    assertThat(controls.wakeAt()).isEqualTo(HALF_PAST_NINE + 3 * DAY);
    assertThat(controls.wake(HALF_PAST_NINE + DAY)).as("Saturday").isNull();
    assertThat(reasonAt(controls, HALF_PAST_NINE + DAY)).isEqualTo(Reason.CLOSED);
    isStep(
        controls.wake(HALF_PAST_NINE + 3 * DAY),
        Phase.CONTINUOUS,
        HALF_PAST_NINE + 3 * DAY,
        FRIDAY + 3);
    isStep(controls.wake(FOUR + 3 * DAY), Phase.CLOSED, FOUR + 3 * DAY, FRIDAY + 3);
    assertThat(controls.wakeAt()).as("not Tuesday").isEqualTo(HALF_PAST_NINE + 5 * DAY);
  }

  @Test
  void aRecordOnADateThatDoesNotTradeTakesThePhaseOfTheDateBefore() {
    String weekdays = "UTC,MON-FRI,09:30=CONTINUOUS,16:00=CLOSED";
    SymbolControls controls = new SymbolControls("ACME");
    long saturdayNoon = EIGHT + DAY + 4 * 3_600_000_000L;
    SymbolCommand.PhaseChange change =
        controls.apply(instrument().schedule(weekdays).tradingDay(0).build(), saturdayNoon);
    assertThat(change.phase()).isEqualTo(Phase.CLOSED);
    assertThat(change.tradingDay()).isEqualTo(FRIDAY);
    // Whoever makes today a holiday ends its session, and its day is not taken back.
    SymbolControls trading = at(instrument().schedule(weekdays), HALF_PAST_NINE);
    SymbolCommand.PhaseChange ended =
        trading.apply(instrument().offset(1).schedule(weekdays + ",!2024-10-04").build(), FOUR - 1);
    assertThat(ended.phase()).isEqualTo(Phase.CLOSED);
    assertThat(ended.tradingDay()).isEqualTo(FRIDAY);
    assertThat(trading.wakeAt()).isEqualTo(HALF_PAST_NINE + 3 * DAY);
  }

  @Test
  void ofTheStepsThatWereMissedOnlyTheLastIsTaken() {
    SymbolControls controls = at(daily(), EIGHT);
    isStep(
        controls.wake(HALF_PAST_NINE + 3 * DAY),
        Phase.CONTINUOUS,
        HALF_PAST_NINE + 3 * DAY,
        20_003);
    assertThat(controls.wake(HALF_PAST_NINE + 3 * DAY)).isNull();
    assertThat(controls.wakeAt()).isEqualTo(FOUR + 3 * DAY);
  }

  @Test
  void aRecordTakesThePhaseOfTheLastStep() {
    SymbolControls controls = new SymbolControls("ACME");
    SymbolCommand.PhaseChange change =
        controls.apply(daily().offset(3).tradingDay(0).build(), HALF_PAST_NINE + 1);
    assertThat(change.isScheduled()).isFalse();
    assertThat(change.offset()).isEqualTo(3);
    assertThat(change.phase()).isEqualTo(Phase.CONTINUOUS);
    assertThat(change.tradingDay()).isEqualTo(FRIDAY);
    // A record that leaves phase, day and schedule alone tells the log nothing.
    assertThat(controls.apply(daily().offset(4).tradingDay(0).collarBps(7).build(), FOUR - 1))
        .isNull();
    assertThat(controls.wakeAt()).isEqualTo(FOUR);
    SymbolCommand.PhaseChange none = controls.apply(instrument().offset(5).build(), FOUR - 1);
    assertThat(none.phase()).as("whoever sets it hears of it").isEqualTo(Phase.CONTINUOUS);
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(controls.wake(FOUR + DAY)).isNull();
  }

  @Test
  void anotherPhaseOfTheRecordWinsUntilOneIsContinuous() {
    for (Phase phase : new Phase[] {Phase.HALTED, Phase.CLOSED, Phase.PRE_OPEN}) {
      SymbolControls controls = at(daily(), EIGHT);
      assertThat(controls.apply(daily().offset(1).phase(phase).build(), NINE - 1)).isNotNull();
      assertThat(controls.wake(NINE)).as("the day is the same").isNull();
      assertThat(controls.wake(HALF_PAST_NINE)).isNull();
      // The day goes on, so that DAY orders end.
      isStep(controls.wake(HALF_PAST_NINE + DAY), phase, HALF_PAST_NINE + DAY, FRIDAY + 1);
      SymbolCommand.PhaseChange lifted =
          controls.apply(daily().offset(2).build(), HALF_PAST_NINE + DAY + 7);
      assertThat(lifted.isScheduled()).isFalse();
      assertThat(lifted.phase()).isEqualTo(Phase.CONTINUOUS);
      isStep(controls.wake(FOUR + DAY), Phase.CLOSED, FOUR + DAY, FRIDAY + 1);
    }
  }

  @Test
  void aHaltThatIsLiftedAtNightIsClosed() {
    SymbolControls controls = at(daily().phase(Phase.HALTED), EIGHT);
    assertThat(controls.wake(FOUR)).isNull();
    SymbolCommand.PhaseChange lifted = controls.apply(daily().offset(1).build(), FOUR + 7);
    assertThat(lifted.phase()).isEqualTo(Phase.CLOSED);
    assertThat(reasonAt(controls, FOUR + 8)).isEqualTo(Reason.CLOSED);
  }

  @Test
  void aTombstoneEndsTheSchedule() {
    SymbolControls controls = at(daily(), EIGHT);
    Instrument deleted = instrument().offset(1).deleted().tradingDay(0).build();
    SymbolCommand.PhaseChange change = controls.apply(deleted, HALF_PAST_NINE + DAY);
    assertThat(change.phase()).isEqualTo(Phase.HALTED);
    assertThat(change.tradingDay()).isEqualTo(FRIDAY);
    assertThat(controls.wakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aStepEndsAPauseAndWinsOverItsEnd() {
    InstrumentBuilder pausing = daily().dynamicBand(500, BandAction.PAUSE, 60);
    SymbolControls controls = at(pausing, FOUR - 30_000_000);
    controls.apply(
        new MarketState(
            "ACME",
            7,
            Phase.AUCTION,
            "band",
            Decimal8.NONE,
            0,
            FRIDAY,
            FOUR - 30_000_000,
            new MarketState.Pause(5, FOUR - 30_000_000)));
    assertThat(controls.wakeAt()).isEqualTo(FOUR);
    isStep(controls.wake(FOUR + 60_000_000), Phase.CLOSED, FOUR, FRIDAY);
    assertThat(controls.wakeAt()).isEqualTo(NINE + DAY);
    assertThat(controls.wake(FOUR + 60_000_000)).isNull();
    assertThat(controls.wakeAt()).isEqualTo(NINE + DAY);
  }

  @Test
  void aStepHasTheSameIdentityAfterARestartAndIsInTheLogOnce() throws Exception {
    SymbolControls controls = at(daily(), EIGHT);
    SymbolControls again = restarted(controls);
    SymbolControls knows = restarted(at(daily(), EIGHT));
    assertThat(again.wakeAt()).isEqualTo(NINE);
    SymbolCommand.PhaseChange step = controls.wake(NINE + 1);
    assertThat(again.wake(NINE + 1)).isEqualTo(step);
    // The log has it: whoever comes back to before takes it from there.
    knows.replay(new LogEntry.Symbol(3, step));
    assertThat(knows.wake(NINE + 2)).isNull();
    assertThat(knows.wakeAt()).isEqualTo(HALF_PAST_NINE);
    isStep(knows.wake(HALF_PAST_NINE), Phase.CONTINUOUS, HALF_PAST_NINE, FRIDAY);
    // Later than the step after it: that one alone is still missing.
    SymbolControls late = restarted(at(daily(), EIGHT));
    late.replay(new LogEntry.Symbol(3, step));
    isStep(late.wake(FOUR + 5), Phase.CLOSED, FOUR, FRIDAY);
    SymbolControls saved = restarted(late);
    assertThat(saved.wakeAt()).isEqualTo(NINE + DAY);
    assertThat(saved.wake(FOUR + 6)).isNull();
    assertThat(reasonAt(saved, FOUR + 7)).isEqualTo(Reason.CLOSED);
  }

  /** The record is in the log, and read again after the next step's time. */
  @Test
  void aRecordThatIsReadAgainLeavesTheStepsSinceToBeTaken() {
    SymbolControls before = new SymbolControls("ACME");
    SymbolCommand.PhaseChange change = before.apply(daily().offset(3).build(), EIGHT);
    SymbolControls again = new SymbolControls("ACME");
    again.replay(new LogEntry.Symbol(2, change));
    assertThat(again.apply(daily().offset(3).build(), NINE + 1)).isNull();
    assertThat(reasonAt(again, NINE + 1)).isEqualTo(Reason.CLOSED);
    assertThat(again.wakeAt()).isEqualTo(NINE);
    isStep(again.wake(NINE + 2), Phase.PRE_OPEN, NINE, FRIDAY);
  }
}
