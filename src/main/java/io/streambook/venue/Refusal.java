package io.streambook.venue;

/** It can't go on, and starting it again changes nothing; the message says what can be done. */
public final class Refusal extends RuntimeException {
  public Refusal(String message) {
    super(message);
  }
}
