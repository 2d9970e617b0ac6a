package io.streambook.bench.book;

/**
 * A book on the commands of a stream. They are made a few at a time, right before they are applied
 * and not as part of it, as a decoder leaves them: new objects that are still in the cache.
 */
interface MeasuredBook {
  /** Commands that are made at a time, at most. */
  int BATCH = 256;

  /** Empties the book. */
  void reset();

  /** Makes the commands from one place of the stream up to another. */
  void prepare(int begin, int end);

  /**
   * Applies all that were made last. Each book has its own loop: in a shared one the compiler would
   * find calls of all books and inline none.
   */
  void applyAll();

  /** Applies the n-th of those, from 0. */
  void apply(int n);

  /** What came out since it was empty. */
  EventSink events();

  /** Makes and applies a part of the stream. */
  default void run(int begin, int end) {
    for (int n = begin; n < end; n += BATCH) {
      prepare(n, Math.min(end, n + BATCH));
      applyAll();
    }
  }
}
