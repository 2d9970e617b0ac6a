package io.streambook.audit;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Rebuilds what rests from the executions, and looks at it after each log entry. */
final class NoCrossedBook implements Check {
  @Override
  public String rule() {
    return "no book is crossed after any log entry, nor in any snapshot";
  }

  @Override
  public String subject() {
    return "books";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Resting resting = new Resting();
      List<Found<Execution>> executions = symbol.executions();
      for (int i = 0; i < executions.size(); i++) {
        long sequence = executions.get(i).value().sequence();
        resting.apply(executions.get(i).value());
        boolean last =
            i + 1 == executions.size() || executions.get(i + 1).value().sequence() != sequence;
        if (last) {
          finding.checked();
          if (resting.crossed()) {
            finding.broken(executions.get(i), "the book is crossed after it: " + resting);
          }
        }
      }
    }
    for (Found<BookSnapshot> book : tape.books()) {
      finding.checked();
      List<BookSnapshot.Level> bids = book.value().bids();
      List<BookSnapshot.Level> asks = book.value().asks();
      if (!bids.isEmpty() && !asks.isEmpty() && bids.get(0).price() >= asks.get(0).price()) {
        finding.broken(book, "crossed");
      }
    }
  }

  /** Prices at which orders rest, with how many. */
  private static final class Resting {
    private final Long2ObjectMap<Execution> orders = new Long2ObjectOpenHashMap<>();
    private final NavigableMap<Long, Integer> bids = new TreeMap<>();
    private final NavigableMap<Long, Integer> asks = new TreeMap<>();

    void apply(Execution execution) {
      if (execution.execType() == ExecType.CANCEL_REJECT
          || execution.orderType() != OrderType.LIMIT) {
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
