package io.streambook.risk;

/**
 * Desired limits and kill switch of an account. Amounts in 10⁻⁸; {@link #NO_LIMIT} where there is
 * none.
 *
 * @param partition partition of the record in {@code risk-limits}
 * @param offset offset of the record: the newest counts
 * @param deleted true for a tombstone: it blocks new orders only
 * @param killGeneration a latch is lifted only by killed=false with its generation and an operator
 * @param operator who set it; empty when unknown
 * @param timestamp in microseconds since 1970
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
    long timestamp) {
  /** An absent limit; for the int limits {@link Integer#MAX_VALUE}. */
  public static final long NO_LIMIT = Long.MAX_VALUE;
}
