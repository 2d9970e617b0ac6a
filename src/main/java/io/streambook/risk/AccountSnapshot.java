package io.streambook.risk;

import java.util.List;
import java.util.Map;

/**
 * What risk knows of an account. Amounts in 10⁻⁸.
 *
 * @param killGeneration generation of the latch; 0 when it never latched
 * @param openOrders working orders; of a firm those of all its accounts
 * @param grossExposure sum over symbols of the larger worst case times the mark, of the currency
 *     that uses most
 * @param creditUsed reserved plus the absolute value of booked, of the currency that uses most
 * @param utilisation use of each limit, in basis points of it; of a firm by all its accounts
 * @param limitsOffset offset in {@code risk-limits} of the record in force; -1 when there is none
 * @param time in microseconds since 1970
 * @param state that its limits give it
 * @param netNotional the trading day's net executed notional with the working orders of a side, of
 *     the currency that uses most
 * @param dailyLoss what the trading day has lost at the marks, of the currency that lost most; 0
 *     when nothing was lost, or no limit asks for it
 * @param latched whether there were too many executions
 * @param latchGeneration of the last such latch; 0 when it never latched
 * @param refusedOffset offset of the newest record of limits that was refused; -1 when none was
 * @param pendingOffset offset of the record of limits that waits for its time; -1 when none does
 * @param positionsLeft how many symbols touched are not in positions, since they are too many
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
    long time,
    TradingState state,
    long netNotional,
    long dailyLoss,
    boolean latched,
    long latchGeneration,
    long refusedOffset,
    long pendingOffset,
    int positionsLeft) {

  /**
   * What an account holds and works in one symbol.
   *
   * @param position net filled quantity; negative is short
   * @param reserved worst-case notional of the working orders
   * @param booked executed notional, buys less sells
   * @param mark last price the account's commands or executions carried, or Decimal8.NONE; it may
   *     be old
   * @param tradingDay of the symbol, as the account's commands and executions carried it, in days
   *     since 1970; 0 before the first
   * @param dayBooked of booked what that day has executed
   * @param dayGain what that day has gained at the mark; negative for a loss
   */
  public record Position(
      String symbol,
      String currency,
      long position,
      long openBuyQty,
      long openSellQty,
      long reserved,
      long booked,
      long mark,
      int tradingDay,
      long dayBooked,
      long dayGain) {}
}
