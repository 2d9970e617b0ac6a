package io.streambook.risk;

import io.streambook.book.Decimal8;

/**
 * Something about limits that a person should hear of.
 *
 * @param account FIRM/NAME, or FIRM for what concerns the firm as a whole
 * @param number 1, 2, 3 … per account
 * @param limit its name in {@code risk-limits}; empty when it is about none
 * @param percent of the limit that is reached; 100 and more for a breach; 0 when it is about none
 * @param measured in 10⁻⁸, or {@link Decimal8#NONE}
 * @param max the limit in 10⁻⁸, or {@link Decimal8#NONE}
 * @param text for a person
 * @param time in microseconds since 1970
 */
public record RiskEvent(
    String account,
    long number,
    Kind kind,
    String limit,
    int percent,
    long measured,
    long max,
    String text,
    long time) {

  public RiskEvent withNumber(long newNumber) {
    return new RiskEvent(account, newNumber, kind, limit, percent, measured, max, text, time);
  }

  /** What happened. */
  public enum Kind {
    UNKNOWN,
    /** A limit is used to 50, 75, 85, 90 or 95 percent: each once a trading day. */
    WARNING,
    /** A limit refused an order, or is reached by executions: once a trading day. */
    BREACH,
    /** Too many executions: new orders are refused until a person lifts it. */
    LATCHED,
    LATCH_LIFTED,
    KILLED,
    KILL_LIFTED,
    /** A record of {@code risk-limits} is in force. */
    LIMITS_APPLIED,
    /** A record that loosens limits has no approver besides its operator. */
    LIMITS_REFUSED
  }
}
