package io.streambook.book;

/**
 * A command that is no one's order. It enters the symbol's log after the order with number {@code
 * after}.
 */
public sealed interface SymbolCommand {
  String symbol();

  /** Number of the last order or phase change that it must not overtake; 0 when there is none. */
  long after();

  /** Partition of the record that caused it; below 0 when none did. */
  int partition();

  /** Offset of the record that caused it, or what else is its identity; -1 for nothing. */
  long offset();

  /** When it was made, in microseconds since 1970. */
  long time();

  /** Trading day from here on, in days since 1970. */
  int tradingDay();

  /**
   * The instrument (partition and offset of {@code instruments}) has this phase and trading day
   * from here on. Also the end of a pause that matching has begun: then the partition is {@link
   * #PAUSE_END}, and the offset the log sequence that began it. Also a step of the instrument's
   * schedule: then the partition is {@link #SCHEDULED}, and the offset the instant of the step, in
   * microseconds since 1970, however late it is taken.
   *
   * @param reference reference price in 10⁻⁸, or {@link Decimal8#NONE}
   * @param terms what else matching has to know of the instrument
   */
  record PhaseChange(
      String symbol,
      long after,
      int partition,
      long offset,
      long time,
      int tradingDay,
      Phase phase,
      long reference,
      TradingTerms terms)
      implements SymbolCommand {
    public static final int PAUSE_END = -1;
    public static final int SCHEDULED = -2;

    /** One of an instrument without tick and band. */
    public PhaseChange(
        String symbol,
        long after,
        int partition,
        long offset,
        long time,
        int tradingDay,
        Phase phase) {
      this(
          symbol,
          after,
          partition,
          offset,
          time,
          tradingDay,
          phase,
          Decimal8.NONE,
          TradingTerms.NONE);
    }

    public boolean endsPause() {
      return partition == PAUSE_END;
    }

    public boolean isScheduled() {
      return partition == SCHEDULED;
    }

    /** Its own number among the symbol's orders: the next one, so that no order overtakes it. */
    public long number() {
      return after + 1;
    }
  }

  /**
   * The GTD orders whose time is over up to an instant, in microseconds since 1970, expire. The
   * instant is its identity: it has no record.
   */
  record Expire(String symbol, long after, long upTo, long time, int tradingDay)
      implements SymbolCommand {
    @Override
    public int partition() {
      return -1;
    }

    @Override
    public long offset() {
      return -1;
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
