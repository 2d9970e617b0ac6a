package io.streambook.local;

import java.util.function.Supplier;

/** A JobManager or TaskManager of a {@link LocalCluster}. */
final class FlinkProcess extends ChildServer implements AutoCloseable {
  private final Supplier<ChildProcess> launch;
  private ChildProcess process;

  FlinkProcess(Supplier<ChildProcess> launch) {
    this.launch = launch;
  }

  @Override
  public void start() {
    process = launch.get();
  }

  @Override
  ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }
}
