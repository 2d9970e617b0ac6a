package io.streambook.book;

/**
 * What risk decided on a command.
 *
 * @param reason why it was refused; null when it was accepted
 * @param text {@code REASON: measured=…, limit=…}; null when it was accepted
 */
public record Verdict(Reason reason, String text) {
  public static final Verdict ACCEPTED = new Verdict(null, null);

  /** A reject whose text is {@code REASON: details}. */
  public static Verdict reject(Reason reason, String details) {
    return new Verdict(reason, reason + ": " + details);
  }

  public boolean accepted() {
    return reason == null;
  }
}
