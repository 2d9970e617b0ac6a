package io.streambook.orderservice.rest;

import io.streambook.book.Decimal8;
import io.streambook.orderservice.desk.Markets;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account as balances. The venue lends against limits and keeps no purse, so a symbol's balance
 * is the position in it, negative when short, and a currency's is what is left of the credit limit;
 * without one it is the largest number there is.
 */
public final class Balances {
  /** One asset, in 10⁻⁸. */
  public record Balance(String asset, long free, long locked) {}

  private final Markets markets;

  public Balances(Markets markets) {
    this.markets = markets;
  }

  /** All assets of an account: the currencies of the listed symbols, and the symbols it touched. */
  public List<Balance> of(String account) {
    List<AccountSnapshot.Position> positions =
        markets.account(account).map(AccountSnapshot::positions).orElse(List.of());
    long credit = markets.limits(account).map(RiskLimits::creditLimit).orElse(0L);
    Map<String, Long> reserved = new TreeMap<>();
    Map<String, Long> booked = new TreeMap<>();
    markets.listed().forEach(market -> reserved.putIfAbsent(market.instrument().currency(), 0L));
    List<Balance> balances = new ArrayList<>();
    for (AccountSnapshot.Position position : positions) {
      if (position.currency() != null) {
        reserved.merge(position.currency(), position.reserved(), Balances::add);
        booked.merge(position.currency(), position.booked(), Balances::add);
      }
      balances.add(
          new Balance(
              position.symbol(),
              position.position() - position.openSellQty(),
              position.openSellQty()));
    }
    reserved.forEach(
        (currency, locked) -> {
          long used = add(locked, Math.abs(booked.getOrDefault(currency, 0L)));
          long free = credit == RiskLimits.NO_LIMIT ? Decimal8.MAX : Math.max(0, credit - used);
          balances.add(new Balance(currency, free, locked));
        });
    return balances;
  }

  /** A sum that stays at the largest number: it is shown, and decides nothing. */
  private static long add(long a, long b) {
    long sum = a + b;
    boolean wrapped = ((a ^ sum) & (b ^ sum)) < 0;
    return wrapped ? Long.MAX_VALUE : sum;
  }
}
