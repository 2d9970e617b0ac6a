package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.risk.SymbolRule;
import java.util.List;
import java.util.stream.Stream;

/** The worst case of an account or firm in a symbol, at each order that was accepted. */
final class PositionLimitsKept implements Check {
  @Override
  public String rule() {
    return "no worst-case position was beyond a limit of its account or firm";
  }

  @Override
  public String subject() {
    return "accepted orders and replaces";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    LoosestLimits limits = new LoosestLimits(tape);
    for (SymbolTape symbol : tape.symbols()) {
      Growth growth = new Growth(symbol);
      List<WorstCases> worsts = Stream.of(Scope.values()).map(WorstCases::new).toList();
      for (Found<Execution> found : symbol.executions()) {
        Execution execution = found.value();
        worsts.forEach(worst -> worst.apply(execution));
        if (execution.execType() == ExecType.NEW || execution.execType() == ExecType.REPLACED) {
          finding.checked();
          boolean grows = growth.ofQty(execution.sequence());
          worsts.forEach(worst -> check(found, grows, worst, limits, finding));
        }
      }
    }
    limits.remark(finding);
  }

  private static void check(
      Found<Execution> found, boolean grows, WorstCases of, LoosestLimits all, Finding finding) {
    Execution execution = found.value();
    LoosestLimits.Limits limits = all.at(of.scope(), execution.account(), execution.time());
    if (limits == null || !limits.bind(grows)) {
      return;
    }
    long worst = of.of(execution);
    if (worst > limits.max(execution.symbol(), limits.maxPosition(), SymbolRule::maxPosition)) {
      finding.broken(
          found,
          String.format(
              "worst case %s is above maxPosition of %s",
              Decimal8.format(worst), of.scope().of(execution.account())));
    }
  }
}
