package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.TradingState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final WorstCases worst = new WorstCases();

    /** What is only reduced from here on: an instrument, accounts, firms. */
    private final Set<String> reduced = new HashSet<>();

    /**
     * The largest quantity that was ever asked for an order. Risk reserves it until it hears
     * otherwise, so up to it a replace asks for nothing more.
     */
    private final Map<String, Long> asked = new HashMap<>();

    /** How many orders had to reduce. */
    private long reducing;

    private int next;

    Walk(SymbolTape symbol, Tape tape, Finding finding) {
      this.symbol = symbol;
      this.tape = tape;
      this.finding = finding;
    }

    void run() {
      for (Found<LogEntry> entry : symbol.log()) {
        boolean grows =
            entry.value() instanceof LogEntry.Order order
                && (order.judged().verdict().accepted()
                    ? grows(order.judged().order())
                    : refused(order.judged().verdict()));
        follow(entry.value().sequence(), grows);
      }
    }

    /** Whether it asks for more than its order ever did. */
    private boolean grows(OrderCommand order) {
      if (order.action() != Action.NEW && order.action() != Action.REPLACE) {
        return false;
      }
      String first = order.action() == Action.NEW ? order.orderId() : order.origOrderId();
      Long before = asked.put(order.account() + ' ' + first, order.qty());
      if (before != null && before >= order.qty()) {
        asked.put(order.account() + ' ' + first, before);
        return false;
      }
      return true;
    }

    /** What a refusal tells; nothing of it grows. */
    private boolean refused(Verdict verdict) {
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
      return false;
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
    private <T> boolean lasts(List<Found<T>> records, Predicate<T> reduces) {
      return tape.allRecords()
          && records != null
          && records.stream()
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
      int slash = account.indexOf('/');
      return reduced.contains(OF_SYMBOL)
          || reduced.contains(account)
          || (slash > 0 && reduced.contains(account.substring(0, slash)));
    }
  }
}
