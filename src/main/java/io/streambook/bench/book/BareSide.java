package io.streambook.bench.book;

import io.streambook.book.Side;

/** One side of a {@link BareBook}: a queue for every price, and a bit for each that has orders. */
final class BareSide {
  private final boolean bids;

  /** Ids at both ends of the queue of a price; 0 for none. */
  final int[] first;

  final int[] last;
  private final long[] filled;

  /** Best price with orders; beyond all prices when there is none. */
  int best;

  BareSide(Side side, int prices) {
    bids = side == Side.BUY;
    first = new int[prices];
    last = new int[prices];
    filled = new long[(prices >> 6) + 1];
    best = bids ? -1 : prices;
  }

  /** Whether somebody who comes in with this limit trades here. */
  boolean reaches(int limit) {
    return bids ? best >= limit : best <= limit;
  }

  void fill(int price) {
    filled[price >> 6] |= 1L << price;
    best = bids ? Math.max(best, price) : Math.min(best, price);
  }

  void empty(int price) {
    filled[price >> 6] &= ~(1L << price);
    if (price == best) {
      best = bids ? highestBelow(price) : lowestAbove(price);
    }
  }

  private int lowestAbove(int price) {
    int word = price >> 6;
    long bits = filled[word] & (-1L << price);
    while (bits == 0 && ++word < filled.length) {
      bits = filled[word];
    }
    return bits == 0 ? first.length : (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  private int highestBelow(int price) {
    int word = price >> 6;
    long bits = filled[word] & (-1L >>> (Long.SIZE - 1 - (price & (Long.SIZE - 1))));
    while (bits == 0 && --word >= 0) {
      bits = filled[word];
    }
    return bits == 0 ? -1 : (word << 6) + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }
}
