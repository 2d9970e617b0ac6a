package io.streambook.risk;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of its limits an account or firm uses.
 *
 * @param gross of the currency that uses most, like the other amounts
 */
record Utilisation(long gross, long net, long credit, long loss) {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  static Utilisation of(Collection<CurrencyTotals> totals) {
    long gross = 0;
    long net = 0;
    long credit = 0;
    long loss = 0;
    for (CurrencyTotals currency : totals) {
      gross = Math.max(gross, currency.gross());
      net = Math.max(net, currency.net());
      credit = Math.max(credit, currency.credit());
      loss = Math.max(loss, currency.dayLoss());
    }
    return new Utilisation(gross, net, credit, loss);
  }

  /** By the name of the limit in {@code risk-limits}, in basis points of it. */
  Map<String, Integer> of(Scope scope, Collection<SymbolSums> symbols) {
    Map<String, Integer> use = new TreeMap<>();
    for (Limit limit : scope.all()) {
      switch (limit) {
        case MAX_OPEN_ORDERS -> put(use, scope, limit, scope.openOrders);
        case MAX_OPEN_ORDERS_PER_SYMBOL ->
            put(
                use,
                scope,
                limit,
                symbols.stream().mapToLong(SymbolSums::openOrders).max().orElse(0));
        case POSITION_LIMIT ->
            put(
                use,
                scope,
                limit,
                symbols.stream()
                    .mapToLong(sums -> Holding.worst(sums.worstLong(), sums.worstShort()))
                    .max()
                    .orElse(0));
        case GROSS_EXPOSURE -> put(use, scope, limit, gross);
        case NET_NOTIONAL -> put(use, scope, limit, net);
        case CREDIT_LIMIT -> put(use, scope, limit, credit);
        case DAILY_LOSS -> put(use, scope, limit, loss);
        case EXECUTION_RATE -> put(use, scope, limit, scope.executions().count());
        // What single orders use is over with them.
        case MAX_ORDER_QTY, MAX_NOTIONAL, ORDER_RATE -> {}
      }
    }
    return use;
  }

  private static void put(Map<String, Integer> use, Scope scope, Limit limit, long measured) {
    use.put(limit.field, basisPoints(measured, scope.max(limit)));
  }

  static int basisPoints(long measured, long limit) {
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
