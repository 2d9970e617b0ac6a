package io.streambook.book;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Brings the judged orders of one symbol back into the order in which they were read, and makes
 * them and the venue's own commands the symbol's log. An order waits until all with a lower number
 * are out; a command waits until the order it comes after is out. Not thread-safe.
 */
public final class Sequencer {
  private final String symbol;
  private final TreeMap<Long, Judged> heldOrders = new TreeMap<>();

  /** In the order of arrival: so they come out when they come after the same order. */
  private final List<SymbolCommand> heldCommands = new ArrayList<>();

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
    lastSequence = state.lastSequence();
    lastNumber = state.lastNumber();
    partition = state.partition();
    lastOffset = state.lastOffset();
    state.heldOrders().forEach(judged -> heldOrders.put(judged.number(), judged));
    heldCommands.addAll(state.heldCommands());
  }

  /**
   * All that has to be saved.
   *
   * @param lastSequence of the last log entry; 0 when the log has not begun
   * @param lastNumber of the last order that is out; 0 when there is none
   * @param partition of the symbol in {@code orders}; -1 when no order is out
   * @param lastOffset of the last order that is out; -1 when there is none
   * @param heldOrders by number
   * @param heldCommands in the order of arrival
   */
  public record State(
      String symbol,
      long lastSequence,
      long lastNumber,
      int partition,
      long lastOffset,
      List<Judged> heldOrders,
      List<SymbolCommand> heldCommands) {}

  public State state() {
    return new State(
        symbol,
        lastSequence,
        lastNumber,
        partition,
        lastOffset,
        List.copyOf(heldOrders.values()),
        List.copyOf(heldCommands));
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
    while (!heldOrders.isEmpty() && heldOrders.firstKey() == lastNumber + 1) {
      release(heldOrders.pollFirstEntry().getValue(), log);
    }
  }

  private IllegalStateException clash(Judged judged, long number, long offset) {
    return new IllegalStateException(
        "%s: order %d of offset %d comes after order %d of offset %d"
            .formatted(symbol, judged.number(), judged.order().offset(), number, offset));
  }

  /** Takes a command of the venue, and gives it out at once unless it has to wait for an order. */
  public void command(SymbolCommand command, Consumer<LogEntry> log) {
    if (command.after() > lastNumber) {
      heldCommands.add(command);
    } else {
      log(command, log);
    }
  }

  private void release(Judged judged, Consumer<LogEntry> log) {
    lastNumber = judged.number();
    // A record that is read again is in the log: it keeps its number and adds nothing.
    if (!isLogged(judged)) {
      partition = judged.order().partition();
      lastOffset = judged.order().offset();
      begin(judged.time(), judged.tradingDay(), log);
      log.accept(new LogEntry.Order(++lastSequence, judged));
    }
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

  private void begin(long time, int tradingDay, Consumer<LogEntry> log) {
    if (lastSequence == 0) {
      log.accept(
          new LogEntry.Rules(symbol, ++lastSequence, time, tradingDay, Matching.RULES_VERSION));
    }
  }
}
