package io.streambook.risk;

import io.streambook.book.Side;

/**
 * What is held and works in one symbol, by an account or by all accounts of a firm. Sums wrap
 * around: a control keeps them in range before anything is added.
 */
final class SymbolSums {
  /** Of the firm; null while nothing limits it as a whole. */
  private SymbolSums firm;

  private long position;
  private long openBuyQty;
  private long openSellQty;
  private int openOrders;

  /** The latest that has begun for all accounts of the firm; of a firm's sums only. */
  private int tradingDay;

  SymbolSums firm() {
    return firm;
  }

  /** All of it is part of the firm's from now on. */
  void joins(SymbolSums ofFirm) {
    firm = ofFirm;
    firm.position += position;
    firm.openBuyQty += openBuyQty;
    firm.openSellQty += openSellQty;
    firm.openOrders += openOrders;
  }

  /** Whether this trading day is later than the one that has begun, and begins. */
  boolean begins(int newest) {
    boolean begins = newest > tradingDay;
    tradingDay = Math.max(tradingDay, newest);
    return begins;
  }

  long position() {
    return position;
  }

  int openOrders() {
    return openOrders;
  }

  long openQty(Side side) {
    return side == Side.BUY ? openBuyQty : openSellQty;
  }

  /** Position once all buys that work are filled. */
  long worstLong() {
    return position + openBuyQty;
  }

  /** Position once all sells that work are filled. */
  long worstShort() {
    return position - openSellQty;
  }

  /** Orders begin (+1), change (0) or cease (−1) to work. */
  void work(Side side, int orders, long qty) {
    openOrders += orders;
    if (side == Side.BUY) {
      openBuyQty += qty;
    } else {
      openSellQty += qty;
    }
    if (firm != null) {
      firm.work(side, orders, qty);
    }
  }

  /** Whether the position may change by so much, with all that works. */
  boolean hasRoom(long qty) {
    long worst = qty > 0 ? worstLong() : worstShort();
    long sum = worst + qty;
    return ((worst ^ sum) & (qty ^ sum)) >= 0 && sum != Long.MIN_VALUE;
  }

  /** The position changes; negative for less, or shorter. */
  void move(long qty) {
    position += qty;
    if (firm != null) {
      firm.move(qty);
    }
  }

  /** How much more may work on a side and only bring the position nearer to zero. */
  long reducible(Side side) {
    return side == Side.BUY ? -position - openBuyQty : position - openSellQty;
  }
}
