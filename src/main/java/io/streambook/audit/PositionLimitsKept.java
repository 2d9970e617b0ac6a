package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;

/** The worst case of an account in a symbol, at each order that it had accepted. */
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
      WorstCases worst = new WorstCases();
      for (Found<Execution> found : symbol.executions()) {
        Execution execution = found.value();
        worst.apply(execution);
        if (execution.execType() == ExecType.NEW || execution.execType() == ExecType.REPLACED) {
          finding.checked();
          check(found, worst.of(execution), limits, finding);
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
}
