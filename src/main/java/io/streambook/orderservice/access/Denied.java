package io.streambook.orderservice.access;

/** Why a request is not let in. */
public final class Denied extends RuntimeException {
  /** The reasons, in the order in which they are looked for. */
  public enum Why {
    NO_KEY,
    UNKNOWN_KEY,
    NO_SIGNATURE,
    NO_TIMESTAMP,
    RECV_WINDOW_TOO_LARGE,
    WRONG_SIGNATURE,
    TIMESTAMP_AHEAD,
    TIMESTAMP_TOO_OLD,
    NO_PERMISSION
  }

  private final Why why;

  Denied(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
