package io.streambook.conformance;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.NaiveBook;
import io.streambook.book.OrdStatus;
import io.streambook.book.Phase;
import io.streambook.book.RecentTrade;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.book.WorkingOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The book and the naive book side by side: the same events from both, and after each entry a book
 * that is as all executions so far add up to.
 */
final class BothBooks implements Matching.Sink {
  private final Consumer<Execution> seen;
  private Matching fast = new Matching("ACME");
  private final NaiveBook naive = new NaiveBook();
  private final Map<Long, WorkingOrder> rows = new HashMap<>();
  private final Map<Integer, RecentTrade> trades = new HashMap<>();
  private final Map<Long, Execution> working = new HashMap<>();
  private final Band band = new Band();

  /**
   * @param seen hears of all executions
   */
  BothBooks(Consumer<Execution> seen) {
    this.seen = seen;
  }

  void apply(LogEntry entry) {
    band.follow(entry, fast);
    Events expected = new Events();
    naive.apply(entry, expected);
    Events actual = new Events();
    fast.apply(entry, actual);
    require(actual.all.equals(expected.all), "naive and fast", expected.all, actual.all);
    for (Object event : actual.all) {
      if (event instanceof Execution execution) {
        follow(execution);
        seen.accept(execution);
      } else {
        require(band.allows((Trade) event), "a trade outside of the band", event, band);
      }
    }
    checkBook();
  }

  private void follow(Execution execution) {
    if (!execution.changesOrder()) {
      return;
    }
    OrdStatus status = execution.ordStatus();
    boolean works = status == OrdStatus.NEW || status == OrdStatus.PARTIALLY_FILLED;
    long total = execution.cumQty() + execution.leavesQty();
    require(
        works ? total == execution.qty() : execution.leavesQty() == 0,
        "quantity is not conserved",
        execution);
    if (works) {
      working.put(execution.venueOrderId(), execution);
    } else if (execution.venueOrderId() > 0) {
      working.remove(execution.venueOrderId());
    }
  }

  private void checkBook() {
    BookSnapshot book = fast.snapshot(Integer.MAX_VALUE);
    require(
        mayBeCrossed(book.phase())
            || book.bids().isEmpty()
            || book.asks().isEmpty()
            || book.bids().get(0).price() < book.asks().get(0).price(),
        "crossed",
        book);
    List<BookSnapshot.Level> all = new ArrayList<>(book.bids());
    all.addAll(book.asks());
    int orders = all.stream().mapToInt(BookSnapshot.Level::orders).sum();
    require(
        orders + naive.waitingStops() + naive.waitingForAuctions() == working.size()
            && fast.workingOrders() == working.size(),
        "orders in the queues, stops, for auctions, in the index, that work",
        orders,
        naive.waitingStops(),
        naive.waitingForAuctions(),
        fast.workingOrders(),
        working.size());
    for (Side side : List.of(Side.BUY, Side.SELL)) {
      List<Long> expected = naive.queue(side);
      List<Long> actual = fast.queue(side);
      require(actual.equals(expected), "naive and fast queue", side, expected, actual);
    }
    require(
        book.indicative().equals(naive.indicative()),
        "naive and fast auction",
        naive.indicative(),
        book.indicative());
    long qty = all.stream().mapToLong(BookSnapshot.Level::qty).sum();
    long shown = naive.shownQty(Side.BUY) + naive.shownQty(Side.SELL);
    require(qty == shown, "what both books show", qty, shown);
  }

  /** A halt keeps what was collected. */
  private static boolean mayBeCrossed(Phase phase) {
    return phase.collects() || phase == Phase.HALTED || phase == Phase.CLOSED;
  }

  /** Rows are written as the operator writes them; the book is built anew from nothing else. */
  void saveAndRestore() {
    saveSome(fast.unsaved());
    fast = new Matching(fast.state(), List.copyOf(rows.values()), List.copyOf(trades.values()));
    checkBook();
  }

  /** In parts that are as large as they were asked for. */
  void saveSome(int max) {
    int before = fast.unsaved();
    try {
      fast.saveChanges(this, max);
    } catch (Exception e) { // a sink may throw anything; this one throws nothing, so it is the book
      throw new BooksDiffer("a save failed", e);
    }
    require(
        fast.unsaved() == Math.max(0, before - max),
        "unsaved after a save, before, asked for",
        fast.unsaved(),
        before,
        max);
  }

  @Override
  public void put(WorkingOrder row) {
    rows.put(row.venueOrderId(), row);
  }

  @Override
  public void put(RecentTrade row) {
    trades.put(row.slot(), row);
  }

  @Override
  public void remove(long venueOrderId) {
    WorkingOrder row = rows.remove(venueOrderId);
    require(row != null, "removed, but never saved", venueOrderId);
  }

  /** Ends all orders, and nothing may be left of them. */
  void killAll(long sequence) {
    for (int account = 0; account < Step.ACCOUNTS; account++) {
      apply(RandomLog.kill(sequence + account, account, 0));
    }
    saveSome(fast.unsaved());
    require(rows.isEmpty() && working.isEmpty(), "rows and orders that are left", rows, working);
  }

  private static void require(boolean holds, String otherwise, Object... details) {
    if (!holds) {
      throw new BooksDiffer(otherwise + ": " + Arrays.toString(details));
    }
  }

  private static final class Events implements MatchListener {
    private final List<Object> all = new ArrayList<>();

    @Override
    public void onExecution(Execution execution) {
      all.add(Objects.requireNonNull(execution));
    }

    @Override
    public void onTrade(Trade trade) {
      all.add(Objects.requireNonNull(trade));
    }
  }
}
