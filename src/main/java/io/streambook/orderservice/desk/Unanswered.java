package io.streambook.orderservice.desk;

/**
 * The venue's answer did not come in time: the command may have been carried out, or may yet be.
 */
public final class Unanswered extends RuntimeException {
  private final boolean acknowledged;

  Unanswered(boolean acknowledged) {
    super(acknowledged ? "the venue is silent" : "the broker did not confirm", null, false, false);
    this.acknowledged = acknowledged;
  }

  /** Whether the broker has confirmed the command: then it will be judged. */
  public boolean acknowledged() {
    return acknowledged;
  }
}
