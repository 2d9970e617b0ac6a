package io.streambook.local;

import java.time.Duration;

/** A server that is one process. */
abstract class ChildServer implements LocalServer {
  /** The one that runs, or ran last. */
  abstract ChildProcess process();

  /** Processor time that it has used so far; zero where the system does not tell. */
  public final Duration cpuTime() {
    return process().cpuTime();
  }

  @Override
  public final void kill() {
    process().kill();
  }

  @Override
  public final void freeze() {
    process().freeze();
  }

  @Override
  public final void resume() {
    process().resume();
  }
}
