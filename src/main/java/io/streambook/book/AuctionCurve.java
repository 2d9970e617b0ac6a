package io.streambook.book;

import java.util.Arrays;

/**
 * What one side of an auction would trade at each price: steps of (price, quantity), lowest price
 * first. Levels of a ladder that come in order are appended in O(1). No allocation once warm.
 */
final class AuctionCurve {
  private long[] prices = new long[64];
  private long[] qtys = new long[64];

  /** Whether somebody asked for this very price: a market order's protection limit is no price. */
  private boolean[] limits = new boolean[64];

  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Of the n-th step from the lowest price, from 0. */
  long price(int n) {
    return prices[n];
  }

  long qty(int n) {
    return qtys[n];
  }

  boolean isLimit(int n) {
    return limits[n];
  }

  /**
   * Adds a level or an order.
   *
   * @param price the worst at which it trades
   * @param qty at most {@link Decimal8#MAX}
   * @param limit false for the protection limit of a market order
   */
  void add(long price, long qty, boolean limit) {
    int at = firstAtOrAbove(price);
    if (at < size && prices[at] == price && qtys[at] <= Decimal8.MAX - qty) {
      qtys[at] += qty;
      limits[at] |= limit;
      return;
    }
    if (size == prices.length) {
      grow();
    }
    System.arraycopy(prices, at, prices, at + 1, size - at);
    System.arraycopy(qtys, at, qtys, at + 1, size - at);
    System.arraycopy(limits, at, limits, at + 1, size - at);
    prices[at] = price;
    qtys[at] = qty;
    limits[at] = limit;
    size++;
  }

  /** Index of the first step with this price or a higher one; the size when there is none. */
  int firstAtOrAbove(long price) {
    if (size == 0 || prices[size - 1] < price) {
      return size;
    }
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (prices[middle] < price) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void grow() {
    prices = Arrays.copyOf(prices, size * 2);
    qtys = Arrays.copyOf(qtys, size * 2);
    limits = Arrays.copyOf(limits, size * 2);
  }
}
