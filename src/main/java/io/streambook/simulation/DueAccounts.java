package io.streambook.simulation;

import io.streambook.venue.AccountStage;

/** Hands out accounts whose snapshot is due, now and then. */
final class DueAccounts implements Step {
  private static final int POSITIONS = 2;
  private static final int OFTEN_PERCENT = 2;

  private final AccountStage stage;
  private final World world;
  private final Channel toSide;

  DueAccounts(AccountStage stage, World world, Channel toSide) {
    this.stage = stage;
    this.world = world;
    this.toSide = toSide;
  }

  @Override
  public boolean isDue() {
    return (!world.faults || world.chance(OFTEN_PERCENT)) && !stage.changedAccounts().isEmpty();
  }

  @Override
  public void take() throws Exception {
    stage.snapshots(POSITIONS, world.now, toSide::put);
  }
}
