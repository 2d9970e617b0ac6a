package io.streambook.conformance;

/** The book did something else than its specification, or broke one of its invariants. */
public final class BooksDiffer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BooksDiffer(String message) {
    super(message);
  }

  BooksDiffer(String message, Throwable cause) {
    super(message, cause);
  }
}
