package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Positions and working quantities of accounts or firms in one symbol, as its executions tell them.
 * Risk hears of fills late and then knows of more that may still happen, never of less: so what is
 * the worst case here can't exceed what risk allowed. What an operator corrects it may have heard
 * of or not: the case that is better counts.
 */
final class WorstCases {
  private final Scope scope;
  private final Long2ObjectMap<Execution> last = new Long2ObjectOpenHashMap<>();
  private final Map<String, Sums> all = new HashMap<>();

  /** Of one account or firm. */
  private static final class Sums {
    private long position;
    private long openBuys;
    private long openSells;

    /** Of trades that were cancelled and of adjustments. */
    private long corrected;
  }

  WorstCases(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /** The next execution of the symbol. */
  void apply(Execution now) {
    Sums sums = all.computeIfAbsent(scope.of(now.account()), name -> new Sums());
    if (now.execType() == ExecType.TRADE_CANCEL || now.execType() == ExecType.POSITION_REPORT) {
      sums.corrected = Math.addExact(sums.corrected, now.lastQty());
    }
    if (!now.changesOrder()) {
      return;
    }
    Execution before = last.put(now.venueOrderId(), now);
    long working = now.leavesQty() - (before == null ? 0 : before.leavesQty());
    if (now.side() == Side.BUY) {
      sums.position = Math.addExact(sums.position, now.lastQty());
      sums.openBuys = Math.addExact(sums.openBuys, working);
    } else {
      sums.position = Math.subtractExact(sums.position, now.lastQty());
      sums.openSells = Math.addExact(sums.openSells, working);
    }
  }

  /**
   * The position on the side of an order once all that works there is filled; negative when it
   * stays on the other side.
   */
  long of(Execution order) {
    Sums sums = all.get(scope.of(order.account()));
    long worst =
        order.side() == Side.BUY
            ? Math.addExact(sums.position, sums.openBuys)
            : Math.subtractExact(sums.openSells, sums.position);
    return Math.subtractExact(worst, sums.corrected);
  }
}
