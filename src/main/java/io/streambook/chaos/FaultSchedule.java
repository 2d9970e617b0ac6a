package io.streambook.chaos;

import static io.streambook.chaos.Fault.Blow.FREEZE;
import static io.streambook.chaos.Fault.Blow.KILL;
import static io.streambook.chaos.Target.BROKER;
import static io.streambook.chaos.Target.LEADING_JOB_MANAGER;
import static io.streambook.chaos.Target.POSTGRES;
import static io.streambook.chaos.Target.REGISTRY;
import static io.streambook.chaos.Target.STANDBY_JOB_MANAGER;
import static io.streambook.chaos.Target.TASK_MANAGER;

import io.streambook.chaos.Fault.Blow;
import io.streambook.chaos.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run: the same seed gives the same. Kinds are dealt like cards, so that every kind
 * comes up within {@link #DECK} faults.
 */
final class FaultSchedule {
  /** The kinds, those more often from which recovery is hardest. */
  static final List<Kind> DECK =
      List.of(
          new Kind(KILL, TASK_MANAGER),
          new Kind(KILL, TASK_MANAGER),
          new Kind(FREEZE, TASK_MANAGER),
          new Kind(KILL, LEADING_JOB_MANAGER),
          new Kind(KILL, LEADING_JOB_MANAGER),
          new Kind(FREEZE, LEADING_JOB_MANAGER),
          new Kind(KILL, STANDBY_JOB_MANAGER),
          new Kind(KILL, BROKER),
          new Kind(KILL, BROKER),
          new Kind(KILL, BROKER),
          new Kind(FREEZE, BROKER),
          new Kind(KILL, REGISTRY),
          new Kind(FREEZE, REGISTRY),
          new Kind(KILL, POSTGRES),
          new Kind(FREEZE, POSTGRES));

  private static final int AMID_RECOVERY_PERCENT = 30;

  private final Random random;
  private final int taskManagers;
  private final List<Kind> hand = new ArrayList<>();

  private FaultSchedule(long seed, int taskManagers) {
    this.random = new Random(seed);
    this.taskManagers = taskManagers;
  }

  /** So many faults, none of which hits a process that is still down from the one before. */
  static List<Fault> of(int faults, long seed, int taskManagers) {
    FaultSchedule schedule = new FaultSchedule(seed, taskManagers);
    List<Fault> all = new ArrayList<>();
    Fault before = null;
    for (int number = 1; number <= faults; number++) {
      before = schedule.next(number, before);
      all.add(before);
    }
    return all;
  }

  private Fault next(int number, Fault before) {
    Kind kind = deal();
    int taskManager = kind.target() == TASK_MANAGER ? 1 + random.nextInt(taskManagers) : 0;
    boolean wanted = random.nextInt(100) < AMID_RECOVERY_PERCENT;
    Duration soon = millis(200, 5_000);
    Duration calm = millis(1_000, 4_000);
    Duration down = kind.blow() == Blow.KILL ? millis(300, 3_000) : millis(1_000, 13_000);
    Fault fault = new Fault(number, kind, taskManager, true, soon, down);
    if (wanted && before != null && !before.amidRecovery() && !fault.sharesProcessWith(before)) {
      return fault;
    }
    return new Fault(number, kind, taskManager, false, calm, down);
  }

  private Kind deal() {
    if (hand.isEmpty()) {
      hand.addAll(DECK);
      Collections.shuffle(hand, random);
    }
    return hand.remove(hand.size() - 1);
  }

  private Duration millis(int from, int to) {
    return Duration.ofMillis(from + random.nextInt(to - from));
  }
}
