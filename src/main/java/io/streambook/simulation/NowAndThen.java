package io.streambook.simulation;

import java.util.function.BooleanSupplier;

/** Publishes what is due, now and then. */
final class NowAndThen implements Step {
  private static final int OFTEN_PERCENT = 2;

  private final World world;
  private final BooleanSupplier due;
  private final Task.Work publish;

  NowAndThen(World world, BooleanSupplier due, Task.Work publish) {
    this.world = world;
    this.due = due;
    this.publish = publish;
  }

  @Override
  public boolean isDue() {
    return (!world.faults || world.chance(OFTEN_PERCENT)) && due.getAsBoolean();
  }

  @Override
  public void take() throws Exception {
    publish.run();
  }
}
