package io.streambook.risk;

import org.junit.jupiter.api.Test;

/** The properties for few commands, the same each time: for mutations of the controls. */
class FixedCommandsTest {
  private static final int RUNS = 8;
  private static final int STEPS = 200;

  private final AccountPropertyTest properties = new AccountPropertyTest();

  @Test
  void theyHold() throws Exception {
    for (long seed = 0; seed < RUNS; seed++) {
      properties.withAllFeedbackReservationsAreThoseRecomputedFromTheLog(seed, STEPS);
      properties.limitsHoldAtEveryStep(seed, STEPS);
      properties.inAReducedInstrumentNoPositionCanGrow(seed, STEPS);
      properties.onceKilledNothingRestsAndNothingIsAccepted(seed, STEPS);
    }
  }
}
