package io.streambook.simulation;

import io.streambook.venue.MatchingStage;

/** Publishes books and market states that are due, now and then. */
final class DueBooks implements Step {
  private static final int SYMBOLS = 1;
  private static final int OFTEN_PERCENT = 2;

  private final MatchingStage stage;
  private final Task task;
  private final World world;

  DueBooks(MatchingStage stage, Task task, World world) {
    this.stage = stage;
    this.task = task;
    this.world = world;
  }

  @Override
  public boolean isDue() {
    return !task.hasFailed()
        && (!world.faults || world.chance(OFTEN_PERCENT))
        && !stage.changedBooks().isEmpty();
  }

  @Override
  public void take() throws Exception {
    task.work(() -> stage.publishBooks(SYMBOLS));
  }
}
