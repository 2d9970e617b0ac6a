package io.streambook.risk;

import java.util.List;
import java.util.Map;

/**
 * What risk knows of an account. Amounts in 10⁻⁸.
 *
 * @param killGeneration generation of the latch; 0 when it never latched
 * @param grossExposure sum over symbols of the larger worst case times the mark, of the currency
 *     that uses most
 * @param creditUsed reserved plus the absolute value of booked, of the currency that uses most
 * @param utilisation use of each limit, in basis points of it
 * @param limitsOffset offset in {@code risk-limits} of the record in force; -1 when there is none
 * @param time in microseconds since 1970
 */
public record AccountSnapshot(
    String account,
    KillState killState,
    long killGeneration,
    int openOrders,
    List<Position> positions,
    long grossExposure,
    long creditUsed,
    Map<String, Integer> utilisation,
    long limitsOffset,
    long time) {

  /**
   * What an account holds and works in one symbol.
   *
   * @param position net filled quantity; negative is short
   * @param reserved worst-case notional of the working orders
   * @param booked executed notional, buys less sells
   * @param mark last price the account's commands or executions carried, or Decimal8.NONE; it may
   *     be old
   */
  public record Position(
      String symbol,
      String currency,
      long position,
      long openBuyQty,
      long openSellQty,
      long reserved,
      long booked,
      long mark) {}
}
