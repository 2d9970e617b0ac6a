package io.streambook.risk;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What an account holds and works in each symbol, with its sums in each currency. */
final class Holdings {
  private static final Comparator<Holding> BY_SYMBOL =
      Comparator.comparing(holding -> holding.symbol);

  private final String account;
  private final Scope own;
  private final Firm firm;
  private final Changed changed;
  private final Object2ObjectOpenHashMap<String, Holding> kept = new Object2ObjectOpenHashMap<>();

  /** The same holdings: up to {@link #sorted} by symbol, then as they came. */
  private final List<Holding> bySymbol = new ArrayList<>();

  private int sorted;

  private final Object2ObjectOpenHashMap<String, CurrencyTotals> totals =
      new Object2ObjectOpenHashMap<>();

  Holdings(String account, Scope own, Firm firm, Changed changed) {
    this.account = account;
    this.own = own;
    this.firm = firm;
    this.changed = changed;
  }

  /** Null when nothing is kept of this symbol. */
  Holding find(String symbol) {
    return kept.get(symbol);
  }

  /** What is held in this symbol; empty, and kept by no one, when nothing. */
  Holding of(String symbol, String currency) {
    Holding known = kept.get(symbol);
    if (known != null) {
      return known;
    }
    Holding empty = new Holding(account, symbol, currency, totals(currency));
    firm.joins(empty);
    return empty;
  }

  void keep(Holding holding) {
    if (!holding.kept) {
      holding.kept = true;
      kept.put(holding.symbol, holding);
      bySymbol.add(holding);
    }
  }

  void restore(AccountRow.Holding row) {
    Holding holding = new Holding(row, totals(row.currency()));
    firm.joins(holding);
    keep(holding);
  }

  /** Sorted when somebody looks, which is far rarer than a new one. */
  List<Holding> bySymbol() {
    if (sorted < bySymbol.size()) {
      bySymbol.sort(BY_SYMBOL);
      sorted = bySymbol.size();
    }
    return bySymbol;
  }

  /** At most so many by symbol: before others those with a position or working orders. */
  List<Holding> mostOf(int max) {
    if (bySymbol.size() <= max) {
      return bySymbol();
    }
    return bySymbol().stream()
        .sorted(Comparator.comparing(Holding::isFlat))
        .limit(max)
        .sorted(BY_SYMBOL)
        .toList();
  }

  /** As they came. */
  Collection<Holding> all() {
    return bySymbol;
  }

  List<SymbolSums> sums() {
    return bySymbol().stream().map(holding -> holding.sums).toList();
  }

  /** By currency. */
  Map<String, CurrencyTotals> totals() {
    return totals;
  }

  private CurrencyTotals totals(String currency) {
    CurrencyTotals known = totals.get(currency);
    if (known != null) {
      return known;
    }
    CurrencyTotals empty = new CurrencyTotals();
    if (firm.countsGains() || own.has(Limit.DAILY_LOSS)) {
      empty.countGains();
    }
    firm.joins(currency, empty);
    totals.put(currency, empty);
    return empty;
  }

  /** Gains of the day are summed up from now on. */
  void countGains() {
    totals.values().forEach(CurrencyTotals::countGains);
    bySymbol.forEach(Holding::regain);
  }

  /** A command or execution of this trading day is here. */
  void begin(Holding holding, int tradingDay) {
    if (tradingDay > holding.tradingDay()) {
      holding.day(tradingDay);
      changed.add(holding);
      firm.day(holding.symbol, tradingDay);
    }
  }

  /** The trading day of a symbol has begun for another account of the firm. */
  void day(String symbol, int tradingDay) {
    Holding holding = kept.get(symbol);
    if (holding != null && tradingDay > holding.tradingDay()) {
      holding.day(tradingDay);
      changed.add(holding);
    }
  }
}
