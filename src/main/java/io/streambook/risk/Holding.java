package io.streambook.risk;

import io.streambook.book.Decimal8;
import io.streambook.book.Side;

/** An account in one symbol. Keeps the sums of its currency up to date with itself. */
final class Holding extends Changed.Row {
  final String account;
  final String symbol;
  final String currency;
  final SymbolSums sums = new SymbolSums();
  private final CurrencyTotals totals;

  private final Wide reserved = new Wide();
  private final Wide booked;
  private long mark = Decimal8.NONE;
  private long gross;

  /** When the trading day began. */
  private long positionAtStart;

  private final Wide bookedAtStart;
  private long markAtStart = Decimal8.NONE;

  /** Part of the totals. */
  private long gained;

  /** Whether the account keeps it: one that is only proposed it does not. */
  boolean kept;

  /** Number of the account's last order that was accepted. */
  long accepted;

  private int tradingDay;
  private long seenSequence;
  private int seenIndex;
  private long seenOffset = -1;

  Holding(String account, String symbol, String currency, CurrencyTotals totals) {
    this.account = account;
    this.symbol = symbol;
    this.currency = currency;
    this.totals = totals;
    this.booked = new Wide();
    this.bookedAtStart = new Wide();
  }

  /** As it was stored; what works there is added by {@link #work}. */
  Holding(AccountRow.Holding row, CurrencyTotals totals) {
    this.account = row.account();
    this.symbol = row.symbol();
    this.currency = row.currency();
    this.totals = totals;
    this.booked = new Wide(row.bookedHigh(), row.bookedLow());
    this.mark = row.mark();
    this.accepted = row.accepted();
    this.tradingDay = row.tradingDay();
    this.seenSequence = row.seenSequence();
    this.seenIndex = row.seenIndex();
    this.seenOffset = row.seenOffset();
    this.positionAtStart = row.start().position();
    this.bookedAtStart = new Wide(row.start().bookedHigh(), row.start().bookedLow());
    this.markAtStart = row.start().mark();
    sums.move(row.position());
    totals.book(booked);
    totals.bookAtStart(bookedAtStart);
    revalue();
  }

  CurrencyTotals totals() {
    return totals;
  }

  /** Nothing is held and nothing works. */
  boolean isFlat() {
    return sums.position() == 0 && sums.openQty(Side.BUY) == 0 && sums.openQty(Side.SELL) == 0;
  }

  int tradingDay() {
    return tradingDay;
  }

  /** The mark that a command with this reference brings, or the one that is known. */
  long markWith(long reference, long reservePrice) {
    if (reference != Decimal8.NONE) {
      return reference;
    }
    return mark == Decimal8.NONE ? reservePrice : mark;
  }

  void mark(long price) {
    if (price != mark) {
      value(price);
      revalue();
    }
  }

  private void value(long price) {
    mark = price;
    if (markAtStart == Decimal8.NONE && positionAtStart != 0) {
      // Held before it had a value: having got one is no gain.
      markAtStart = price;
    }
  }

  /** A higher trading day begins: what it counts begins anew, at the last mark. */
  void day(int newest) {
    if (newest <= tradingDay) {
      return;
    }
    tradingDay = newest;
    Wide change = new Wide();
    change.set(booked);
    change.subtractAll(bookedAtStart);
    bookedAtStart.set(booked);
    totals.bookAtStart(change);
    positionAtStart = sums.position();
    markAtStart = mark;
    regain();
  }

  /** An order begins (+1), changes (0) or ceases (−1) to work; the caller has checked the sums. */
  void work(Side side, int orders, long qty, long money) {
    sums.work(side, orders, qty);
    reserved.add(money);
    totals.reserve(side, money);
    revalue();
  }

  /**
   * Books a fill; its quantity no longer works.
   *
   * @param day trading day of the fill: one of a day that is over is not counted by this one
   */
  void fill(Side side, long qty, long price, int day) {
    book(side, qty, Notional.of(qty, price), day);
    value(price);
    revalue();
  }

  /**
   * Takes a fill back, as if it had not been: the mark stays.
   *
   * @param day trading day of the fill
   */
  void bust(Side side, long qty, long price, int day) {
    book(side, -qty, -Notional.of(qty, price), day);
    revalue();
  }

  /**
   * Corrects what is held: the trading day does not count it.
   *
   * @param qty added to the position; negative to take away
   * @param money added to the executed notional, buys less sells; negative to take away
   */
  void adjust(long qty, long money) {
    book(Side.BUY, qty, money, tradingDay - 1);
    revalue();
  }

  private void book(Side side, long qty, long money, int day) {
    long bought = side == Side.BUY ? qty : -qty;
    long paid = side == Side.BUY ? money : -money;
    sums.move(bought);
    booked.add(paid);
    totals.book(paid);
    if (day < tradingDay) {
      if (markAtStart == Decimal8.NONE) {
        markAtStart = mark;
      }
      positionAtStart += bought;
      bookedAtStart.add(paid);
      totals.bookAtStart(new Wide(paid));
    }
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
    long now =
        mark == Decimal8.NONE ? 0 : Notional.of(worst(sums.worstLong(), sums.worstShort()), mark);
    totals.gross(now - gross);
    gross = now;
    if (totals.countsGains()) {
      regain();
    }
  }

  /** Brings the totals up to date with the gain of the day. */
  void regain() {
    if (totals.countsGains()) {
      long now = gained();
      totals.gain(now - gained);
      gained = now;
    }
  }

  /** Value of the position at its mark, less that at the start of the day. */
  private long gained() {
    long value = Notional.signed(sums.position(), mark);
    return Notional.minus(value, Notional.signed(positionAtStart, markAtStart));
  }

  /** The account's firm sums it up too. */
  void joins(SymbolSums ofFirm) {
    sums.joins(ofFirm);
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
    Wide day = new Wide();
    day.set(booked);
    day.subtractAll(bookedAtStart);
    return new AccountSnapshot.Position(
        symbol,
        currency,
        sums.position(),
        sums.openQty(Side.BUY),
        sums.openQty(Side.SELL),
        reserved.clamped(),
        booked.clamped(),
        mark,
        tradingDay,
        day.clamped(),
        Notional.minus(gained(), day.clamped()));
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    sink.put(
        new AccountRow.Holding(
            account,
            symbol,
            currency,
            sums.position(),
            booked.high(),
            booked.low(),
            mark,
            accepted,
            tradingDay,
            seenSequence,
            seenIndex,
            seenOffset,
            new AccountRow.Start(
                positionAtStart, bookedAtStart.high(), bookedAtStart.low(), markAtStart)));
  }
}
