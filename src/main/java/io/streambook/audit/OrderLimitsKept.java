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
    return "no accepted order is beyond limits of its account or firm, or in a symbol denied to it";
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
      Growth growth = new Growth(symbol);
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order && granted.contains(order.sequence())) {
          finding.checked();
          for (Scope scope : Scope.values()) {
            check(entry, order, scope, growth, limits, finding);
          }
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
      Found<LogEntry> entry,
      LogEntry.Order logged,
      Scope scope,
      Growth growth,
      LoosestLimits all,
      Finding finding) {
    Judged judged = logged.judged();
    OrderCommand order = judged.order();
    LoosestLimits.Limits limits = all.at(scope, order.account(), judged.time());
    if (limits == null) {
      return;
    }
    String name = scope.of(order.account());
    String symbol = order.symbol();
    if (limits.denies(symbol)) {
      finding.broken(entry, "symbol denied to " + name);
    } else if (limits.bind(growth.ofQty(logged.sequence()))
        && order.qty() > limits.max(symbol, limits.maxOrderQty(), SymbolRule::maxOrderQty)) {
      finding.broken(entry, "quantity above maxOrderQty of " + name);
    } else if (limits.bind(growth.ofNotional(logged.sequence()))
        && notional(judged)
                .compareTo(
                    BigInteger.valueOf(
                        limits.max(symbol, limits.maxNotional(), SymbolRule::maxNotional)))
            > 0) {
      finding.broken(entry, "notional above maxNotional of " + name);
    }
  }

  private static BigInteger notional(Judged judged) {
    return Reserve.of(judged.order().qty(), Reserve.price(judged));
  }
}
