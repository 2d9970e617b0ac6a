package io.streambook.simulation;

/** The simulated venue broke a rule. */
public final class BrokenRule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenRule(String message, Throwable cause) {
    super(message, cause);
  }
}
