package io.streambook.risk;

/** State of an account's kill switch: KILLING until none of its orders rests. */
public enum KillState {
  UNKNOWN,
  ACTIVE,
  KILLING,
  KILLED
}
