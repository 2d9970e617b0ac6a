package io.streambook.local;

/** A part of the embedded stack could not start or ended by itself; the message is for a person. */
public final class LocalException extends RuntimeException {
  public LocalException(String message) {
    super(message);
  }

  public LocalException(String message, Throwable cause) {
    super(message, cause);
  }
}
