package io.streambook.book;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The specification of {@link AuctionPrice}: tries every price. */
final class NaiveAuction {
  /**
   * What an order brings to an auction.
   *
   * @param limit the worst price at which it trades; of a market order its protection limit
   */
  record Interest(Side side, boolean market, long limit, long qty) {
    boolean tradesAt(long price) {
      return side == Side.BUY ? price <= limit : price >= limit;
    }
  }

  /**
   * What a price would bring.
   *
   * @param left demand less supply
   */
  record Outcome(long price, BigInteger volume, BigInteger left) {}

  private NaiveAuction() {}

  /**
   * The price at which these orders trade; null when none of them can.
   *
   * @param reference or {@link Decimal8#NONE}
   */
  static Outcome price(List<Interest> orders, long reference) {
    TreeSet<Long> prices = new TreeSet<>();
    orders.stream().filter(order -> !order.market).forEach(order -> prices.add(order.limit));
    if (reference != Decimal8.NONE) {
      prices.add(reference);
    }
    List<Outcome> best = new ArrayList<>();
    prices.forEach(price -> best.add(outcome(orders, price)));
    best.removeIf(outcome -> outcome.volume.signum() == 0);
    keepSmallest(best, Comparator.comparing(outcome -> outcome.volume.negate()));
    keepSmallest(best, Comparator.comparing(outcome -> outcome.left.abs()));
    if (best.isEmpty()) {
      return null;
    }
    Outcome lowest = best.get(0);
    Outcome highest = best.get(best.size() - 1);
    if (lowest.left.signum() > 0 && highest.left.signum() > 0) {
      return highest;
    } else if (lowest.left.signum() < 0 && highest.left.signum() < 0) {
      return lowest;
    }
    if (lowest.left.signum() != 0) {
      // Between the two prices where the surplus changes sides.
      Outcome lastOfDemand = last(best, outcome -> outcome.left.signum() > 0);
      best.removeIf(outcome -> outcome.price < lastOfDemand.price);
      best.subList(2, best.size()).clear();
    }
    if (reference != Decimal8.NONE) {
      keepSmallest(best, Comparator.comparing(outcome -> Math.abs(outcome.price - reference)));
    }
    return best.get(best.size() - 1);
  }

  private static Outcome outcome(List<Interest> orders, long price) {
    BigInteger demand = sum(orders, order -> order.side == Side.BUY && order.tradesAt(price));
    BigInteger supply = sum(orders, order -> order.side == Side.SELL && order.tradesAt(price));
    return new Outcome(price, demand.min(supply), demand.subtract(supply));
  }

  private static BigInteger sum(List<Interest> orders, Predicate<Interest> which) {
    return orders.stream()
        .filter(which)
        .map(order -> BigInteger.valueOf(order.qty))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Outcome last(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.stream().filter(which).reduce((earlier, later) -> later).orElseThrow();
  }

  private static void keepSmallest(List<Outcome> outcomes, Comparator<Outcome> by) {
    if (!outcomes.isEmpty()) {
      Outcome smallest = outcomes.stream().min(by).get();
      outcomes.removeIf(outcome -> by.compare(outcome, smallest) > 0);
    }
  }
}
