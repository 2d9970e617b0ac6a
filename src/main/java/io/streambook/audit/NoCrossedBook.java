package io.streambook.audit;

import io.streambook.book.BandAction;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Rebuilds what rests from the executions, and looks at it after each log entry. */
final class NoCrossedBook implements Check {
  @Override
  public String rule() {
    return "no book is crossed after any log entry, nor in any snapshot, but where an auction"
        + " collects";
  }

  @Override
  public String subject() {
    return "books";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Resting resting = new Resting();
      Phases phases = new Phases(symbol);
      List<Found<Execution>> executions = symbol.executions();
      for (int i = 0; i < executions.size(); i++) {
        long sequence = executions.get(i).value().sequence();
        resting.apply(executions.get(i).value());
        boolean last =
            i + 1 == executions.size() || executions.get(i + 1).value().sequence() != sequence;
        if (last) {
          finding.checked();
          if (resting.crossed() && !phases.mayCollect(sequence)) {
            finding.broken(executions.get(i), "the book is crossed after it: " + resting);
          }
        }
      }
    }
    for (Found<BookSnapshot> book : tape.books()) {
      finding.checked();
      List<BookSnapshot.Level> bids = book.value().bids();
      List<BookSnapshot.Level> asks = book.value().asks();
      if (!Phases.mayCollect(book.value().phase())
          && !bids.isEmpty()
          && !asks.isEmpty()
          && bids.get(0).price() >= asks.get(0).price()) {
        finding.broken(book, "crossed");
      }
    }
  }

  /** Where the log says that orders may be collected: a halt keeps what was. */
  private static final class Phases {
    private final List<Found<LogEntry>> log;
    private int next;
    private boolean mayCollect;

    Phases(SymbolTape symbol) {
      log = symbol.log();
    }

    /** To be asked of rising sequences. */
    boolean mayCollect(long sequence) {
      while (next < log.size() && log.get(next).value().sequence() <= sequence) {
        if (log.get(next++).value() instanceof LogEntry.Symbol symbol
            && symbol.command() instanceof SymbolCommand.PhaseChange change) {
          // Matching itself begins a pause: its entries do not say when.
          boolean pauses = change.terms().bandAction() == BandAction.PAUSE;
          mayCollect = mayCollect(change.phase()) || (pauses && change.terms().bandBps() > 0);
        }
      }
      return mayCollect;
    }

    static boolean mayCollect(Phase phase) {
      return phase.collects() || phase == Phase.HALTED || phase == Phase.CLOSED;
    }
  }

  /** Prices at which orders rest, with how many. */
  private static final class Resting {
    private final Long2ObjectMap<Execution> orders = new Long2ObjectOpenHashMap<>();
    private final LongSet triggered = new LongOpenHashSet();
    private final NavigableMap<Long, Integer> bids = new TreeMap<>();
    private final NavigableMap<Long, Integer> asks = new TreeMap<>();

    void apply(Execution execution) {
      if (execution.execType() == ExecType.TRIGGERED) {
        triggered.add(execution.venueOrderId());
      }
      boolean rests =
          execution.orderType() == OrderType.LIMIT
              || (execution.orderType() == OrderType.STOP_LIMIT
                  && triggered.contains(execution.venueOrderId()));
      if (!execution.changesOrder() || !rests) {
        return;
      }
      Execution before = orders.remove(execution.venueOrderId());
      if (before != null) {
        side(before).computeIfPresent(before.price(), (price, n) -> n == 1 ? null : n - 1);
      }
      if (execution.leavesQty() > 0) {
        orders.put(execution.venueOrderId(), execution);
        side(execution).merge(execution.price(), 1, Integer::sum);
      }
    }

    boolean crossed() {
      return !bids.isEmpty() && !asks.isEmpty() && bids.lastKey() >= asks.firstKey();
    }

    private NavigableMap<Long, Integer> side(Execution execution) {
      return execution.side() == Side.BUY ? bids : asks;
    }

    @Override
    public String toString() {
      return Decimal8.format(bids.lastKey()) + " bid, " + Decimal8.format(asks.firstKey()) + " ask";
    }
  }
}
