package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.risk.SymbolRule;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.math.BigInteger;

final class OrderLimitsKept implements Check {
  @Override
  public String rule() {
    return "no accepted order is larger than its account's limits, or in a symbol denied to it";
  }

  @Override
  public String subject() {
    return "accepted orders and replaces";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      LongSet granted = granted(symbol);
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order && granted.contains(order.sequence())) {
          finding.checked();
          check(entry, order.judged(), limits, finding);
        }
      }
    }
    limits.remark(finding);
  }

  /** Risk lets a replace pass that the book must refuse: its order does not work any more. */
  private static LongSet granted(SymbolTape symbol) {
    LongSet granted = new LongOpenHashSet();
    for (Found<Execution> execution : symbol.executions()) {
      ExecType type = execution.value().execType();
      if (type == ExecType.NEW || type == ExecType.REPLACED) {
        granted.add(execution.value().sequence());
      }
    }
    return granted;
  }

  private static void check(
      Found<LogEntry> entry, Judged judged, LoosestLimits all, Finding finding) {
    OrderCommand order = judged.order();
    LoosestLimits.Limits limits = all.at(order.account(), judged.time());
    if (limits == null) {
      return;
    }
    String symbol = order.symbol();
    long maxQty = limits.max(symbol, limits.maxOrderQty(), SymbolRule::maxOrderQty);
    long maxNotional = limits.max(symbol, limits.maxNotional(), SymbolRule::maxNotional);
    if (limits.denies(symbol)) {
      finding.broken(entry, "symbol denied to " + order.account());
    } else if (order.qty() > maxQty) {
      finding.broken(entry, "quantity above maxOrderQty of " + order.account());
    } else if (Reserve.of(order.qty(), Reserve.price(judged))
            .compareTo(BigInteger.valueOf(maxNotional))
        > 0) {
      finding.broken(entry, "notional above maxNotional of " + order.account());
    }
  }
}
