package io.streambook.simulation;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.GroupCommit;
import java.util.ArrayList;
import java.util.List;

/** One run: orders come, things break, and in the end all is quiet and the topics are checked. */
public final class Schedule {
  static final List<String> SYMBOLS = List.of("A", "B", "C");
  static final List<String> ACCOUNTS = List.of("N/1", "N/2", "S/1", "E");
  private static final int STEPS = 260;
  private static final int MAX_QUIET_STEPS = 100_000;
  private static final String JOB = "job";

  private final long seed;
  private final World world;
  private final List<World.Snapshot> late = new ArrayList<>();
  private Attempt attempt;
  private Attempt zombie;
  private long now = 1_000_000;

  public Schedule(long seed, Breakage breakage) {
    this.seed = seed;
    this.world = new World(seed, breakage);
  }

  /**
   * Runs it.
   *
   * @throws BrokenRule when the topics break a rule; with the seed and the history
   */
  public void run() {
    try {
      SYMBOLS.forEach(symbol -> instrument(symbol, Phase.CONTINUOUS));
      ACCOUNTS.forEach(account -> limits(account, false, 0));
      begin(null);
      for (int step = 0; step < STEPS; step++) {
        now += 1_000;
        event();
      }
      quiet();
      Rules.check(world, attempt);
    } catch (BrokenRule e) {
      throw new BrokenRule(
          "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", world.history), e);
    } catch (Exception e) {
      throw new BrokenRule("seed " + seed + ":\n" + String.join("\n", world.history), e);
    }
  }

  private void event() throws Exception {
    int dice = world.random.nextInt(100);
    try {
      if (dice < 22) {
        order();
      } else if (dice < 23) {
        instrument(pick(SYMBOLS), world.chance(50) ? Phase.HALTED : Phase.CONTINUOUS);
      } else if (dice < 24) {
        kill(pick(ACCOUNTS));
      } else if (dice < 27) {
        checkpoint();
      } else if (dice < 28 && !late.isEmpty()) {
        world.note("a late checkpoint is complete");
        world.snapshots.add(late.remove(0));
      } else if (dice < 29) {
        throw new Crash("anywhere");
      } else {
        attempt.step(now);
      }
    } catch (Crash | GroupCommit.CommitFailed e) {
      restart(e.getMessage());
    }
    zombie();
  }

  /** An attempt that does not know that it is over goes on a little. */
  private void zombie() throws Exception {
    if (zombie == null || !world.chance(30)) {
      return;
    }
    try {
      if (!zombie.step(now) || world.chance(2)) {
        zombie = null;
      }
    } catch (Crash | GroupCommit.CommitFailed e) {
      world.note("zombie: " + e.getMessage());
      zombie = null;
    }
  }

  private void checkpoint() throws Exception {
    World.Snapshot taken = attempt.snapshot();
    int dice = world.random.nextInt(10);
    if (dice < 6) {
      world.note("checkpoint complete");
      world.snapshots.add(taken);
    } else if (dice < 9) {
      late.add(taken);
    } else {
      world.note("checkpoint aborted");
    }
  }

  private void restart(String why) throws Exception {
    world.note("crash: " + why);
    late.clear();
    zombie = world.chance(40) ? attempt : null;
    begin(choose());
  }

  private World.Snapshot choose() {
    int count = world.snapshots.size();
    if (count == 0 || world.chance(3)) {
      world.note("start without state");
      return null;
    }
    int back = world.chance(20) ? world.random.nextInt(count) : 0;
    world.note("start from checkpoint " + (count - back));
    return world.snapshots.get(count - 1 - back);
  }

  private void begin(World.Snapshot from) throws Exception {
    World.Snapshot state = from;
    while (true) {
      attempt = new Attempt(world, JOB, 1 + world.random.nextInt(3), state, true);
      world.meanwhile =
          () -> {
            zombie();
            if (world.chance(3)) {
              throw new Crash("in the guard");
            }
          };
      try {
        attempt.start();
        return;
      } catch (Crash e) {
        world.note("crash: " + e.getMessage());
        zombie = world.chance(40) ? attempt : zombie;
        state = choose();
      } finally {
        world.meanwhile = () -> {};
      }
    }
  }

  /** No more faults: everything that is left is done. */
  private void quiet() throws Exception {
    world.note("quiet");
    late.clear();
    attempt = new Attempt(world, JOB, 2, choose(), false);
    attempt.start();
    for (int i = 0; i < 3; i++) {
      zombie();
    }
    zombie = null;
    for (int step = 0; attempt.step(now); step++) {
      if (step > MAX_QUIET_STEPS) {
        throw new BrokenRule("it never comes to rest", null);
      }
    }
  }

  private <T> T pick(List<T> values) {
    return values.get(world.random.nextInt(values.size()));
  }

  private void order() {
    int offset = world.orders.size();
    OrderCommand target = offset > 0 && world.chance(35) ? pick(world.orders) : null;
    Action action = Action.NEW;
    if (target != null && target.action() == Action.NEW) {
      action = world.chance(50) ? Action.CANCEL : Action.REPLACE;
    }
    boolean isNew = action == Action.NEW;
    boolean again = isNew && offset > 0 && world.chance(4);
    world.orders.add(
        new OrderCommand(
            0,
            offset,
            isNew ? pick(SYMBOLS) : target.symbol(),
            isNew ? pick(ACCOUNTS) : target.account(),
            again ? pick(world.orders).orderId() : "o" + offset,
            isNew ? "" : target.orderId(),
            action,
            isNew ? (world.chance(50) ? Side.BUY : Side.SELL) : target.side(),
            OrderType.LIMIT,
            isNew && world.chance(15) ? TimeInForce.IOC : TimeInForce.GTC,
            (1 + world.random.nextInt(9)) * Decimal8.ONE,
            (98 + world.random.nextInt(5)) * Decimal8.ONE,
            now,
            null));
  }

  private void instrument(String symbol, Phase phase) {
    world.instruments.add(
        new Instrument(
            symbol,
            0,
            world.instruments.size(),
            false,
            Decimal8.ONE,
            Decimal8.ONE,
            Decimal8.ONE,
            1_000 * Decimal8.ONE,
            "USD",
            phase,
            20_000,
            false,
            5_000,
            Decimal8.ONE,
            1_000 * Decimal8.ONE,
            100 * Decimal8.ONE,
            1_000,
            now,
            "simulation"));
  }

  private void kill(String account) {
    long generation = world.limits.size();
    boolean lift = world.chance(50);
    limits(account, true, generation);
    if (lift) {
      limits(account, false, generation);
    }
  }

  private void limits(String account, boolean killed, long generation) {
    world.limits.add(
        new RiskLimits(
            account,
            0,
            world.limits.size(),
            false,
            RiskLimits.NO_LIMIT,
            RiskLimits.NO_LIMIT,
            40 * Decimal8.ONE,
            RiskLimits.NO_LIMIT,
            RiskLimits.NO_LIMIT,
            12,
            Integer.MAX_VALUE,
            killed,
            generation,
            "simulation",
            now));
  }
}
