package io.streambook.simulation;

import io.streambook.book.Execution;
import io.streambook.risk.AccountControls;
import io.streambook.risk.SymbolControls;
import io.streambook.venue.AccountStage;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.LogGuard;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.Recovery;
import io.streambook.venue.SymbolBook;
import io.streambook.venue.SymbolStage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One start of the job: its stages, what is on the way between them, how far it has read. */
final class Attempt {
  private static final int CAPACITY = 6;

  /** Messages from one subtask to another keep their order; those of different pairs do not. */
  private interface Delivery {
    void run() throws Exception;
  }

  private final World world;
  private final int parallelism;
  private final List<ArrayDeque<Delivery>> channels = new ArrayList<>();
  private final Stored<SymbolControls> symbols;
  private final Stored<AccountControls> firms;
  private final Stored<SymbolBook> books;
  private final List<SymbolStage> symbolStages = new ArrayList<>();
  private final List<AccountStage> accountStages = new ArrayList<>();
  private final List<MatchingStage> matchingStages = new ArrayList<>();
  private final List<SimulatedLedger> ledgers = new ArrayList<>();
  private final LogGuard guard;
  private Map<Slot, Long> ends;

  private int ordersRead;
  private int instrumentsRead;
  private int limitsRead;
  private int publishedRead;
  private long now;

  /**
   * @param from null for a start without state
   * @param crashes false on the way to an end with no faults
   */
  Attempt(World world, String job, int parallelism, World.Snapshot from, boolean crashes) {
    this.world = world;
    this.parallelism = parallelism;
    this.symbols = new Stored<>(Formats.SYMBOLS, from == null ? Map.of() : from.symbols());
    this.firms = new Stored<>(Formats.FIRMS, from == null ? Map.of() : from.firms());
    this.books = new Stored<>(Formats.BOOKS, from == null ? Map.of() : from.books());
    if (from != null) {
      ordersRead = from.ordersRead();
      instrumentsRead = from.instrumentsRead();
      limitsRead = from.limitsRead();
      publishedRead = from.publishedRead();
    }
    this.ends = from == null ? null : from.ends();
    this.guard = new LogGuard(world.store(job), job);
    // One row of channels for each kind of exchange, then one channel of the guard for each task.
    for (int i = 0; i < 3 * parallelism * parallelism + 3 * parallelism; i++) {
      channels.add(new ArrayDeque<>());
    }
    for (int i = 0; i < parallelism; i++) {
      stages(i, from != null, crashes);
    }
  }

  private void stages(int i, boolean restored, boolean crashes) {
    symbolStages.add(
        new SymbolStage(
            symbols,
            List.copyOf(world.instruments),
            judged -> toAccounts(i, judged),
            change -> toMatching(2, i, change, change.symbol())));
    accountStages.add(
        new AccountStage(
            firms,
            List.copyOf(world.limits),
            restored,
            message -> toMatching(1, i, message, MatchingStage.key(message))));
    SimulatedLedger ledger = new SimulatedLedger(world, i, crashes);
    ledgers.add(ledger);
    matchingStages.add(new MatchingStage(books, new GroupCommit(ledger, CAPACITY), true, restored));
  }

  private int owner(String key) {
    return Math.floorMod(key.hashCode(), parallelism);
  }

  private void send(int kind, int from, int to, Delivery delivery) {
    channels.get((kind * parallelism + from) * parallelism + to).add(delivery);
  }

  private void toAccounts(int from, Object message) {
    int to = owner(AccountStage.key(message));
    send(0, from, to, () -> accountStages.get(to).accept(message, now));
  }

  private void toMatching(int kind, int from, Object message, String symbol) {
    int to = owner(symbol);
    send(kind, from, to, () -> matchingStages.get(to).accept(message, now));
  }

  /** What the guard tells goes to every task, on a channel of its own. */
  void start() {
    guard.start(ends, this::tell);
  }

  private void tell(Recovery message) {
    for (int i = 0; i < parallelism; i++) {
      int task = i;
      int first = 3 * parallelism * parallelism;
      if (concerns(message, task, true)) {
        channels.get(first + i).add(() -> symbolStages.get(task).recover(message, now));
        channels
            .get(first + 2 * parallelism + i)
            .add(() -> matchingStages.get(task).recover(message, now));
      }
      if (concerns(message, task, false)) {
        channels
            .get(first + parallelism + i)
            .add(() -> accountStages.get(task).recover(message, now));
      }
    }
  }

  private boolean concerns(Recovery message, int task, boolean bySymbol) {
    if (!(message instanceof Recovery.Entry entry)) {
      return true;
    }
    if (!bySymbol && world.breakage == Breakage.NO_TAIL_FOR_ACCOUNTS) {
      return false;
    }
    String key = bySymbol ? entry.entry().symbol() : AccountStage.key(entry.entry());
    return key != null && owner(key) == task;
  }

  /** Reads, delivers or settles something; false when nothing is left to do. */
  boolean step(long time) throws Exception {
    now = time;
    List<Delivery> choices = new ArrayList<>();
    for (ArrayDeque<Delivery> channel : channels) {
      if (!channel.isEmpty()) {
        choices.add(() -> channel.remove().run());
      }
    }
    if (ordersRead < world.orders.size()) {
      choices.add(this::readOrder);
    }
    if (instrumentsRead < world.instruments.size()) {
      choices.add(this::readInstrument);
    }
    if (limitsRead < world.limits.size()) {
      choices.add(this::readLimits);
    }
    if (publishedRead < world.published.size()) {
      choices.add(this::readPublished);
    }
    for (SimulatedLedger ledger : ledgers) {
      if (ledger.isBusy()) {
        choices.add(ledger::settle);
      }
    }
    if (choices.isEmpty()) {
      return false;
    }
    choices.get(world.random.nextInt(choices.size())).run();
    return true;
  }

  private void readOrder() throws Exception {
    var order = world.orders.get(ordersRead++);
    symbolStages.get(owner(order.symbol())).accept(order, now);
  }

  private void readInstrument() throws Exception {
    var instrument = world.instruments.get(instrumentsRead++);
    symbolStages.get(owner(instrument.symbol())).accept(instrument, now);
  }

  private void readLimits() throws Exception {
    var limits = world.limits.get(limitsRead++);
    accountStages.get(owner(AccountStage.key(limits))).accept(limits, now);
  }

  private void readPublished() throws Exception {
    if (world.published.get(publishedRead++) instanceof Execution execution) {
      accountStages.get(owner(AccountStage.key(execution))).accept(execution, now);
    }
  }

  /** An aligned checkpoint: all that was read before it has gone through, and is in the log. */
  World.Snapshot snapshot() throws Exception {
    Map<Slot, Long> before = guard.ends();
    for (boolean delivered = true; delivered; ) {
      delivered = false;
      for (ArrayDeque<Delivery> channel : channels) {
        while (!channel.isEmpty()) {
          channel.remove().run();
          delivered = true;
        }
      }
    }
    if (world.breakage != Breakage.SNAPSHOT_BEFORE_FLUSH) {
      for (MatchingStage stage : matchingStages) {
        stage.flush();
      }
    }
    World.Snapshot taken =
        new World.Snapshot(
            ordersRead,
            instrumentsRead,
            limitsRead,
            publishedRead,
            before,
            symbols.snapshot(),
            firms.snapshot(),
            books.snapshot());
    if (world.breakage != Breakage.ENDS_AFTER_SNAPSHOT) {
      return taken;
    }
    for (int i = 0; i < 20; i++) {
      step(now);
    }
    return new World.Snapshot(
        taken.ordersRead(),
        taken.instrumentsRead(),
        taken.limitsRead(),
        taken.publishedRead(),
        guard.ends(),
        taken.symbols(),
        taken.firms(),
        taken.books());
  }

  AccountControls firm(String key) {
    return firms.read(key);
  }
}
