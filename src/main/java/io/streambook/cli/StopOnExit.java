package io.streambook.cli;

import java.time.Duration;

/** Lets a command that runs until Ctrl-C end in order: it stops, prints its result, and exits. */
final class StopOnExit {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private StopOnExit() {}

  /** On Ctrl-C asks the calling thread's work to stop and gives it some seconds for that. */
  static void install(Runnable stop) {
    Thread worker = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              try {
                worker.join(PATIENCE.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop-on-exit");
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
