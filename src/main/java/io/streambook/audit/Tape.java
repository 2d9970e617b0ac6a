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
 * @param unreadable records of the venue's own topics that can't be decoded, and why
 * @param limits all records of {@code risk-limits} that are left, by account, oldest first
 * @param instruments the same of {@code instruments}, by symbol
 * @param allRecords whether both topics still have every record that was ever written there
 */
record Tape(
    SentOrders orders,
    List<Found<Place>> deadLetters,
    List<Found<String>> unreadable,
    List<SymbolTape> symbols,
    List<Found<BookSnapshot>> books,
    Map<String, List<Found<RiskLimits>>> limits,
    Map<String, List<Found<Instrument>>> instruments,
    boolean allRecords) {

  /** A record of {@code orders}. */
  record Place(int partition, long offset) {}
}
