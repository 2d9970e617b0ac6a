package io.streambook.simulation;

import java.util.List;

/**
 * One run: orders come, things break, and in the end all is quiet and the topics are checked. The
 * dice choose how many partitions there are, and whether risk and matching are one job or two.
 */
public final class Schedule {
  private static final int STEPS = 600;

  /** Then nothing more is sent, and what is left must be enough to come back from. */
  private static final int STEPS_WITH_INPUT = 200;

  private static final int MAX_QUIET_STEPS = 100_000;

  /** Half a minute in all. */
  private static final long STEP_MICROS = 50_000;

  /** Then all is over that ends by itself. */
  private static final long QUIET_MICROS = 60_000_000;

  private final long seed;
  private final World world;
  private final Inputs inputs;
  private final List<Job> jobs;

  public Schedule(long seed, Breakage breakage) {
    this.seed = seed;
    world = new World(seed, breakage);
    inputs = new Inputs(world);
    if (seed % 2 == 0) {
      inputs.logsOfAnOlderRelease();
    }
    jobs =
        world.chance(50)
            ? List.of(new Job(world, Services.RISK_AND_MATCHING, inputs))
            : List.of(
                new Job(world, Services.RISK, inputs), new Job(world, Services.MATCHING, inputs));
  }

  /**
   * Runs it.
   *
   * @throws BrokenRule when the topics break a rule; with the seed and the history
   */
  public void run() {
    try {
      for (Job job : jobs) {
        job.begin();
      }
      for (int step = 0; step < STEPS; step++) {
        world.now += STEP_MICROS;
        if (step >= STEPS_WITH_INPUT || !input()) {
          event(world.pick(jobs));
        }
      }
      quiet();
      Rules.check(world, jobs.get(0)::firm);
    } catch (BrokenRule e) {
      throw new BrokenRule(
          "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", world.history), e);
    } catch (Exception e) {
      throw new BrokenRule("seed " + seed + ": " + e + "\n" + String.join("\n", world.history), e);
    }
  }

  /** Somebody sends something; false when nobody does. */
  private boolean input() {
    int dice = world.random.nextInt(100);
    if (dice < 15) {
      inputs.order();
    } else if (dice < 16) {
      inputs.badOrder();
    } else if (dice < 17) {
      inputs.phase();
    } else if (dice < 18) {
      inputs.kill();
    } else if (dice < 19) {
      inputs.correction();
    }
    return dice < 19;
  }

  private void event(Job job) throws Exception {
    int dice = world.random.nextInt(1000);
    if (dice < 35) {
      job.checkpoint();
    } else if (dice < 50) {
      job.lateCheckpoint();
    } else if (dice < 62) {
      job.crash("anywhere");
    } else if (dice < 65) {
      job.submitAgain();
    } else {
      job.step();
    }
    job.zombie();
  }

  /** No more faults: everything that is left is done. */
  private void quiet() throws Exception {
    world.note("quiet");
    world.faults = false;
    world.now += QUIET_MICROS;
    for (Job job : jobs) {
      job.begin();
      job.settle();
    }
    for (int step = 0; anythingIsDone(); step++) {
      if (step > MAX_QUIET_STEPS) {
        throw new BrokenRule("it never comes to rest", null);
      }
    }
  }

  private boolean anythingIsDone() throws Exception {
    boolean done = false;
    for (Job job : jobs) {
      done |= job.finish();
    }
    return done;
  }
}
