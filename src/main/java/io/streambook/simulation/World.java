package io.streambook.simulation;

import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.LogStore;
import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What outlives a crash: topics, owners, open transactions, snapshots; and the dice. */
final class World {
  static final Slot LOG = new Slot("log", 0);

  final Random random;
  final Breakage breakage;
  final List<String> history = new ArrayList<>();

  final List<OrderCommand> orders = new ArrayList<>();
  final List<Instrument> instruments = new ArrayList<>();
  final List<RiskLimits> limits = new ArrayList<>();

  /** Log entries, executions and trades in the order of their commit. */
  final List<Object> published = new ArrayList<>();

  final List<Owner> owners = new ArrayList<>();
  final List<Snapshot> snapshots = new ArrayList<>();

  /** Who has each transactional id. */
  private final Map<Integer, SimulatedLedger> writers = new TreeMap<>();

  /** What others do while the guard works; it may run at any of its steps. */
  Meanwhile meanwhile = () -> {};

  /** Something that may go wrong. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /** All that a checkpoint keeps. */
  record Snapshot(
      int ordersRead,
      int instrumentsRead,
      int limitsRead,
      int publishedRead,
      Map<Slot, Long> ends,
      Map<String, Map<String, Object>> symbols,
      Map<String, Map<String, Object>> firms,
      Map<String, Map<String, Object>> books) {}

  World(long seed, Breakage breakage) {
    random = new Random(seed);
    this.breakage = breakage;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  void note(String what) {
    history.add(what);
  }

  void opened(int index, SimulatedLedger ledger) {
    SimulatedLedger before = writers.put(index, ledger);
    if (before != null && before != ledger) {
      before.shutOut();
    }
  }

  boolean writes(int index, SimulatedLedger ledger) {
    return writers.get(index) == ledger;
  }

  /** The store as a job sees it. */
  LogStore store(String job) {
    return new Store(job);
  }

  private void meanwhile() {
    try {
      meanwhile.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Store implements LogStore {
    private final String job;

    Store(String job) {
      this.job = job;
    }

    @Override
    public List<Owner> owners() {
      meanwhile();
      return List.copyOf(owners);
    }

    @Override
    public long claim() {
      meanwhile();
      long generation = owners.size();
      owners.add(new Owner(generation, job, job));
      note("generation " + generation + " of " + job);
      return generation;
    }

    @Override
    public void fence() {
      meanwhile();
      if (breakage != Breakage.NO_FENCING) {
        writers.values().forEach(SimulatedLedger::shutOut);
        writers.clear();
        note("fenced");
      }
    }

    @Override
    public boolean isWhole(Slot slot) {
      return true;
    }

    @Override
    public Map<Slot, Long> beginnings() {
      return Map.of(LOG, 0L);
    }

    @Override
    public Map<Slot, Long> ends() {
      meanwhile();
      return Map.of(LOG, (long) published.size());
    }

    @Override
    public void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each) {
      for (Object value : published.subList(from.get(LOG).intValue(), to.get(LOG).intValue())) {
        if (value instanceof LogEntry entry) {
          each.accept(new Recovery.Entry(entry));
        }
      }
    }
  }
}
