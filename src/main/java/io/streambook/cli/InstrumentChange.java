package io.streambook.cli;

import io.streambook.book.LogEntry;
import io.streambook.book.SymbolCommand;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Topic;
import io.streambook.risk.Instrument;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes an instrument and waits until the symbol's log has what changed for its orders. */
final class InstrumentChange implements AutoCloseable {
  private final VenueOptions venue;
  private final KeyTail<Instrument> instruments;
  private final KeyTail<LogEntry> log;
  private final Instrument before;

  InstrumentChange(VenueOptions venue, String symbol) {
    this.venue = venue;
    this.instruments = venue.instruments(symbol);
    this.log =
        new KeyTail<>(
            venue.settings(),
            Topic.VALIDATED_ORDERS,
            symbol,
            partitions -> AvroDecoder.log(venue.registry()));
    this.before = instruments.newest();
  }

  /** The instrument as it is set, or null. */
  InstrumentDraft draft() {
    return before == null || before.deleted() ? null : new InstrumentDraft(before);
  }

  /**
   * Gives the venue's answer as a line.
   *
   * @throws IllegalStateException when there is none in time
   */
  String publish(Instrument to) {
    RecordMetadata sent = venue.send(to, instruments);
    String query = "./streambook instruments list";
    if (changesPhase(to)) {
      LogEntry entry = log.await(e -> isCausedBy(e, sent), venue.timeout());
      if (entry == null) {
        throw venue.noAnswer(sent, query);
      }
      return String.format(
          "%s%nIn force from log sequence %d of %s on.",
          InstrumentsCommand.line(to), entry.sequence(), to.symbol());
    }
    Instrument set =
        instruments.await(
            i -> i.partition() == sent.partition() && i.offset() == sent.offset(), venue.timeout());
    if (set == null) {
      throw venue.noAnswer(sent, query);
    }
    return String.format(
        "%s%nPublished as %s-%d-%d. Phase, trading day, tick, dynamic band and schedule stay, so"
            + " the log has no entry of it.",
        InstrumentsCommand.line(set), sent.topic(), sent.partition(), sent.offset());
  }

  /** What the log gets an entry of; a trading day never goes back. */
  private boolean changesPhase(Instrument to) {
    return before == null
        || before.deleted()
        || before.phase() != to.phase()
        || before.tradingDay() < to.tradingDay()
        || !before.terms().equals(to.terms())
        || !before.schedule().equals(to.schedule());
  }

  private static boolean isCausedBy(LogEntry entry, RecordMetadata sent) {
    return entry instanceof LogEntry.Symbol own
        && own.command() instanceof SymbolCommand.PhaseChange change
        && change.partition() == sent.partition()
        && change.offset() == sent.offset();
  }

  @Override
  public void close() {
    instruments.close();
    log.close();
  }
}
