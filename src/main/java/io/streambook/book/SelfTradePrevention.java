package io.streambook.book;

/**
 * What happens instead of a trade between two orders of one owner; the mode of the order that comes
 * second decides (FIX SelfMatchPreventionInstruction, 2964).
 */
public enum SelfTradePrevention {
  UNKNOWN,
  /** They trade. */
  NONE,
  CANCEL_NEWEST,
  CANCEL_OLDEST,
  CANCEL_BOTH,
  /** Both become smaller by the quantity of the smaller one, which thereby ends. */
  DECREMENT
}
