package io.streambook.audit;

import io.streambook.book.Action;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.EnumSet;
import java.util.Set;

final class FirstAnswers implements Check {
  @Override
  public String rule() {
    return "every order in the log has exactly one first answer, as its verdict demands";
  }

  @Override
  public String subject() {
    return "orders in the log";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Long2ObjectMap<Found<Execution>> answers = answers(symbol, finding);
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          finding.checked();
          check(entry, order, answers.get(order.sequence()), finding);
        }
      }
    }
  }

  private static Long2ObjectMap<Found<Execution>> answers(SymbolTape symbol, Finding finding) {
    Long2ObjectMap<Found<Execution>> answers = new Long2ObjectOpenHashMap<>();
    for (Found<Execution> execution : symbol.executions()) {
      // What else follows from the entry, an expiry before it or a fill after it, names no order.
      if (execution.value().partition() >= 0) {
        Found<Execution> first = answers.putIfAbsent(execution.value().sequence(), execution);
        if (first != null) {
          finding.broken(execution, "a second first answer beside " + first.where());
        }
      }
    }
    return answers;
  }

  private static void check(
      Found<LogEntry> entry, LogEntry.Order order, Found<Execution> answer, Finding finding) {
    if (answer == null) {
      finding.broken(entry, "has no answer");
      return;
    }
    Execution execution = answer.value();
    Judged judged = order.judged();
    if (execution.partition() != order.partition() || execution.offset() != order.offset()) {
      finding.broken(answer, "does not name the order of " + entry.where());
    } else if (!allowed(judged).contains(execution.execType())) {
      finding.broken(answer, execution.execType() + " is no answer to " + entry.where());
    } else if (!judged.verdict().accepted() && execution.reason() != judged.verdict().reason()) {
      finding.broken(answer, "does not give the reason of " + entry.where());
    }
  }

  private static Set<ExecType> allowed(Judged judged) {
    Action action = judged.order().action();
    ExecType reject =
        switch (action) {
          case CANCEL, REPLACE, TRADE_CANCEL -> ExecType.CANCEL_REJECT;
          case MASS_CANCEL -> ExecType.MASS_CANCEL_REPORT;
          case ADJUST -> ExecType.POSITION_REPORT;
          case NEW, UNKNOWN -> ExecType.REJECTED;
        };
    if (!judged.verdict().accepted()) {
      return EnumSet.of(reject);
    }
    return switch (action) {
      case NEW -> EnumSet.of(ExecType.NEW, reject);
      case CANCEL -> EnumSet.of(ExecType.CANCELED, reject);
      // A replace to a total that is filled already cancels the rest.
      case REPLACE -> EnumSet.of(ExecType.REPLACED, ExecType.CANCELED, reject);
      case TRADE_CANCEL -> EnumSet.of(ExecType.TRADE_CANCEL, reject);
      case MASS_CANCEL, ADJUST, UNKNOWN -> EnumSet.of(reject);
    };
  }
}
