package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.Side;

/** An account in one symbol. Keeps the sums of its currency up to date with itself. */
final class Holding extends Changed.Row {
  final String account;
  final String symbol;
  final String currency;
  private final CurrencyTotals totals;

  private long position;
  private long openBuyQty;
  private long openSellQty;
  private final Wide reserved = new Wide();
  private final Wide booked;
  private long mark = Decimal8.NONE;
  private long gross;
  private int openOrders;

  /** Number of the account's last order that was accepted. */
  long accepted;

  int tradingDay;
  private long seenSequence;
  private int seenIndex;
  private long seenOffset = -1;

  Holding(String account, String symbol, String currency, CurrencyTotals totals) {
    this.account = account;
    this.symbol = symbol;
    this.currency = currency;
    this.totals = totals;
    this.booked = new Wide();
  }

  /** As it was stored; what works there is added by {@link #work}. */
  Holding(AccountRow.Holding row, CurrencyTotals totals) {
    this.account = row.account();
    this.symbol = row.symbol();
    this.currency = row.currency();
    this.totals = totals;
    this.position = row.position();
    this.booked = new Wide(row.bookedHigh(), row.bookedLow());
    this.mark = row.mark();
    this.accepted = row.accepted();
    this.tradingDay = row.tradingDay();
    this.seenSequence = row.seenSequence();
    this.seenIndex = row.seenIndex();
    this.seenOffset = row.seenOffset();
    totals.booked.addAll(booked);
    revalue();
  }

  CurrencyTotals totals() {
    return totals;
  }

  int openOrders() {
    return openOrders;
  }

  long worstLong() {
    return position + openBuyQty;
  }

  long worstShort() {
    return position - openSellQty;
  }

  long openQty(Side side) {
    return side == Side.BUY ? openBuyQty : openSellQty;
  }

  /** The mark that a command with this reference brings, or the one that is known. */
  long markWith(long reference, long reservePrice) {
    if (reference != Decimal8.NONE) {
      return reference;
    }
    return mark == Decimal8.NONE ? reservePrice : mark;
  }

  void mark(long price) {
    mark = price;
    revalue();
  }

  /** An order begins (+1), changes (0) or ceases (−1) to work; the caller has checked the sums. */
  void work(Side side, int orders, long qty, long money) {
    openOrders += orders;
    if (side == Side.BUY) {
      openBuyQty = Math.addExact(openBuyQty, qty);
    } else {
      openSellQty = Math.addExact(openSellQty, qty);
    }
    reserved.add(money);
    totals.reserved.add(money);
    revalue();
  }

  /** Books a fill; its quantity no longer works. */
  void fill(Side side, long qty, long price) {
    long money = Notional.of(qty, price);
    if (side == Side.BUY) {
      position = Math.addExact(position, qty);
      booked.add(money);
      totals.booked.add(money);
    } else {
      position = Math.subtractExact(position, qty);
      booked.subtract(money);
      totals.booked.subtract(money);
    }
    mark(price);
  }

  /** The larger worst case. */
  static long worst(long worstLong, long worstShort) {
    return Math.max(Math.abs(worstLong), Math.abs(worstShort));
  }

  /** The larger worst case times the mark. */
  long gross() {
    return gross;
  }

  private void revalue() {
    long now = mark == Decimal8.NONE ? 0 : Notional.of(worst(worstLong(), worstShort()), mark);
    totals.gross.add(now - gross);
    gross = now;
  }

  /** Whether this execution is new; remembers it. Those of a symbol come in order. */
  boolean firstSight(long sequence, int index) {
    if (sequence < seenSequence || (sequence == seenSequence && index <= seenIndex)) {
      return false;
    }
    seenSequence = sequence;
    seenIndex = index;
    return true;
  }

  /** All orders of the symbol up to this offset are decided, and what followed was seen here. */
  void decided(long offset) {
    seenOffset = Math.max(seenOffset, offset);
  }

  boolean isDecided(long offset) {
    return offset <= seenOffset;
  }

  AccountSnapshot.Position snapshot() {
    return new AccountSnapshot.Position(
        symbol,
        currency,
        position,
        openBuyQty,
        openSellQty,
        reserved.clamped(),
        booked.clamped(),
        mark);
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    sink.put(
        new AccountRow.Holding(
            account,
            symbol,
            currency,
            position,
            booked.high(),
            booked.low(),
            mark,
            accepted,
            tradingDay,
            seenSequence,
            seenIndex,
            seenOffset));
  }
}
