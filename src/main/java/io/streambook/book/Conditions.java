package io.streambook.book;

/**
 * What only few orders say. All that say nothing share {@link #NONE}. Quantities and prices in
 * 10⁻⁸, times in microseconds since 1970.
 *
 * @param stopPx FIX StopPx (99): the trigger of a STOP or STOP_LIMIT order, or {@link
 *     Decimal8#NONE}
 * @param displayQty FIX DisplayQty (1138; MaxFloor, 111, in FIX 4.4): how much of an iceberg is
 *     shown at a time; 0 shows all
 * @param minQty FIX MinQty (110): what an IOC order must fill at least, or nothing; 0 for any
 * @param postOnly FIX ExecInst (18) = 6, participate don't initiate: refused when it would take
 * @param expireTime FIX ExpireTime (126): when a GTD order ends; 0 for none
 * @param selfTradePrevention what becomes of this order and one of the same owner when they meet,
 *     this one coming second (FIX SelfMatchPreventionInstruction, 2964)
 * @param selfTradeGroup FIX SelfMatchPreventionID (2362): accounts of one firm that name the same
 *     group are one owner; empty for the account alone
 */
public record Conditions(
    long stopPx,
    long displayQty,
    long minQty,
    boolean postOnly,
    long expireTime,
    SelfTradePrevention selfTradePrevention,
    String selfTradeGroup) {

  public static final Conditions NONE =
      new Conditions(Decimal8.NONE, 0, 0, false, 0, SelfTradePrevention.NONE, "");

  /** {@link #NONE} when all of them say nothing. */
  public static Conditions of(
      long stopPx,
      long displayQty,
      long minQty,
      boolean postOnly,
      long expireTime,
      SelfTradePrevention selfTradePrevention,
      String selfTradeGroup) {
    Conditions conditions =
        new Conditions(
            stopPx, displayQty, minQty, postOnly, expireTime, selfTradePrevention, selfTradeGroup);
    return conditions.isNone() ? NONE : conditions;
  }

  /** Whether all of them say nothing. */
  public boolean isNone() {
    return stopPx == Decimal8.NONE
        && displayQty == 0
        && minQty == 0
        && !postOnly
        && expireTime == 0
        && selfTradePrevention == SelfTradePrevention.NONE
        && selfTradeGroup.isEmpty();
  }
}
