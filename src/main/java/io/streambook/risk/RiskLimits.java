package io.streambook.risk;

import java.util.List;

/**
 * Desired limits and kill switch of an account; of a name without a slash those of the firm too.
 * Amounts in 10⁻⁸; {@link #NO_LIMIT} where there is none.
 *
 * @param partition partition of the record in {@code risk-limits}
 * @param offset offset of the record: the newest counts
 * @param deleted true for a tombstone: it blocks new orders only
 * @param killGeneration a latch is lifted only by killed=false with its generation and an operator
 * @param operator who set it; empty when unknown
 * @param timestamp in microseconds since 1970
 * @param rules what else it says
 */
public record RiskLimits(
    String account,
    int partition,
    long offset,
    boolean deleted,
    long maxOrderQty,
    long maxNotional,
    long maxPosition,
    long maxGrossExposure,
    long creditLimit,
    int maxOpenOrders,
    int maxOrdersPerSecond,
    boolean killed,
    long killGeneration,
    String operator,
    long timestamp,
    Rules rules) {
  /** An absent limit; for the int limits {@link Integer#MAX_VALUE}. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** An absent limit on a count. */
  public static final int NO_COUNT = Integer.MAX_VALUE;

  /** Limits without further rules. */
  public RiskLimits(
      String account,
      int partition,
      long offset,
      boolean deleted,
      long maxOrderQty,
      long maxNotional,
      long maxPosition,
      long maxGrossExposure,
      long creditLimit,
      int maxOpenOrders,
      int maxOrdersPerSecond,
      boolean killed,
      long killGeneration,
      String operator,
      long timestamp) {
    this(
        account,
        partition,
        offset,
        deleted,
        maxOrderQty,
        maxNotional,
        maxPosition,
        maxGrossExposure,
        creditLimit,
        maxOpenOrders,
        maxOrdersPerSecond,
        killed,
        killGeneration,
        operator,
        timestamp,
        Rules.NONE);
  }

  /**
   * What an account may do besides.
   *
   * @param maxOpenOrdersPerSymbol most working orders in one symbol
   * @param maxNetNotional largest absolute net of a trading day's executed notional, with the
   *     working orders of one side, per currency
   * @param maxDailyLoss largest loss of a trading day at the marks, per currency
   * @param lossState what the account becomes for the rest of the day that reaches maxDailyLoss
   * @param maxExecutions most trades within executionsMillis; one more latches
   * @param executionsMillis above 0
   * @param duplicateMillis how long an order of the same content as one before is refused; 0 never
   * @param tradingState of the account, or of all accounts of the firm
   * @param onlyListed whether only the symbols listed here may be traded
   * @param symbols rules of single symbols
   * @param liftedLatch generation of the latch of maxExecutions that this lifts, with an operator;
   *     0 for none
   * @param approver who let it loosen limits: another one than the operator; empty for nobody
   * @param effectiveFrom in microseconds since 1970; 0 for at once. A kill never waits
   */
  public record Rules(
      int maxOpenOrdersPerSymbol,
      long maxNetNotional,
      long maxDailyLoss,
      TradingState lossState,
      int maxExecutions,
      int executionsMillis,
      int duplicateMillis,
      TradingState tradingState,
      boolean onlyListed,
      List<SymbolRule> symbols,
      long liftedLatch,
      String approver,
      long effectiveFrom) {
    /** No further rules. */
    public static final Rules NONE =
        new Rules(
            NO_COUNT,
            NO_LIMIT,
            NO_LIMIT,
            TradingState.REDUCING,
            NO_COUNT,
            60_000,
            0,
            TradingState.ACTIVE,
            false,
            List.of(),
            0,
            "",
            0);

    public Rules {
      symbols = List.copyOf(symbols);
    }

    /** The same, for which nobody vouches. */
    public Rules withoutApprover() {
      return new Rules(
          maxOpenOrdersPerSymbol,
          maxNetNotional,
          maxDailyLoss,
          lossState,
          maxExecutions,
          executionsMillis,
          duplicateMillis,
          tradingState,
          onlyListed,
          symbols,
          liftedLatch,
          "",
          effectiveFrom);
    }
  }
}
