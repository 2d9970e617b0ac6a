package io.streambook.book;

/**
 * What a phase takes of new orders and replaces; cancels it always takes. The table {@code
 * phases.txt} of the package of risk says the same, and a test compares them.
 */
public final class PhaseRules {
  private PhaseRules() {}

  /** Null when the phase takes such an order. */
  public static Verdict check(
      Phase phase, OrderType type, TimeInForce timeInForce, boolean postOnly) {
    return switch (phase) {
      case CONTINUOUS -> timeInForce == TimeInForce.AT_THE_OPEN ? wrong(phase, timeInForce) : null;
      case PRE_OPEN, AUCTION, PRE_CLOSE -> collecting(phase, timeInForce, postOnly);
      case CLOSED -> Verdict.reject(Reason.CLOSED, "phase=CLOSED, limit=" + Phase.CONTINUOUS);
      case HALTED, UNKNOWN ->
          Verdict.reject(Reason.HALTED, "phase=" + phase + ", limit=" + Phase.CONTINUOUS);
    };
  }

  private static Verdict collecting(Phase phase, TimeInForce timeInForce, boolean postOnly) {
    if (postOnly) {
      return Verdict.reject(Reason.WRONG_PHASE, "phase=" + phase + ", postOnly=true");
    }
    return switch (timeInForce) {
      case IOC, FOK -> wrong(phase, timeInForce);
      case AT_THE_OPEN -> phase == Phase.PRE_OPEN ? null : wrong(phase, timeInForce);
      case UNKNOWN, DAY, GTC, GTD, AT_THE_CLOSE -> null;
    };
  }

  private static Verdict wrong(Phase phase, TimeInForce timeInForce) {
    return Verdict.reject(Reason.WRONG_PHASE, "phase=" + phase + ", tif=" + timeInForce);
  }
}
