package io.streambook.simulation;

import io.streambook.venue.Ledger;
import io.streambook.venue.LogStore.Owner;
import java.util.List;
import java.util.function.Consumer;

/**
 * A transactional producer whose commits succeed, get lost, or succeed without an answer, at a time
 * that the dice choose.
 */
final class SimulatedLedger implements Ledger, Step {
  private final World world;
  private final Services services;
  private final String id;
  private List<Object> group;
  private Consumer<Throwable> done;
  private boolean dead;

  /**
   * @param name of the subtask, which its transactional id ends with
   */
  SimulatedLedger(World world, Services services, String name) {
    this.world = world;
    this.services = services;
    this.id = prefix(services) + name;
  }

  /** Of all transactional ids of a job. */
  static String prefix(Services services) {
    return services + " ";
  }

  @Override
  public void open(long generation) {
    world.opened(id, this);
    List<Owner> owners = world.owners(services);
    long owner = owners.get(owners.size() - 1).generation();
    if (owner != generation && world.breakage != Breakage.NO_LOOK_AT_THE_OWNER) {
      throw new Crash("generation " + owner + " has begun");
    }
  }

  @Override
  public void commit(List<Object> values, Consumer<Throwable> answer) {
    group = values;
    done = answer;
  }

  @Override
  public boolean isDue() {
    return group != null;
  }

  /** The commit under way ends, one way or another. */
  @Override
  public void take() {
    if (group == null) {
      return;
    }
    List<Object> values = group;
    Consumer<Throwable> answer = done;
    group = null;
    if (dead || !world.writes(id, this)) {
      answer.accept(new IllegalStateException("fenced"));
      return;
    }
    int dice = world.faults ? world.random.nextInt(100) : 100;
    if (dice < 2) {
      world.note("commit of " + id + " lost");
      answer.accept(new IllegalStateException("lost"));
      return;
    }
    world.publish(values);
    if (dice < 4 && world.breakage == Breakage.UNKNOWN_COMMIT_AGAIN) {
      world.publish(values);
    } else if (dice < 4) {
      world.note("commit of " + id + " done, answer lost");
      answer.accept(new IllegalStateException("unknown"));
      return;
    }
    answer.accept(null);
  }

  /** Another has this id now: what is under way was decided before that, or never happens. */
  void shutOut() {
    if (group != null && world.chance(50)) {
      world.note("commit of " + id + " done before the fence");
      world.publish(group);
    }
    if (group != null) {
      group = null;
      done.accept(new IllegalStateException("fenced"));
    }
    dead = true;
  }

  @Override
  public void await() {
    if (world.faults && world.chance(3)) {
      throw new Crash("while a commit was under way");
    }
    take();
  }

  @Override
  public void close() {}
}
