package io.streambook.job;

import io.streambook.book.BandAction;
import io.streambook.book.Phase;
import io.streambook.book.TradingTerms;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import io.streambook.risk.SymbolRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * The rows of {@link io.streambook.risk.SymbolControls} in keyed state: under the kind of row (and
 * the venue of a quote) a format byte, then the fields. Enums are stored by name.
 */
final class SymbolRows {
  private static final String HEADER = "H";
  private static final String INSTRUMENT = "I";
  private static final char QUOTE = 'Q';
  private static final String TRADING = "T";

  /** Of all rows but the next ones. */
  private static final int FORMAT = 1;

  /** Trading with the ends of GTD orders; an instrument with band and largest notional. */
  private static final int FORMAT_2 = 2;

  /** Trading with where the schedule is; an instrument with what it takes only. */
  private static final int FORMAT_3 = 3;

  /** An instrument with a schedule. */
  private static final int FORMAT_4 = 4;

  private SymbolRows() {}

  static String key(SymbolRow row) {
    if (row instanceof SymbolRow.VenueQuote venue) {
      return quoteKey(venue.quote().venue());
    }
    if (row instanceof SymbolRow.Trading) {
      return TRADING;
    }
    return row instanceof SymbolRow.Header ? HEADER : INSTRUMENT;
  }

  /**
   * Stores what changed under the current key.
   *
   * @param wakes when something is due of the symbol; empty when nothing is
   */
  record StateSink(RowBatch<String> rows, ValueState<Long> wakes) implements SymbolRow.Sink {
    @Override
    public void put(SymbolRow row) throws Exception {
      rows.put(key(row), write(row));
      if (row instanceof SymbolRow.Trading trading) {
        Long wakeAt = trading.wakeAt() == Long.MAX_VALUE ? null : (Long) trading.wakeAt();
        // Read first: most never have one, and each delete would be written at the next checkpoint.
        if (!Objects.equals(wakeAt, wakes.value())) {
          wakes.update(wakeAt); // a null empties it
        }
      }
    }

    @Override
    public void removeQuote(String venue) throws Exception {
      rows.remove(quoteKey(venue));
    }
  }

  private static String quoteKey(String venue) {
    return QUOTE + venue;
  }

  static byte[] write(SymbolRow row) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(128);
    out.writeByte(format(row));
    if (row instanceof SymbolRow.Header header) {
      write(header, out);
    } else if (row instanceof SymbolRow.Reference reference) {
      write(reference.instrument(), out);
    } else if (row instanceof SymbolRow.VenueQuote venue) {
      write(venue.quote(), out);
    } else if (row instanceof SymbolRow.Trading trading) {
      write(trading, out);
    }
    return out.getCopyOfBuffer();
  }

  private static int format(SymbolRow row) {
    if (row instanceof SymbolRow.Reference) {
      return FORMAT_4;
    }
    return row instanceof SymbolRow.Trading ? FORMAT_3 : FORMAT;
  }

  static SymbolRow read(String symbol, String key, byte[] row) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    int format = in.readUnsignedByte();
    if (format > FORMAT_4) {
      throw new IOException(
          "symbol row " + key + " has format " + format + ", newest is " + FORMAT_4);
    }
    return switch (key.charAt(0)) {
      case 'H' -> header(in);
      case 'I' -> new SymbolRow.Reference(instrument(symbol, format, in));
      case 'T' -> trading(format, in);
      case QUOTE -> new SymbolRow.VenueQuote(quote(symbol, key.substring(1), in));
      default -> throw new IOException("unknown symbol row " + key);
    };
  }

  private static void write(SymbolRow.Header row, DataOutputSerializer out) throws IOException {
    out.writeLong(row.number());
    out.writeLong(row.offset());
    out.writeLong(row.time());
    out.writeInt(row.tradingDay());
    text(row.currency(), out);
    text(row.phase() == null ? null : row.phase().name(), out);
    out.writeLong(row.marketSequence());
    out.writeLong(row.lastPx());
    out.writeLong(row.lastTradeTime());
  }

  private static SymbolRow.Header header(DataInputDeserializer in) throws IOException {
    return new SymbolRow.Header(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        text(in),
        phase(text(in)),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void write(SymbolRow.Trading row, DataOutputSerializer out) throws IOException {
    out.writeLong(row.announced().tickSize());
    out.writeInt(row.announced().bandBps());
    text(row.announced().bandAction().name(), out);
    out.writeLong(row.pauseSequence());
    out.writeLong(row.pauseEnds());
    out.writeLong(row.endedPause());
    out.writeInt(row.expiries().size());
    for (long expiry : row.expiries()) {
      out.writeLong(expiry);
    }
    out.writeLong(row.scheduledTo());
    out.writeLong(row.nextStep());
  }

  private static SymbolRow.Trading trading(int format, DataInputDeserializer in)
      throws IOException {
    return new SymbolRow.Trading(
        new TradingTerms(in.readLong(), in.readInt(), BandAction.valueOf(text(in))),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        format < FORMAT_2 ? List.of() : expiries(in),
        format < FORMAT_3 ? 0 : in.readLong(),
        format < FORMAT_3 ? Long.MAX_VALUE : in.readLong());
  }

  private static List<Long> expiries(DataInputDeserializer in) throws IOException {
    List<Long> expiries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      expiries.add(in.readLong());
    }
    return expiries;
  }

  private static Phase phase(String name) {
    return name == null ? null : Phase.valueOf(name);
  }

  private static void write(Instrument row, DataOutputSerializer out) throws IOException {
    out.writeInt(row.partition());
    out.writeLong(row.offset());
    out.writeBoolean(row.deleted());
    out.writeLong(row.tickSize());
    out.writeLong(row.lotSize());
    out.writeLong(row.minQty());
    out.writeLong(row.maxQty());
    text(row.currency(), out);
    text(row.phase() == null ? null : row.phase().name(), out);
    out.writeInt(row.tradingDay());
    out.writeBoolean(row.restricted());
    out.writeInt(row.collarBps());
    out.writeLong(row.bandLow());
    out.writeLong(row.bandHigh());
    out.writeLong(row.referencePrice());
    out.writeLong(row.quoteMaxAgeMillis());
    out.writeLong(row.timestamp());
    text(row.operator(), out);
    out.writeInt(row.band().bps());
    text(row.band().action().name(), out);
    out.writeInt(row.band().pauseSeconds());
    out.writeLong(row.maxNotional());
    out.writeBoolean(row.reduceOnly());
    text(row.schedule().toString(), out);
  }

  private static Instrument instrument(String symbol, int format, DataInputDeserializer in)
      throws IOException {
    return new Instrument(
        symbol,
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        text(in),
        phase(text(in)),
        in.readInt(),
        in.readBoolean(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        text(in),
        format < FORMAT_2 ? DynamicBand.NONE : band(in),
        format < FORMAT_2 ? RiskLimits.NO_LIMIT : in.readLong(),
        format >= FORMAT_3 && in.readBoolean(),
        format < FORMAT_4 ? Schedule.NONE : Schedule.parse(text(in)));
  }

  private static DynamicBand band(DataInputDeserializer in) throws IOException {
    return new DynamicBand(in.readInt(), BandAction.valueOf(text(in)), in.readInt());
  }

  private static void write(Quote row, DataOutputSerializer out) throws IOException {
    out.writeLong(row.bid());
    out.writeLong(row.ask());
    out.writeLong(row.last());
    out.writeLong(row.bidSize());
    out.writeLong(row.askSize());
    out.writeLong(row.timestamp());
    out.writeLong(row.recordTimestamp());
  }

  private static Quote quote(String symbol, String venue, DataInputDeserializer in)
      throws IOException {
    return new Quote(
        symbol,
        venue,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void text(String text, DataOutputSerializer out) throws IOException {
    StringValue.writeString(text, out);
  }

  private static String text(DataInputDeserializer in) throws IOException {
    return StringValue.readString(in);
  }
}
