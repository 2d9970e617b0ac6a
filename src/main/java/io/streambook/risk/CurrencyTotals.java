package io.streambook.risk;

/** Sums of an account over the symbols that settle in one currency. */
final class CurrencyTotals {
  final Wide reserved = new Wide();
  final Wide booked = new Wide();
  final Wide gross = new Wide();

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
    return Notional.plus(reserved.clamped(), booked.clampedAbsolute());
  }
}
