package io.streambook.simulation;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.Trade;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskEvent;
import io.streambook.venue.LogStore;
import io.streambook.venue.LogStore.Owner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What outlives a crash: topics, owners, open transactions; and the dice. */
final class World {
  private static final int PARTITIONS_MAX = 3;

  final Random random;
  final Breakage breakage;
  final List<String> history = new ArrayList<>();

  final SimulatedTopic orders;
  final SimulatedTopic instruments = new SimulatedTopic("instruments", 1);
  final SimulatedTopic limits = new SimulatedTopic("risk-limits", 1);
  final SimulatedTopic log;
  final SimulatedTopic executions;
  final SimulatedTopic trades;
  final SimulatedTopic letters;
  final SimulatedTopic riskEvents = new SimulatedTopic("risk-events", 1);
  final SimulatedTopic accounts = new SimulatedTopic("accounts", 1);
  final SimulatedTopic books = new SimulatedTopic("book", 1);
  final SimulatedTopic marketStates = new SimulatedTopic("market-state", 1);

  /** Who has each transactional id. */
  private final Map<String, SimulatedLedger> writers = new TreeMap<>();

  private final Map<Services, List<Owner>> owners = new EnumMap<>(Services.class);
  private long generations;

  /** Whether something may still go wrong. */
  boolean faults = true;

  /** In microseconds since 1970. */
  long now = 1_000_000;

  /** What others do while a guard works; it may run at any of its steps. */
  Meanwhile meanwhile = () -> {};

  /** Something that may go wrong. */
  interface Meanwhile {
    void run() throws Exception;
  }

  World(long seed, Breakage breakage) {
    random = new Random(seed);
    this.breakage = breakage;
    int partitions = 1 + random.nextInt(PARTITIONS_MAX);
    orders = new SimulatedTopic("orders", partitions);
    log = new SimulatedTopic("validated-orders", partitions);
    executions = new SimulatedTopic("executions", partitions);
    trades = new SimulatedTopic("trades", partitions);
    letters = new SimulatedTopic("dead-letters", partitions);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  void note(String what) {
    history.add(what);
  }

  // ---- transactions

  void opened(String id, SimulatedLedger ledger) {
    SimulatedLedger before = writers.put(id, ledger);
    if (before != null && before != ledger) {
      before.shutOut();
    }
  }

  boolean writes(String id, SimulatedLedger ledger) {
    return writers.get(id) == ledger;
  }

  /** A group is committed, on all its topics. */
  void publish(List<Object> group) {
    for (Object value : group) {
      if (value instanceof LogEntry entry) {
        log.add(entry.symbol(), entry);
      } else if (value instanceof Execution execution) {
        executions.add(execution.symbol(), execution);
      } else if (value instanceof Trade trade) {
        trades.add(trade.symbol(), trade);
      } else if (value instanceof AccountSnapshot account) {
        accounts.add(account.account(), account);
      } else if (value instanceof RiskEvent event) {
        riskEvents.add(event.account(), event);
      } else if (value instanceof BookSnapshot book) {
        books.add(book.symbol(), book);
      } else if (value instanceof MarketState state) {
        marketStates.add(state.symbol(), state);
      } else if (value instanceof BadOrder letter) {
        letters.add(letter.toString(), letter);
      } else {
        throw new IllegalArgumentException("no topic takes " + value);
      }
    }
  }

  // ---- owners

  List<Owner> owners(Services services) {
    return owners.computeIfAbsent(services, any -> new ArrayList<>());
  }

  long claim(Services services, String job) {
    long generation = generations++;
    owners(services).add(new Owner(generation, job, job));
    note("generation " + generation + " of " + job);
    return generation;
  }

  long starts() {
    return generations;
  }

  void fence(Services services) {
    if (breakage == Breakage.NO_FENCING) {
      return;
    }
    String prefix = SimulatedLedger.prefix(services);
    for (String id : List.copyOf(writers.keySet())) {
      if (id.startsWith(prefix)) {
        writers.remove(id).shutOut();
      }
    }
    note("fenced " + services);
  }

  void meanwhile() {
    try {
      meanwhile.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The topics that tell a job what it has published. */
  LogStore store(Services services, String job) {
    List<SimulatedTopic> tail =
        services.runRisk() ? List.of(log, letters, riskEvents) : List.of(executions, letters);
    return new SimulatedStore(this, services, job, tail);
  }
}
