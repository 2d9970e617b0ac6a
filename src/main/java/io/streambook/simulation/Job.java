package io.streambook.simulation;

import io.streambook.risk.AccountControls;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.LogGuard;
import io.streambook.venue.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * One job under the schedule: its checkpoints, its present start, and an earlier one that does not
 * know that it is over.
 */
final class Job {
  private static final int PARALLELISM_MAX = 3;
  private static final int MEANWHILE_PERCENT = 4;
  private static final int STEPS_MEANWHILE_MAX = 150;
  private static final int ORDERS_MEANWHILE_PERCENT = 15;

  private final World world;
  private final Services services;
  private final Inputs inputs;
  private final List<Snapshot> checkpoints = new ArrayList<>();

  /** Complete, but their job does not hear of it yet. */
  private final List<Snapshot> late = new ArrayList<>();

  private Attempt attempt;
  private boolean started;
  private Attempt zombie;
  private int submissions = 1;

  Job(World world, Services services, Inputs inputs) {
    this.world = world;
    this.inputs = inputs;
    this.services = services;
  }

  Services services() {
    return services;
  }

  /** Something happens in it. */
  void step() throws Exception {
    Attempt running = attempt;
    world.meanwhile = this::isSubmittedMeanwhile;
    try {
      running.step();
    } catch (Crash | GroupCommit.CommitFailed e) {
      if (running == attempt) {
        crash(e.getMessage());
      } else {
        ends(running, e);
      }
    } catch (Refusal | LogGuard.Overtaken e) {
      if (running == attempt) {
        throw e;
      }
      ends(running, e);
    }
    world.meanwhile = () -> {};
  }

  /**
   * While the guard asks for the ends of the log, the others do what is left to do before the
   * barrier, and another job takes over and goes on a while.
   */
  private void isSubmittedMeanwhile() throws Exception {
    if (world.faults && world.chance(MEANWHILE_PERCENT)) {
      for (int i = world.random.nextInt(STEPS_MEANWHILE_MAX); i > 0; i--) {
        attempt.step();
      }
      submitAgain();
      for (int i = world.random.nextInt(STEPS_MEANWHILE_MAX); i > 0; i--) {
        if (world.chance(ORDERS_MEANWHILE_PERCENT)) {
          inputs.order();
        }
        step();
        zombie();
      }
    }
  }

  /** An attempt that does not know that it is over goes on a little. */
  void zombie() throws Exception {
    Attempt older = zombie;
    if (older == null || !world.chance(isOfAnotherJob(older) ? 90 : 30)) {
      return;
    }
    World.Meanwhile meanwhile = world.meanwhile;
    world.meanwhile = () -> {};
    try {
      if (world.chance(5)) {
        older.checkpoint();
      }
      boolean rests = !older.step();
      if (!isOfAnotherJob(older) && (rests || world.chance(2))) {
        zombie = null;
      }
    } catch (Crash | GroupCommit.CommitFailed | Refusal | LogGuard.Overtaken e) {
      ends(older, e);
    }
    world.meanwhile = meanwhile;
  }

  /** That one lives on, until it hears that it is over. */
  private boolean isOfAnotherJob(Attempt older) {
    return !older.job().equals(attempt.job());
  }

  /** An attempt that was over learns of it. */
  private void ends(Attempt older, Exception why) {
    world.note("zombie: " + why.getMessage());
    older.over();
    if (older == zombie) {
      zombie = null;
    }
    if (started && isOfAnotherJob(older)) {
      endsForGood(older.job());
    }
  }

  /** The older of two jobs must not start again: they would shut out each other for ever. */
  private void endsForGood(String older) {
    try {
      attempt(older, new Snapshot()).start();
    } catch (Refusal asItShould) {
      world.note(older + " ends for good");
      return;
    }
    throw new BrokenRule(older + " has started again after " + attempt.job(), null);
  }

  void checkpoint() {
    attempt.checkpoint();
  }

  private void complete(String job, Snapshot taken) {
    int dice = world.random.nextInt(10);
    if (dice < 6) {
      checkpoints.add(taken);
      world.note("checkpoint " + checkpoints.size() + " complete, of " + job);
    } else if (dice < 9) {
      late.add(taken);
    } else {
      world.note("checkpoint of " + job + " aborted");
    }
  }

  void lateCheckpoint() {
    if (!late.isEmpty()) {
      checkpoints.add(late.remove(0));
      world.note("checkpoint " + checkpoints.size() + " complete, late, of " + services);
    }
  }

  void crash(String why) throws Exception {
    world.note("crash of " + services + ": " + why);
    late.clear();
    attempt.over();
    zombie = world.chance(40) ? attempt : null;
    begin();
  }

  /**
   * Somebody submits it once more, and does not know that it runs: what runs still takes
   * checkpoints, and somebody may restore them.
   */
  void submitAgain() throws Exception {
    submissions++;
    zombie = attempt;
    begin();
  }

  void begin() throws Exception {
    world.meanwhile =
        () -> {
          zombie();
          if (world.faults && world.chance(3)) {
            throw new Crash("in the guard");
          }
        };
    started = false;
    while (!started) {
      attempt = attempt(services + "-" + submissions, choose());
      try {
        attempt.start();
        started = true;
      } catch (Crash e) {
        world.note("crash of " + services + ": " + e.getMessage());
        attempt.over();
        zombie = world.chance(40) ? attempt : zombie;
      }
    }
    world.meanwhile = () -> {};
  }

  private Attempt attempt(String name, Snapshot from) {
    int parallelism = 1 + world.random.nextInt(PARALLELISM_MAX);
    return new Attempt(world, services, name, parallelism, from, taken -> complete(name, taken));
  }

  private Snapshot choose() {
    int count = checkpoints.size();
    if (count == 0 || world.chance(3)) {
      world.note(services + " starts without state");
      return new Snapshot();
    }
    int back = world.chance(20) ? world.random.nextInt(count) : 0;
    world.note(services + " starts from checkpoint " + (count - back));
    return checkpoints.get(count - 1 - back);
  }

  /** No more zombies. */
  void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      zombie();
    }
    zombie = null;
  }

  /** Does something that is left; false when nothing is. */
  boolean finish() throws Exception {
    return attempt.step();
  }

  AccountControls firm(String key) {
    return attempt.firm(key);
  }
}
