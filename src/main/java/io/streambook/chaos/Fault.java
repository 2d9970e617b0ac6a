package io.streambook.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * One accident.
 *
 * @param number from 1, in the order of the schedule
 * @param taskManager which TaskManager, from 1; 0 for another target
 * @param amidRecovery whether it comes while the venue still recovers from the fault before
 * @param pause before it: since the fault before when amid its recovery, otherwise since the venue
 *     has recovered
 * @param down how long the process is dead until it is started again, or frozen
 */
record Fault(
    int number, Kind kind, int taskManager, boolean amidRecovery, Duration pause, Duration down) {

  /** What happens to a process. */
  enum Blow {
    KILL,
    FREEZE
  }

  /** Faults of one kind are reported together. */
  record Kind(Blow blow, Target target) {
    @Override
    public String toString() {
      return blow.name().toLowerCase(Locale.ROOT) + " " + target;
    }
  }

  /** The same, to another TaskManager. */
  Fault at(int otherTaskManager) {
    return new Fault(number, kind, otherTaskManager, amidRecovery, pause, down);
  }

  /** Whether both can hit the same process. */
  boolean sharesProcessWith(Fault other) {
    Target target = kind.target();
    Target otherTarget = other.kind.target();
    return target.isJobManager()
        ? otherTarget.isJobManager()
        : target == otherTarget && taskManager == other.taskManager;
  }

  @Override
  public String toString() {
    return kind
        + (taskManager > 0 ? " " + taskManager : "")
        + String.format(
            Locale.ROOT,
            kind.blow() == Blow.KILL ? ", started again after %.1f s" : " for %.1f s",
            down.toMillis() / 1_000.0)
        + (amidRecovery ? ", amid the recovery" : "");
  }
}
