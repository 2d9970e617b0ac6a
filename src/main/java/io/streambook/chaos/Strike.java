package io.streambook.chaos;

import io.streambook.local.LocalServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A fault that happens, on a thread of its own: the blow, and after a while its end. */
final class Strike {
  private final Fault fault;
  private final LocalServer server;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<Void> end;

  private Strike(Fault fault, LocalServer server) {
    this.fault = fault;
    this.server = server;
    this.end = CompletableFuture.runAsync(this::run);
  }

  static Strike start(Fault fault, LocalServer server) {
    return new Strike(fault, server);
  }

  private void run() {
    switch (fault.kind().blow()) {
      case KILL -> {
        server.kill();
        pause();
        server.start();
      }
      case FREEZE -> {
        server.freeze();
        pause();
        server.resume();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(fault.down().toMillis());
    } catch (InterruptedException e) {
      // Then the process comes back at once.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the process is back. */
  void await() {
    try {
      end.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("after " + fault + ": it does not come back", e.getCause());
    }
  }

  /** Until when its effects may still begin. */
  long effectiveNanos() {
    return startNanos + fault.kind().target().delay().toNanos();
  }

  Fault fault() {
    return fault;
  }

  long startNanos() {
    return startNanos;
  }
}
