package io.streambook.risk;

import io.streambook.book.Side;

/**
 * Sums over the symbols that settle in one currency, of an account or of all accounts of a firm.
 */
final class CurrencyTotals {
  private final Wide reservedBuys = new Wide();
  private final Wide reservedSells = new Wide();
  private final Wide booked = new Wide();
  private final Wide gross = new Wide();

  /** Of each symbol as it was when its trading day began. */
  private final Wide bookedAtStart = new Wide();

  /** Position times mark, now less at the start of the trading day. */
  private final Wide gained = new Wide();

  private boolean countsGains;

  /** Of the firm; null while nothing limits it as a whole. */
  private CurrencyTotals firm;

  CurrencyTotals firm() {
    return firm;
  }

  /** All of it is part of the firm's from now on. */
  void joins(CurrencyTotals ofFirm) {
    firm = ofFirm;
    firm.reservedBuys.addAll(reservedBuys);
    firm.reservedSells.addAll(reservedSells);
    firm.booked.addAll(booked);
    firm.gross.addAll(gross);
    firm.bookedAtStart.addAll(bookedAtStart);
    firm.gained.addAll(gained);
  }

  /** Whether gains of the day are summed up: only a limit on the loss asks for it. */
  boolean countsGains() {
    return countsGains;
  }

  void countGains() {
    countsGains = true;
  }

  void reserve(Side side, long money) {
    (side == Side.BUY ? reservedBuys : reservedSells).add(money);
    if (firm != null) {
      firm.reserve(side, money);
    }
  }

  /** Executed notional; negative for sells. */
  void book(long money) {
    booked.add(money);
    if (firm != null) {
      firm.book(money);
    }
  }

  /** The same. */
  void book(Wide money) {
    booked.addAll(money);
    if (firm != null) {
      firm.book(money);
    }
  }

  /** Executed notional that the trading day does not count. */
  void bookAtStart(Wide money) {
    bookedAtStart.addAll(money);
    if (firm != null) {
      firm.bookAtStart(money);
    }
  }

  void gross(long change) {
    gross.add(change);
    if (firm != null) {
      firm.gross(change);
    }
  }

  void gain(long change) {
    gained.add(change);
    if (firm != null) {
      firm.gain(change);
    }
  }

  long gross() {
    return gross.clamped();
  }

  /** Without the part of one symbol. */
  long grossWithout(long part) {
    gross.subtract(part);
    long rest = gross.clamped();
    gross.add(part);
    return rest;
  }

  /** Reserved plus the absolute value of booked. */
  long credit() {
    return Notional.plus(
        Notional.plus(reservedBuys.clamped(), reservedSells.clamped()), booked.clampedAbsolute());
  }

  /** Executed notional of the trading day, buys less sells. */
  long dayBooked() {
    Wide day = new Wide(booked.high(), booked.low());
    day.subtractAll(bookedAtStart);
    return day.clamped();
  }

  /**
   * What the day's net comes to once all orders of this side are filled: negative when it shrinks.
   */
  long net(Side side) {
    Wide net = new Wide(booked.high(), booked.low());
    net.subtractAll(bookedAtStart);
    if (side == Side.BUY) {
      net.addAll(reservedBuys);
      return net.clamped();
    }
    net.subtractAll(reservedSells);
    return -net.clamped();
  }

  /** The larger of both sides. */
  long net() {
    return Math.max(net(Side.BUY), net(Side.SELL));
  }

  /** What the trading day has lost at the marks; negative for a gain. */
  long dayLoss() {
    Wide loss = new Wide(booked.high(), booked.low());
    loss.subtractAll(bookedAtStart);
    loss.subtractAll(gained);
    return loss.clamped();
  }
}
