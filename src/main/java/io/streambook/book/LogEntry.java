package io.streambook.book;

/** One entry of a symbol's log. Matching is a pure function of it. */
public sealed interface LogEntry {
  String symbol();

  /** 1, 2, 3 … per symbol, without a gap. */
  long sequence();

  /** Partition of the input record; -1 for {@link Rules}. */
  int partition();

  /** Offset of the input record; -1 for {@link Rules}. */
  long offset();

  /** Time of everything that follows from it, in microseconds since 1970. */
  long time();

  /** Trading day of the instrument, in days since 1970. */
  int tradingDay();

  /** The first entry of a log, and each later one from which on other matching rules hold. */
  record Rules(String symbol, long sequence, long time, int tradingDay, int version)
      implements LogEntry {
    @Override
    public int partition() {
      return -1;
    }

    @Override
    public long offset() {
      return -1;
    }
  }

  /** An order with the verdict of risk. */
  record Order(long sequence, Judged judged) implements LogEntry {
    @Override
    public String symbol() {
      return judged.order().symbol();
    }

    @Override
    public int partition() {
      return judged.order().partition();
    }

    @Override
    public long offset() {
      return judged.order().offset();
    }

    @Override
    public long time() {
      return judged.time();
    }

    @Override
    public int tradingDay() {
      return judged.tradingDay();
    }
  }

  /** A command of the venue itself. */
  record Symbol(long sequence, SymbolCommand command) implements LogEntry {
    @Override
    public String symbol() {
      return command.symbol();
    }

    @Override
    public int partition() {
      return command.partition();
    }

    @Override
    public long offset() {
      return command.offset();
    }

    @Override
    public long time() {
      return command.time();
    }

    @Override
    public int tradingDay() {
      return command.tradingDay();
    }
  }
}
