package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Position plus working orders of an account in a symbol, at each order that it had accepted. Risk
 * hears of fills late and then knows of more that may still happen, never of less: so the worst
 * case by the log can't exceed what risk allowed. What an operator corrects it may have heard of or
 * not: the case that is better counts.
 */
final class PositionLimitsKept implements Check {
  @Override
  public String rule() {
    return "no worst-case position was beyond its account's limit";
  }

  @Override
  public String subject() {
    return "accepted orders and replaces";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      Long2ObjectMap<Execution> last = new Long2ObjectOpenHashMap<>();
      Map<String, Worst> accounts = new HashMap<>();
      for (Found<Execution> found : symbol.executions()) {
        Execution execution = found.value();
        Worst worst = accounts.computeIfAbsent(execution.account(), account -> new Worst());
        worst.correct(execution);
        if (!execution.changesOrder()) {
          continue;
        }
        worst.apply(last.put(execution.venueOrderId(), execution), execution);
        if (execution.execType() == ExecType.NEW || execution.execType() == ExecType.REPLACED) {
          finding.checked();
          check(found, worst.of(execution.side()), limits, finding);
        }
      }
    }
    limits.remark(finding);
  }

  private static void check(
      Found<Execution> found, long worst, LoosestLimits all, Finding finding) {
    LoosestLimits.Limits limits = all.at(found.value().account(), found.value().time());
    if (limits != null && worst > limits.maxPosition()) {
      String position = Decimal8.format(worst);
      finding.broken(
          found, "worst case " + position + " is above maxPosition of " + found.value().account());
    }
  }

  /** Position and working quantities of one account in one symbol. */
  private static final class Worst {
    private long position;
    private long openBuys;
    private long openSells;

    /** Of trades that were cancelled and of adjustments. */
    private long corrected;

    void correct(Execution now) {
      if (now.execType() == ExecType.TRADE_CANCEL || now.execType() == ExecType.POSITION_REPORT) {
        corrected = Math.addExact(corrected, now.lastQty());
      }
    }

    void apply(Execution before, Execution now) {
      long working = now.leavesQty() - (before == null ? 0 : before.leavesQty());
      if (now.side() == Side.BUY) {
        position = Math.addExact(position, now.lastQty());
        openBuys = Math.addExact(openBuys, working);
      } else {
        position = Math.subtractExact(position, now.lastQty());
        openSells = Math.addExact(openSells, working);
      }
    }

    long of(Side side) {
      long worst =
          side == Side.BUY
              ? Math.addExact(position, openBuys)
              : Math.subtractExact(openSells, position);
      return Math.subtractExact(worst, corrected);
    }
  }
}
