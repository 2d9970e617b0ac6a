package io.streambook.audit;

import io.streambook.book.Execution;

final class ExecutionSequences implements Check {
  @Override
  public String rule() {
    return "execution ids are unique, and gap-free within each log entry";
  }

  @Override
  public String subject() {
    return "executions";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      IdSequence ids = new IdSequence(symbol);
      for (Found<Execution> execution : symbol.executions()) {
        ids.next(execution, execution.value().sequence(), execution.value().index(), finding);
      }
    }
  }
}
