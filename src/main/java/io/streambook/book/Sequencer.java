package io.streambook.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Brings the judged orders of one symbol back into the order in which they were read, and makes
 * them and the venue's own commands the symbol's log. An order waits until all with a lower number
 * are out; a command waits until the order it comes after is out. A phase change has a number of
 * its own among the orders, so that none that was judged in the new phase can come before it. Not
 * thread-safe.
 */
public final class Sequencer {
  private final String symbol;
  private final TreeMap<Long, Judged> heldOrders = new TreeMap<>();
  private final TreeMap<Long, SymbolCommand.PhaseChange> heldPhases = new TreeMap<>();

  /** In the order of arrival: so they come out when they come after the same order. */
  private final List<SymbolCommand> heldCommands = new ArrayList<>();

  /** Whose kill, and of which partition: offsets of another one say nothing of it. */
  private record Killed(String account, int partition) {
    static Killed of(SymbolCommand.KillCancel kill) {
      return new Killed(kill.account(), kill.partition());
    }
  }

  /** Offset of the last kill that {@link #replay} told of: an account's own, or its firm's. */
  private final Map<Killed, Long> killsInLog = new HashMap<>();

  private int rulesVersion;
  private long lastSequence;
  private long lastNumber;
  private int partition = -1;
  private long lastOffset = -1;

  /** A symbol whose log has not begun. */
  public Sequencer(String symbol) {
    this.symbol = symbol;
  }

  /** A symbol as it was saved. */
  public Sequencer(State state) {
    symbol = state.symbol();
    rulesVersion = state.rulesVersion();
    lastSequence = state.lastSequence();
    lastNumber = state.lastNumber();
    partition = state.partition();
    lastOffset = state.lastOffset();
    state.heldOrders().forEach(judged -> heldOrders.put(judged.number(), judged));
    state.heldCommands().forEach(this::hold);
  }

  /** Of the last log entry; 0 when the log has not begun. */
  public long lastSequence() {
    return lastSequence;
  }

  /**
   * All that has to be saved.
   *
   * @param rulesVersion of the last log entry; 0 when the log has not begun, and of the state of a
   *     release that did not keep it, whose rules are older than any since
   * @param lastSequence of the last log entry; 0 when the log has not begun
   * @param lastNumber of the last order or phase change that is out; 0 when there is none
   * @param partition of the symbol in {@code orders}; -1 when no order is out
   * @param lastOffset of the last order that is out; -1 when there is none
   * @param heldOrders by number
   * @param heldCommands phase changes by number, then the others in the order of arrival
   */
  public record State(
      String symbol,
      int rulesVersion,
      long lastSequence,
      long lastNumber,
      int partition,
      long lastOffset,
      List<Judged> heldOrders,
      List<SymbolCommand> heldCommands) {}

  public State state() {
    List<SymbolCommand> commands = new ArrayList<>(heldPhases.values());
    commands.addAll(heldCommands);
    return new State(
        symbol,
        rulesVersion,
        lastSequence,
        lastNumber,
        partition,
        lastOffset,
        List.copyOf(heldOrders.values()),
        List.copyOf(commands));
  }

  /**
   * Takes the next order and gives out all entries that it sets free, if only itself.
   *
   * @throws IllegalStateException when another order with its number is out or held
   */
  public void order(Judged judged, Consumer<LogEntry> log) {
    if (judged.number() <= lastNumber) {
      if (!isLogged(judged)) {
        throw clash(judged, lastNumber, lastOffset);
      }
      return;
    }
    Judged held = heldOrders.putIfAbsent(judged.number(), judged);
    if (held != null && held.order().offset() != judged.order().offset()) {
      throw clash(judged, held.number(), held.order().offset());
    }
    releaseNext(log);
  }

  /**
   * Catches up with an entry that is in the log: what it stands for is out, and not held any more.
   *
   * @return false when it was out before
   * @throws IllegalStateException when an entry is missing before it
   */
  public boolean replay(LogEntry entry) {
    if (entry.sequence() <= lastSequence) {
      return false;
    }
    if (entry.sequence() != lastSequence + 1) {
      throw new IllegalStateException(
          "log of %s: entry %d follows %d".formatted(symbol, entry.sequence(), lastSequence));
    }
    lastSequence = entry.sequence();
    if (entry instanceof LogEntry.Order order) {
      partition = entry.partition();
      lastOffset = entry.offset();
      out(order.judged().number());
    } else if (entry instanceof LogEntry.Symbol command) {
      replay(command.command());
    } else if (entry instanceof LogEntry.Rules rules) {
      rulesVersion = rules.version();
    }
    return true;
  }

  private void replay(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange change) {
      out(change.number());
    } else if (command instanceof SymbolCommand.KillCancel kill) {
      killsInLog.merge(Killed.of(kill), kill.offset(), Math::max);
      heldCommands.removeIf(this::isInLog);
    } else if (command instanceof SymbolCommand.Expire expire) {
      heldCommands.removeIf(
          held -> held instanceof SymbolCommand.Expire other && other.upTo() <= expire.upTo());
    }
  }

  private void out(long number) {
    lastNumber = Math.max(lastNumber, number);
    heldOrders.headMap(lastNumber, true).clear();
    heldPhases.headMap(lastNumber, true).clear();
  }

  private IllegalStateException clash(Judged judged, long number, long offset) {
    return new IllegalStateException(
        "%s: order %d of offset %d comes after order %d of offset %d"
            .formatted(symbol, judged.number(), judged.order().offset(), number, offset));
  }

  /**
   * Takes a command of the venue, and gives it out at once unless it has to wait for an order; with
   * a phase change come the orders that waited for it.
   */
  public void command(SymbolCommand command, Consumer<LogEntry> log) {
    hold(command);
    releaseNext(log);
    releaseCommands(log);
  }

  private void hold(SymbolCommand command) {
    if (command instanceof SymbolCommand.PhaseChange phase) {
      if (phase.number() > lastNumber) {
        heldPhases.put(phase.number(), phase);
      }
    } else if (!isInLog(command)) {
      heldCommands.add(command);
    }
  }

  /** A kill whose record was read again after a restart. */
  private boolean isInLog(SymbolCommand command) {
    return command instanceof SymbolCommand.KillCancel kill
        && kill.offset() <= killsInLog.getOrDefault(Killed.of(kill), -1L);
  }

  private void releaseNext(Consumer<LogEntry> log) {
    while (true) {
      Judged judged = heldOrders.remove(lastNumber + 1);
      SymbolCommand.PhaseChange phase = heldPhases.remove(lastNumber + 1);
      if (judged == null && phase == null) {
        return;
      }
      lastNumber++;
      if (judged == null) {
        log(phase, log);
      } else {
        log(judged, log);
      }
      releaseCommands(log);
    }
  }

  private void log(Judged judged, Consumer<LogEntry> log) {
    // A record that is read again is in the log: it keeps its number and adds nothing.
    if (!isLogged(judged)) {
      partition = judged.order().partition();
      lastOffset = judged.order().offset();
      begin(judged.time(), judged.tradingDay(), log);
      log.accept(new LogEntry.Order(++lastSequence, judged));
    }
  }

  private void releaseCommands(Consumer<LogEntry> log) {
    for (Iterator<SymbolCommand> held = heldCommands.iterator(); held.hasNext(); ) {
      SymbolCommand command = held.next();
      if (command.after() <= lastNumber) {
        held.remove();
        log(command, log);
      }
    }
  }

  /** All orders of a symbol lie in one partition, so their offsets rise with their numbers. */
  private boolean isLogged(Judged judged) {
    return judged.order().partition() == partition && judged.order().offset() <= lastOffset;
  }

  private void log(SymbolCommand command, Consumer<LogEntry> log) {
    begin(command.time(), command.tradingDay(), log);
    log.accept(new LogEntry.Symbol(++lastSequence, command));
  }

  /** The rules come before the first entry, and before the first one by newer rules. */
  private void begin(long time, int tradingDay, Consumer<LogEntry> log) {
    if (rulesVersion < Matching.RULES_VERSION) {
      rulesVersion = Matching.RULES_VERSION;
      log.accept(new LogEntry.Rules(symbol, ++lastSequence, time, tradingDay, rulesVersion));
    }
  }
}
