package io.streambook.book;

/**
 * A command that is no one's order. It enters the symbol's log after the order with number {@code
 * after}.
 */
public sealed interface SymbolCommand {
  String symbol();

  /** Number of the last order or phase change that it must not overtake; 0 when there is none. */
  long after();

  /** Partition of the record that caused it. */
  int partition();

  /** Offset of the record that caused it. */
  long offset();

  /** When it was made, in microseconds since 1970. */
  long time();

  /** Trading day from here on, in days since 1970. */
  int tradingDay();

  /**
   * The instrument (partition and offset of {@code instruments}) has this phase and trading day
   * from here on.
   */
  record PhaseChange(
      String symbol, long after, int partition, long offset, long time, int tradingDay, Phase phase)
      implements SymbolCommand {
    /** Its own number among the symbol's orders: the next one, so that no order overtakes it. */
    public long number() {
      return after + 1;
    }
  }

  /**
   * A kill switch (partition and offset of {@code risk-limits}) cancels all working orders of the
   * account.
   */
  record KillCancel(
      String symbol,
      long after,
      int partition,
      long offset,
      long time,
      int tradingDay,
      String account)
      implements SymbolCommand {}
}
