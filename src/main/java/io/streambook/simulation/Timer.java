package io.streambook.simulation;

/** The timer of a task: it may find something to do when time has passed, or after a message. */
final class Timer implements Step {
  private static final int OFTEN_PERCENT = 2;

  private final World world;
  private final Task task;
  private final Task.Work tick;
  private long tickedAt = -1;
  private long takenThen;

  Timer(World world, Task task, Task.Work tick) {
    this.world = world;
    this.task = task;
    this.tick = tick;
  }

  @Override
  public boolean isDue() {
    return !task.hasFailed()
        && (world.now != tickedAt || task.taken() != takenThen)
        && (!world.faults || world.chance(OFTEN_PERCENT));
  }

  @Override
  public void take() throws Exception {
    tickedAt = world.now;
    takenThen = task.taken();
    task.work(tick);
  }
}
