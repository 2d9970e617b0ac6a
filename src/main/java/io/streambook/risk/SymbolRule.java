package io.streambook.risk;

/**
 * What an account or a firm may do in one symbol, beyond its limits for all. Amounts in 10⁻⁸,
 * {@link RiskLimits#NO_LIMIT} where there is none.
 *
 * @param maxOrderQty largest quantity of one order
 * @param maxNotional largest notional of one order
 * @param maxPosition largest position, long or short, working orders included
 */
public record SymbolRule(
    String symbol, Access access, long maxOrderQty, long maxNotional, long maxPosition) {

  /** From the loosest to the strictest. */
  public enum Access {
    ALLOW,
    /** Sells may not exceed what is held. */
    NO_SHORT,
    /** Only orders that bring the position nearer to zero. */
    REDUCE_ONLY,
    DENY,
    /** Not known to this version: as DENY. */
    UNKNOWN
  }
}
