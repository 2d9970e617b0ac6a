package io.streambook.bench;

import java.util.concurrent.TimeUnit;

/** Between two looks at something that others do. */
final class Pause {
  private static final long MILLIS = 20;

  private Pause() {}

  static void shortly() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(MILLIS);
  }
}
