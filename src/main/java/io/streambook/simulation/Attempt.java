package io.streambook.simulation;

import io.streambook.book.LogEntry;
import io.streambook.risk.AccountControls;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolControls;
import io.streambook.venue.AccountStage;
import io.streambook.venue.GroupCommit;
import io.streambook.venue.LogGuard;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.Recovery;
import io.streambook.venue.SideStage;
import io.streambook.venue.Stage;
import io.streambook.venue.SymbolBook;
import io.streambook.venue.SymbolStage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One start of a job, wired as the job is: tasks, what is on the way between them, sources. */
final class Attempt {
  private static final int CAPACITY = 6;

  /** So that some of a few accounts are published, and the others wait. */
  private static final int POSITIONS = 2;

  /** The same of books, also at a checkpoint. */
  private static final int SYMBOLS = 1;

  private final World world;
  private final Services services;
  private final String job;
  private final int parallelism;
  private final Snapshot from;
  private Consumer<Snapshot> complete;

  private final List<Step> steps = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Stored<AccountControls>> firms = new ArrayList<>();
  private final List<Hearer> hearers = new ArrayList<>();
  private final Guard guard;
  private int tasks;

  /** What the checkpoint under way has so far; null when there is none. */
  private Snapshot snapshot;

  private int unacknowledged;

  /** A task that hears a part of what the guard tells. */
  private record Hearer(Channel channel, Predicate<Recovery> hears) {}

  /**
   * @param from an empty one for a start without state
   * @param complete takes each snapshot that all tasks have acknowledged
   */
  Attempt(
      World world,
      Services services,
      String job,
      int parallelism,
      Snapshot from,
      Consumer<Snapshot> complete) {
    this.world = world;
    this.services = services;
    this.job = job;
    this.parallelism = parallelism;
    this.from = from;
    this.complete = complete;
    List<Task> matching = subtasks(this::matching);
    hear(matching, LogEntry::symbol, Breakage.NO_TAIL_FOR_MATCHING);
    if (services.runRisk()) {
      risk(matching);
    } else {
      read(world.log, matching, MatchingStage::key);
    }
    guard =
        new Guard(
            this,
            new LogGuard(world.store(services, job), job),
            hearers.stream().map(Hearer::channel).toList());
    steps.add(guard);
    // So that none is always the next.
    Collections.shuffle(steps, world.random);
  }

  private void risk(List<Task> matching) {
    Task side = side();
    List<Task> accounts = subtasks(i -> accounts(i, connect(matching), connect(side)));
    List<Task> symbols = subtasks(i -> symbols(i, connect(accounts), connect(matching)));
    hear(symbols, LogEntry::symbol, null);
    hear(accounts, AccountStage::key, Breakage.NO_TAIL_FOR_ACCOUNTS);
    hear(List.of(side), entry -> null, Breakage.NO_TAIL_FOR_DEAD_LETTERS);
    for (int i = 0; i < world.orders.partitions().size(); i++) {
      List<Channel> toSymbols = connect(symbols);
      Channel toSide = connect(side);
      List<Channel> all = new ArrayList<>(toSymbols);
      all.add(toSide);
      read(
          world.orders,
          i,
          all,
          order ->
              order instanceof BadOrder ? toSide : toSymbols.get(owner(SymbolStage.key(order))));
    }
    read(world.instruments, symbols, SymbolStage::key);
    read(world.marketStates, symbols, SymbolStage::key);
    read(world.limits, accounts, AccountStage::key);
    read(world.executions, accounts, AccountStage::key);
  }

  private List<Task> subtasks(IntFunction<Task> subtask) {
    return IntStream.range(0, parallelism).mapToObj(subtask).toList();
  }

  private Task task(Stage stage, List<Channel> outputs, Task.Save save) {
    tasks++;
    return new Task(this, stage, outputs, save);
  }

  private List<Channel> connect(List<Task> tasks) {
    return tasks.stream().map(this::connect).toList();
  }

  private Channel connect(Task task) {
    Channel channel = task.input();
    steps.add(channel);
    return channel;
  }

  private int owner(String key) {
    return Math.floorMod(key.hashCode(), parallelism);
  }

  private <V> Stored<V> stored(
      Stored.Format<V> format, Map<String, Map<String, Object>> rows, int subtask) {
    return new Stored<>(format, rows, key -> owner(key) == subtask);
  }

  private GroupCommit commits(String name) {
    SimulatedLedger ledger = new SimulatedLedger(world, services, name);
    steps.add(ledger);
    return new GroupCommit(ledger, CAPACITY);
  }

  // ---- stages

  private Task symbols(int i, List<Channel> toAccounts, List<Channel> toMatching) {
    Stored<SymbolControls> controls = stored(Formats.SYMBOLS, from.symbols, i);
    SymbolStage stage =
        new SymbolStage(
            controls,
            world.instruments.records(Instrument.class),
            Inputs.SYMBOLS.stream()
                .filter(symbol -> owner(symbol) == i)
                .collect(Collectors.toSet()),
            judged -> toAccounts.get(owner(AccountStage.key(judged))).put(judged),
            change -> toMatching.get(owner(change.symbol())).put(change));
    List<Channel> outputs = new ArrayList<>(toAccounts);
    outputs.addAll(toMatching);
    Task task = task(stage, outputs, saved -> controls.save(saved.symbols));
    steps.add(new Timer(world, task, () -> stage.tick(world.now)));
    return task;
  }

  private Task accounts(int i, List<Channel> toMatching, Channel toSide) {
    Stored<AccountControls> controls = stored(Formats.FIRMS, from.firms, i);
    firms.add(controls);
    AccountStage stage =
        new AccountStage(
            controls,
            world.limits.records(RiskLimits.class),
            from.isTaken(),
            message -> toMatching.get(owner(MatchingStage.key(message))).put(message),
            toSide::put);
    for (String account : from.dueAccounts) {
      if (owner(AccountControls.firm(account)) == i) {
        stage.changed(account);
      }
    }
    steps.add(
        new NowAndThen(
            world,
            () -> !stage.changedAccounts().isEmpty(),
            () -> stage.snapshots(POSITIONS, world.now, toSide::put)));
    List<Channel> outputs = new ArrayList<>(toMatching);
    outputs.add(toSide);
    return task(
        stage,
        outputs,
        saved -> {
          controls.save(saved.firms);
          if (!isBroken(Breakage.DUE_ACCOUNTS_FORGOTTEN)) {
            saved.dueAccounts.addAll(stage.changedAccounts());
          }
        });
  }

  private Task matching(int i) {
    Stored<SymbolBook> books = stored(Formats.BOOKS, from.books, i);
    MatchingStage stage =
        new MatchingStage(books, commits("matching-" + i), services.runMatching(), from.isTaken());
    from.published.forEach(
        (symbol, sequence) -> {
          if (owner(symbol) == i) {
            recover(stage, new Recovery.Published(symbol, sequence));
          }
        });
    // In a job of its own a start without state may have published older books since.
    for (String symbol : services.runRisk() ? from.dueBooks : from.books.keySet()) {
      if (owner(symbol) == i) {
        stage.changed(symbol);
      }
    }
    Task task =
        task(
            stage,
            List.of(),
            saved -> {
              stage.publishBooks(SYMBOLS);
              if (!isBroken(Breakage.SNAPSHOT_BEFORE_FLUSH)) {
                stage.flush();
              }
              books.save(saved.books);
              if (!isBroken(Breakage.DUE_BOOKS_FORGOTTEN)) {
                saved.dueBooks.addAll(stage.changedBooks());
              }
              if (!isBroken(Breakage.PUBLISHED_FORGOTTEN)) {
                saved.published.putAll(stage.published());
              }
            });
    steps.add(
        new NowAndThen(
            world,
            () -> !task.hasFailed() && !stage.changedBooks().isEmpty(),
            () -> task.work(() -> stage.publishBooks(SYMBOLS))));
    return task;
  }

  private Task side() {
    SideStage stage =
        new SideStage(
            commits("side"),
            value -> value instanceof BadOrder letter ? SimulatedStore.place(letter) : null);
    from.deadLettered.forEach(
        (partition, offset) -> recover(stage, new Recovery.PublishedAside(partition, offset)));
    return task(
        stage,
        List.of(),
        saved -> {
          stage.flush();
          if (!isBroken(Breakage.PUBLISHED_FORGOTTEN)) {
            saved.deadLettered.putAll(stage.published());
          }
        });
  }

  private void recover(Stage stage, Recovery told) {
    try {
      stage.recover(told, world.now);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- sources

  private void read(SimulatedTopic topic, List<Task> to, Function<Object, String> key) {
    for (int i = 0; i < topic.partitions().size(); i++) {
      List<Channel> channels = connect(to);
      read(topic, i, channels, record -> channels.get(owner(key.apply(record))));
    }
  }

  private void read(
      SimulatedTopic topic, int partition, List<Channel> outputs, Source.Route route) {
    Source source = new Source(this, topic, partition, from, outputs, route);
    sources.add(source);
    steps.add(source);
  }

  // ---- the guard

  /**
   * Lets the guard tell tasks of the tail.
   *
   * @param key whose an entry is; null when it is nobody's
   * @param deaf when they hear nothing of it
   */
  private void hear(List<Task> hearing, Function<LogEntry, String> key, Breakage deaf) {
    for (int i = 0; i < hearing.size(); i++) {
      int subtask = i;
      hearers.add(
          new Hearer(
              connect(hearing.get(i)),
              told -> {
                if (told instanceof Recovery.Begin || told instanceof Recovery.Go) {
                  return true;
                } else if (isBroken(deaf)) {
                  return false;
                } else if (told instanceof Recovery.Entry entry) {
                  String whose = key.apply(entry.entry());
                  return whose != null && owner(whose) == subtask;
                } else if (told instanceof Recovery.Published published) {
                  return owner(published.symbol()) == subtask;
                }
                return true;
              }));
    }
  }

  void start() {
    guard.start(from.ends, this::tell);
  }

  private void tell(Recovery message) {
    for (Hearer hearer : hearers) {
      if (hearer.hears().test(message)) {
        hearer.channel().put(message);
      }
    }
  }

  // ---- what happens

  /** Reads, delivers or settles something; false when nothing is left to do. */
  boolean step() throws Exception {
    int first = world.random.nextInt(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get((first + i) % steps.size());
      if (step.isDue()) {
        step.take();
        return true;
      }
    }
    return false;
  }

  /** Begins a checkpoint, unless one is under way. */
  void checkpoint() {
    if (snapshot != null) {
      return;
    }
    snapshot = new Snapshot();
    unacknowledged = tasks + sources.size() + 1;
    sources.forEach(Source::checkpoint);
    guard.checkpoint();
  }

  /** Of the checkpoint under way. */
  Snapshot snapshot() {
    return snapshot;
  }

  int unacknowledged() {
    return unacknowledged;
  }

  void acknowledge() {
    unacknowledged--;
    if (unacknowledged == 0) {
      Snapshot taken = snapshot;
      snapshot = null;
      complete.accept(taken);
    }
  }

  /** Nobody takes its snapshots any more, whether or not it knows. */
  void over() {
    complete = taken -> {};
  }

  World world() {
    return world;
  }

  boolean isBroken(Breakage how) {
    return world.breakage == how;
  }

  String job() {
    return job;
  }

  AccountControls firm(String key) {
    return firms.get(owner(key)).read(key);
  }
}
