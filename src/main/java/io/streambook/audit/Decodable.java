package io.streambook.audit;

final class Decodable implements Check {
  @Override
  public String rule() {
    return "what the venue published can be decoded";
  }

  @Override
  public String subject() {
    return "records";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      finding.checked(symbol.log().size() + symbol.executions().size() + symbol.trades().size());
    }
    finding.checked(tape.books().size() + tape.deadLetters().size());
    for (Found<String> record : tape.unreadable()) {
      finding.checked();
      finding.broken(record, record.value());
    }
  }
}
