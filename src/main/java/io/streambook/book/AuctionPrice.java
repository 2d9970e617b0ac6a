package io.streambook.book;

/**
 * The one price at which an auction trades. Of the limits of all orders and the reference price:
 * the one with the largest executable volume; of those with the same, the least surplus; of those,
 * the highest when demand is left over at all of them, the lowest when supply is; else the one
 * nearest to the reference (which wins itself when it lies between them), or the highest without
 * one.
 *
 * <p>One sweep over the steps of both sides. Sums are in 128 bits: the quantities of all orders
 * together may leave the range of a long. No allocation once warm.
 */
final class AuctionPrice {
  private final AuctionCurve bids = new AuctionCurve();
  private final AuctionCurve asks = new AuctionCurve();

  // Demand and supply at the price in hand, as high × 2⁶³ + low with low ≥ 0.
  private long demandHigh;
  private long demandLow;
  private long supplyHigh;
  private long supplyLow;

  private long reference;
  private boolean found;
  private long volumeHigh;
  private long volumeLow;
  private long surplusHigh;
  private long surplusLow;

  // Of the prices that are the best so far, by the side of their surplus.
  private long highestOfDemand;
  private long lowestOfSupply;
  private long nearestOfNone;

  void clear() {
    bids.clear();
    asks.clear();
    found = false;
  }

  /** A level or an order; cheapest when the prices of a side rise from call to call. */
  void add(Side side, long price, long qty, boolean limit) {
    (side == Side.BUY ? bids : asks).add(price, qty, limit);
  }

  /**
   * Finds the price for what was added.
   *
   * @param referencePrice or {@link Decimal8#NONE}
   * @return false when nothing can trade
   */
  boolean find(long referencePrice) {
    reference = referencePrice;
    found = false;
    highestOfDemand = Decimal8.NONE;
    lowestOfSupply = Decimal8.NONE;
    nearestOfNone = Decimal8.NONE;
    if (bids.size() == 0 || asks.size() == 0) {
      return false;
    }
    long lowest = asks.price(0);
    long highest = bids.price(bids.size() - 1);
    if (lowest <= highest) {
      sweep(lowest, highest);
    }
    return found;
  }

  /** From the lowest price that can trade to the highest. */
  private void sweep(long lowest, long highest) {
    int bid = bids.firstAtOrAbove(lowest);
    int ask = 0;
    sumDemand(bid);
    supplyHigh = 0;
    supplyLow = 0;
    long price = lowest;
    while (true) {
      boolean candidate = price == reference;
      while (ask < asks.size() && asks.price(ask) == price) {
        supply(asks.qty(ask));
        candidate |= asks.isLimit(ask++);
      }
      int end = bid;
      while (end < bids.size() && bids.price(end) == price) {
        candidate |= bids.isLimit(end++);
      }
      if (candidate) {
        weigh(price);
      }
      while (bid < end) {
        noDemand(bids.qty(bid++));
      }
      if (price == highest) {
        return;
      }
      price = next(price, bid, ask);
    }
  }

  private long next(long price, int bid, int ask) {
    // There is a bid left: the highest one ends the sweep.
    long next = bids.price(bid);
    if (ask < asks.size()) {
      next = Math.min(next, asks.price(ask));
    }
    return reference > price ? Math.min(next, reference) : next;
  }

  private void weigh(long price) {
    int order = compare(demandHigh, demandLow, supplyHigh, supplyLow);
    boolean demandLeft = order > 0;
    long high = demandLeft ? supplyHigh : demandHigh;
    long low = demandLeft ? supplyLow : demandLow;
    if (high == 0 && low == 0) {
      return;
    }
    long leftLow = demandLeft ? demandLow - supplyLow : supplyLow - demandLow;
    long leftHigh = demandLeft ? demandHigh - supplyHigh : supplyHigh - demandHigh;
    if (leftLow < 0) {
      leftLow &= Long.MAX_VALUE;
      leftHigh--;
    }
    int better = found ? compare(high, low, volumeHigh, volumeLow) : 1;
    if (better == 0) {
      better = compare(surplusHigh, surplusLow, leftHigh, leftLow);
    }
    if (better < 0) {
      return;
    }
    if (better > 0) {
      found = true;
      volumeHigh = high;
      volumeLow = low;
      surplusHigh = leftHigh;
      surplusLow = leftLow;
      highestOfDemand = Decimal8.NONE;
      lowestOfSupply = Decimal8.NONE;
      nearestOfNone = Decimal8.NONE;
    }
    keep(price, order);
  }

  private void keep(long price, int order) {
    if (order > 0) {
      highestOfDemand = price;
    } else if (order == 0) {
      nearestOfNone = nearer(nearestOfNone, price);
    } else if (lowestOfSupply == Decimal8.NONE) {
      lowestOfSupply = price;
    }
  }

  /** Of two prices of which the second is higher; the first may be none. */
  private long nearer(long low, long high) {
    if (low == Decimal8.NONE || reference == Decimal8.NONE) {
      return high;
    }
    return Math.abs(high - reference) < Math.abs(low - reference) ? high : low;
  }

  /** The price; {@link #find} must have found one. */
  long price() {
    if (nearestOfNone != Decimal8.NONE) {
      return nearestOfNone;
    } else if (lowestOfSupply == Decimal8.NONE) {
      return highestOfDemand;
    }
    return nearer(highestOfDemand, lowestOfSupply);
  }

  /** What trades at the price; {@link Decimal8#MAX} stands for more than the contracts can say. */
  long volume() {
    return atMost(volumeHigh, volumeLow);
  }

  /** What one side has left at the price: see {@link #surplusSide}. Bounded like the volume. */
  long surplus() {
    return atMost(surplusHigh, surplusLow);
  }

  /** Whose quantity is left over at the price; UNKNOWN when none is. */
  Side surplusSide() {
    if (nearestOfNone != Decimal8.NONE) {
      return Side.UNKNOWN;
    }
    return price() == highestOfDemand ? Side.BUY : Side.SELL;
  }

  private static long atMost(long high, long low) {
    return high > 0 ? Decimal8.MAX : Math.min(low, Decimal8.MAX);
  }

  // ---- 128 bits; every quantity that comes in is below 2⁶⁰

  private void sumDemand(int from) {
    demandHigh = 0;
    demandLow = 0;
    for (int n = from; n < bids.size(); n++) {
      demandLow += bids.qty(n);
      if (demandLow < 0) {
        demandLow &= Long.MAX_VALUE;
        demandHigh++;
      }
    }
  }

  private void noDemand(long qty) {
    demandLow -= qty;
    if (demandLow < 0) {
      demandLow &= Long.MAX_VALUE;
      demandHigh--;
    }
  }

  private void supply(long qty) {
    supplyLow += qty;
    if (supplyLow < 0) {
      supplyLow &= Long.MAX_VALUE;
      supplyHigh++;
    }
  }

  private static int compare(long highA, long lowA, long highB, long lowB) {
    return highA == highB ? Long.compare(lowA, lowB) : Long.compare(highA, highB);
  }
}
