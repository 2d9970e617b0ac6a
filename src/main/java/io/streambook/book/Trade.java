package io.streambook.book;

/**
 * Two orders met. Quantities and prices in 10⁻⁸.
 *
 * @param sequence log sequence of the command that caused it
 * @param index position among the trades of that command, from 0
 * @param buyOrderId orderId of the NEW of the buyer
 * @param sellOrderId orderId of the NEW of the seller
 * @param price the resting order's price
 * @param aggressor side of the incoming order
 * @param tradingDay days since 1970
 * @param time of the log entry, in microseconds since 1970
 */
public record Trade(
    String symbol,
    long sequence,
    int index,
    String buyOrderId,
    String sellOrderId,
    String buyAccount,
    String sellAccount,
    long buyVenueOrderId,
    long sellVenueOrderId,
    long qty,
    long price,
    Side aggressor,
    int tradingDay,
    long time) {

  /** Unique for ever. */
  public String tradeId() {
    return tradeId(symbol, sequence, index);
  }

  public static String tradeId(String symbol, long sequence, int index) {
    return symbol + "-" + sequence + "-" + index;
  }
}
