package io.streambook.simulation;

/** The task ends here. */
final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super(where);
  }
}
