package io.streambook.simulation;

import io.streambook.venue.Ledger;
import java.util.List;
import java.util.function.Consumer;

/**
 * A transactional producer whose commits succeed, get lost, or succeed without an answer, at a time
 * that the dice choose.
 */
final class SimulatedLedger implements Ledger {
  private final World world;
  private final int index;
  private final boolean crashes;
  private List<Object> group;
  private Consumer<Throwable> done;
  private boolean dead;

  /**
   * @param index of the transactional id
   * @param crashes whether it is under way to an end with no faults
   */
  SimulatedLedger(World world, int index, boolean crashes) {
    this.world = world;
    this.index = index;
    this.crashes = crashes;
  }

  @Override
  public void open(long generation) {
    world.opened(index, this);
    long owner = world.owners.get(world.owners.size() - 1).generation();
    if (owner != generation && world.breakage != Breakage.NO_LOOK_AT_THE_OWNER) {
      throw new Crash("generation " + owner + " has begun");
    }
  }

  @Override
  public void commit(List<Object> values, Consumer<Throwable> answer) {
    group = values;
    done = answer;
  }

  boolean isBusy() {
    return group != null;
  }

  /** The commit under way ends, one way or another. */
  void settle() {
    if (group == null) {
      return;
    }
    List<Object> values = group;
    Consumer<Throwable> answer = done;
    group = null;
    if (dead || !world.writes(index, this)) {
      answer.accept(new IllegalStateException("fenced"));
      return;
    }
    int dice = crashes ? world.random.nextInt(100) : 100;
    if (dice < 2) {
      world.note("commit " + index + " lost");
      answer.accept(new IllegalStateException("lost"));
      return;
    }
    world.published.addAll(values);
    if (dice < 4 && world.breakage == Breakage.UNKNOWN_COMMIT_AGAIN) {
      world.published.addAll(values);
    } else if (dice < 4) {
      world.note("commit " + index + " done, answer lost");
      answer.accept(new IllegalStateException("unknown"));
      return;
    }
    answer.accept(null);
  }

  /** Another has this id now: what is under way was decided before that, or never happens. */
  void shutOut() {
    if (group != null && world.chance(50)) {
      world.note("commit " + index + " done before the fence");
      world.published.addAll(group);
    }
    if (group != null) {
      group = null;
      done.accept(new IllegalStateException("fenced"));
    }
    dead = true;
  }

  @Override
  public void await() {
    if (crashes && world.chance(3)) {
      throw new Crash("while a commit was under way");
    }
    settle();
  }

  @Override
  public void close() {}
}
