package io.streambook.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Reads a topic in a thread of its own, as a client that waits for what comes. */
final class Observer<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Tail<T> tail;
  private final CompletableFuture<Void> end;
  private volatile boolean closed;

  /**
   * Begins at once, and closes the tail with itself.
   *
   * @param values called by that thread alone
   */
  Observer(Tail<T> tail, Tail.Values<T> values) {
    this.tail = tail;
    end =
        CompletableFuture.runAsync(
            () -> {
              while (!closed) {
                tail.poll(POLL, values);
              }
            },
            task -> new Thread(task, "bench-observer").start());
  }

  /** Fails when it could not go on. */
  void requireAlive() {
    if (end.isCompletedExceptionally()) {
      end.join();
    }
  }

  @Override
  public void close() {
    closed = true;
    try (tail) {
      end.join();
    }
  }
}
