package io.streambook.risk;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts of a firm. The account that has its name, without a slash, has its limits: they
 * bound that account, and all accounts of the firm together. Sums of the firm are kept only once
 * there are such limits, and another account.
 */
final class Firm {
  private final String name;
  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, SymbolSums> sums = new Object2ObjectOpenHashMap<>();
  private final Map<String, CurrencyTotals> totals = new Object2ObjectOpenHashMap<>();
  private Account account;
  private Scope scope;

  /** What the scope begins with. */
  private AccountRow.Scope stored = AccountRow.Scope.NEW;

  private boolean countsGains;
  private int day;
  private int openOrders;

  Firm(String name) {
    this.name = name;
  }

  void add(Account added) {
    accounts.add(added);
    if (added.name().equals(name)) {
      account = added;
    }
    limited(account);
  }

  List<Account> accounts() {
    return accounts;
  }

  /** The one that has the name of the firm, or null. */
  Account account() {
    return account;
  }

  /** What its limits bound; null while nothing limits it as a whole. */
  Scope scope() {
    return scope;
  }

  /** Latest trading day that commands and executions of its accounts carried. */
  int day() {
    return day;
  }

  void day(int tradingDay) {
    if (tradingDay > day) {
      day = tradingDay;
      if (scope != null) {
        scope.newDay();
      }
    }
  }

  /** What its accounts had come to: no new day, else the loss of this one would be forgotten. */
  void restoreDay(int tradingDay) {
    day = Math.max(day, tradingDay);
  }

  /** A trading day of a symbol begins for all accounts at once, where they are summed up. */
  void day(String symbol, int tradingDay) {
    if (scope != null && sums.get(symbol).begins(tradingDay)) {
      accounts.forEach(each -> each.holdings().day(symbol, tradingDay));
    }
  }

  int openOrders() {
    return openOrders;
  }

  /** Orders begin (+1) or cease (−1) to work. */
  void work(int orders) {
    openOrders += orders;
    if (scope != null) {
      scope.openOrders = openOrders;
    }
  }

  Collection<CurrencyTotals> totals() {
    return totals.values();
  }

  Collection<SymbolSums> sums() {
    return sums.values();
  }

  boolean countsGains() {
    return countsGains;
  }

  /** Limits of an account are in force, or there is a new one: those of the firm may be new. */
  void limited(Account changed) {
    if (changed != account || account == null || account.limits() == null || accounts.size() < 2) {
      return;
    }
    if (scope == null) {
      sumUp();
    }
    scope.limits(account.limits());
    if (scope.has(Limit.DAILY_LOSS) && !countsGains) {
      countsGains = true;
      accounts.forEach(each -> each.holdings().countGains());
    }
  }

  private void sumUp() {
    scope = new Scope(account, true);
    scope.restore(stored);
    scope.openOrders = openOrders;
    Map<String, Integer> days = new HashMap<>();
    for (Account each : accounts) {
      each.holdings().totals().forEach(this::joins);
      each.holdings().all().forEach(this::joins);
      each.holdings()
          .all()
          .forEach(holding -> days.merge(holding.symbol, holding.tradingDay(), Math::max));
    }
    // Who has not come to it yet would bring a day that is over into the sums of this one.
    days.forEach(this::day);
  }

  /** Sums of one more currency of an account. */
  void joins(String currency, CurrencyTotals ofAccount) {
    if (scope != null) {
      ofAccount.joins(totals.computeIfAbsent(currency, any -> new CurrencyTotals()));
    }
  }

  /** One more symbol of an account. */
  void joins(Holding holding) {
    if (scope != null) {
      holding.joins(sums.computeIfAbsent(holding.symbol, any -> new SymbolSums()));
    }
  }

  /** What this account has to store of its firm. */
  AccountRow.Scope row(Account owner) {
    return owner != account ? AccountRow.Scope.NEW : scope == null ? stored : scope.row();
  }

  /** Puts back what its account has stored of it. */
  void restore(Account owner, AccountRow.Scope row) {
    if (owner == account) {
      stored = row;
      if (scope != null) {
        scope.restore(row);
      }
    }
  }
}
