package io.streambook.book;

/**
 * A trade that can still be cancelled, as it is kept in state. Quantity and price in 10⁻⁸.
 *
 * @param slot its place among the recent trades: a later trade takes the place of one long ago
 * @param tradingDay days since 1970: those of an earlier day than the book's count no more
 * @param cancelled whether it was cancelled
 */
public record RecentTrade(
    int slot,
    long sequence,
    int index,
    int tradingDay,
    Party buyer,
    Party seller,
    long qty,
    long price,
    String currency,
    boolean cancelled) {

  /** One side of a trade. */
  public record Party(String account, String orderId, long venueOrderId) {}
}
