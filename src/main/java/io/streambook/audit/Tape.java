package io.streambook.audit;

import io.streambook.book.BookSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.util.List;
import java.util.Map;

/**
 * All that the venue read and wrote, cut so that it is complete for every log entry in it.
 *
 * @param deadLetters places in {@code orders} that the dead letters name
 * @param deadLettersAreWhole whether retention took none of them
 * @param unreadable records of the venue's own topics that can't be decoded, and why
 * @param limits what {@code risk-limits} has, by account or firm
 * @param inForce what risk said of those records, by the same name
 * @param instruments what {@code instruments} has, by symbol
 */
record Tape(
    SentOrders orders,
    List<Found<Place>> deadLetters,
    boolean deadLettersAreWhole,
    List<Found<String>> unreadable,
    List<SymbolTape> symbols,
    List<Found<BookSnapshot>> books,
    Map<String, History<RiskLimits>> limits,
    Map<String, List<InForce>> inForce,
    Map<String, History<Instrument>> instruments) {
  static final long MICROS_PER_MILLI = 1_000;

  /** Who judges, who publishes and who takes limits may be different machines. */
  static final long CLOCKS_DIFFER_MICROS = 1_000_000;

  /** A record of {@code orders}. */
  record Place(int partition, long offset) {}

  /**
   * Risk took a record of {@code risk-limits}.
   *
   * @param offset of the record
   * @param time from when on it or a later one is in force, in microseconds since 1970
   */
  record InForce(long offset, long time) {}
}
