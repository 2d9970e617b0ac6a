package io.streambook.risk;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much of its limits an account uses. */
final class Utilisation {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private final RiskLimits limits;
  private final List<Holding> holdings;
  private final Collection<CurrencyTotals> totals;

  Utilisation(RiskLimits limits, List<Holding> holdings, Collection<CurrencyTotals> totals) {
    this.limits = limits;
    this.holdings = holdings;
    this.totals = totals;
  }

  AccountSnapshot snapshot(Account account, long now) {
    long gross = totals.stream().mapToLong(CurrencyTotals::gross).max().orElse(0);
    long credit = totals.stream().mapToLong(CurrencyTotals::credit).max().orElse(0);
    return new AccountSnapshot(
        account.name(),
        account.killState(),
        account.killGeneration(),
        account.openOrders(),
        holdings.stream().map(Holding::snapshot).toList(),
        gross,
        credit,
        use(account.openOrders(), gross, credit),
        limits == null ? -1 : limits.offset(),
        now);
  }

  /** By the name of the limit in {@code risk-limits}, in basis points of it. */
  private Map<String, Integer> use(int openOrders, long gross, long credit) {
    Map<String, Integer> use = new TreeMap<>();
    if (limits == null) {
      return use;
    }
    long position =
        holdings.stream()
            .mapToLong(h -> Holding.worst(h.worstLong(), h.worstShort()))
            .max()
            .orElse(0);
    put(use, "maxPosition", position, limits.maxPosition());
    put(use, "maxGrossExposure", gross, limits.maxGrossExposure());
    put(use, "creditLimit", credit, limits.creditLimit());
    if (limits.maxOpenOrders() != Integer.MAX_VALUE) {
      put(use, "maxOpenOrders", openOrders, limits.maxOpenOrders());
    }
    return use;
  }

  private static void put(Map<String, Integer> use, String name, long measured, long limit) {
    if (limit != RiskLimits.NO_LIMIT) {
      use.put(name, basisPoints(measured, limit));
    }
  }

  private static int basisPoints(long measured, long limit) {
    if (measured == 0) {
      return 0;
    }
    if (limit <= 0) {
      return Integer.MAX_VALUE;
    }
    BigInteger bps = BigInteger.valueOf(measured).multiply(BPS).divide(BigInteger.valueOf(limit));
    return bps.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }
}
