package io.streambook.orderservice.fix;

/** A message asks for what can't be done; nothing of it goes to the venue. */
final class Refusal extends Exception {
  private final int ordRejReason;

  /**
   * @param ordRejReason FIX OrdRejReason (103)
   */
  Refusal(int ordRejReason, String text) {
    super(text, null, false, false);
    this.ordRejReason = ordRejReason;
  }

  /** FIX OrdRejReason (103). */
  int ordRejReason() {
    return ordRejReason;
  }
}
