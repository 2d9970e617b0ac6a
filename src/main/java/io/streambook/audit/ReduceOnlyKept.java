package io.streambook.audit;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.TradingState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The log does not say when a record came into force. But a refusal says that one is: from there on
 * in the log of its symbol each order must reduce, unless a record that was written later lifts it
 * again, for then it is not known which of them an order met.
 */
final class ReduceOnlyKept implements Check {
  private static final String OF_SYMBOL = "state of symbol=";
  private static final String OF_ACCOUNT = "state of account=";

  @Override
  public String rule() {
    return "once only what reduces is taken, of an instrument or account, no position grows";
  }

  @Override
  public String subject() {
    return "accepted orders and replaces";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    long reducing = 0;
    for (SymbolTape symbol : tape.symbols()) {
      Walk walk = new Walk(symbol, tape, finding);
      walk.run();
      reducing += walk.reducing;
    }
    finding.remark(reducing + " of them after that");
  }

  /** Through the log of one symbol and what follows from it. */
  private static final class Walk {
    private final SymbolTape symbol;
    private final Tape tape;
    private final Finding finding;
    private final WorstCases worst = new WorstCases(Scope.ACCOUNT);

    /** What is only reduced from here on: an instrument, accounts, firms. */
    private final Set<String> reduced = new HashSet<>();

    private final Growth growth;

    /** How many orders had to reduce. */
    private long reducing;

    private int next;

    Walk(SymbolTape symbol, Tape tape, Finding finding) {
      this.symbol = symbol;
      this.growth = new Growth(symbol);
      this.tape = tape;
      this.finding = finding;
    }

    void run() {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          refused(order.judged().verdict());
        }
        long sequence = entry.value().sequence();
        follow(sequence, growth.ofQty(sequence));
      }
    }

    /** What a refusal tells. */
    private void refused(Verdict verdict) {
      if (verdict.reason() == Reason.REDUCE_ONLY) {
        String text = verdict.text();
        int ofAccount = text.indexOf(OF_ACCOUNT);
        if (ofAccount >= 0) {
          String account = text.substring(ofAccount + OF_ACCOUNT.length());
          add(account, lasts(tape.limits().get(account), Walk::isNotActive));
        } else if (text.contains(OF_SYMBOL)) {
          add(OF_SYMBOL, lasts(tape.instruments().get(symbol.symbol()), Instrument::reduceOnly));
        }
      }
    }

    private void add(String name, boolean lasts) {
      if (lasts) {
        reduced.add(name);
      }
    }

    private static boolean isNotActive(RiskLimits limits) {
      return limits.rules().tradingState() != TradingState.ACTIVE;
    }

    /** Whether no record is left out and all after the first that reduces do so too. */
    private static <T> boolean lasts(History<T> history, Predicate<T> reduces) {
      return history != null
          && history.whole()
          && history.records().stream()
              .dropWhile(record -> !reduces.test(record.value()))
              .allMatch(record -> reduces.test(record.value()));
    }

    private void follow(long sequence, boolean grows) {
      List<Found<Execution>> executions = symbol.executions();
      for (; next < executions.size(); next++) {
        Execution execution = executions.get(next).value();
        if (execution.sequence() > sequence) {
          return;
        }
        worst.apply(execution);
        switch (execution.execType()) {
          case NEW, REPLACED -> {
            finding.checked();
            if (grows && isReduced(execution.account())) {
              reducing++;
              check(executions.get(next));
            }
          }
          default -> {}
        }
      }
    }

    private void check(Found<Execution> found) {
      long position = worst.of(found.value());
      if (position > 0) {
        finding.broken(
            found,
            "worst case of " + found.value().account() + " grows to " + Decimal8.format(position));
      }
    }

    private boolean isReduced(String account) {
      return reduced.contains(OF_SYMBOL)
          || reduced.contains(account)
          || reduced.contains(Scope.FIRM.of(account));
    }
  }
}
