package io.streambook.simulation;

import io.streambook.venue.LogGuard;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.Recovery;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The guard of one start: asks for the ends of the log first, and then lets its barrier go. */
final class Guard implements Step {
  /** The log takes its time to answer, while all others work. */
  private static final int SLOW_PERCENT = 60;

  /** At some checkpoints so much that another job takes over and publishes meanwhile. */
  private static final int VERY_SLOW_PERCENT = 99;

  private static final int OFTEN_VERY_SLOW_PERCENT = 15;

  private final Attempt attempt;
  private final LogGuard guard;
  private final List<Channel> outputs;

  /** One that crashed before it had started can't take checkpoints, whatever else lives on. */
  private boolean started;

  private boolean checkpoint;
  private int slowPercent;
  private boolean asking;
  private boolean asked;
  private boolean left;

  Guard(Attempt attempt, LogGuard guard, List<Channel> outputs) {
    this.attempt = attempt;
    this.guard = guard;
    this.outputs = List.copyOf(outputs);
  }

  void start(Map<Slot, Long> saved, Consumer<Recovery> tell) {
    guard.start(saved, tell);
    started = true;
  }

  /** A checkpoint begins. */
  void checkpoint() {
    checkpoint = true;
    World world = attempt.world();
    slowPercent =
        world.faults && world.chance(OFTEN_VERY_SLOW_PERCENT) ? VERY_SLOW_PERCENT : SLOW_PERCENT;
    asked = false;
    left = false;
  }

  @Override
  public boolean isDue() {
    return started
        && checkpoint
        && !asking
        && !(left
            && attempt.isBroken(Breakage.ENDS_ASKED_AFTER_THE_SNAPSHOTS)
            && attempt.unacknowledged() > 1);
  }

  @Override
  public void take() throws Exception {
    if (attempt.world().chance(slowPercent)) {
      return;
    }
    boolean late =
        attempt.isBroken(Breakage.ENDS_ASKED_AFTER_THE_BARRIER)
            || attempt.isBroken(Breakage.ENDS_ASKED_AFTER_THE_SNAPSHOTS);
    if (late == left && !asked) {
      asking = true;
      attempt.snapshot().ends = guard.ends();
      asking = false;
      asked = true;
    } else {
      left = true;
      for (Channel output : outputs) {
        output.putBarrier();
      }
    }
    if (asked && left) {
      checkpoint = false;
      attempt.acknowledge();
    }
  }
}
