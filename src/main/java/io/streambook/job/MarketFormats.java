package io.streambook.job;

import io.streambook.book.BookSnapshot;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.risk.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is known of a symbol: its book, its state, its quotes. */
final class MarketFormats extends MessageFields {
  private static final Phase[] PHASES = Phase.values();

  MarketFormats(TextFormat texts) {
    super(texts);
  }

  void book(BookSnapshot m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    value(m.phase(), out);
    out.writeLong(m.lastPx());
    levels(m.bids(), out);
    levels(m.asks(), out);
    out.writeLong(m.time());
    out.writeLong(m.indicative().price());
    out.writeLong(m.indicative().qty());
    out.writeLong(m.indicative().surplusQty());
  }

  BookSnapshot book(DataInputView in) throws IOException {
    return new BookSnapshot(
        name(in),
        in.readLong(),
        value(PHASES, in),
        in.readLong(),
        levels(in),
        levels(in),
        in.readLong(),
        new BookSnapshot.Indicative(in.readLong(), in.readLong(), in.readLong()));
  }

  private void levels(List<BookSnapshot.Level> levels, DataOutputView out) throws IOException {
    out.writeInt(levels.size());
    for (BookSnapshot.Level level : levels) {
      out.writeLong(level.price());
      out.writeLong(level.qty());
      out.writeInt(level.orders());
    }
  }

  private List<BookSnapshot.Level> levels(DataInputView in) throws IOException {
    int size = in.readInt();
    List<BookSnapshot.Level> levels = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      levels.add(new BookSnapshot.Level(in.readLong(), in.readLong(), in.readInt()));
    }
    return List.copyOf(levels);
  }

  void marketState(MarketState m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    value(m.phase(), out);
    text(m.cause(), out);
    out.writeLong(m.lastPx());
    out.writeLong(m.lastTradeTime());
    out.writeInt(m.tradingDay());
    out.writeLong(m.time());
    out.writeLong(m.pause().sequence());
    out.writeLong(m.pause().time());
  }

  MarketState marketState(DataInputView in) throws IOException {
    return new MarketState(
        name(in),
        in.readLong(),
        value(PHASES, in),
        text(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        new MarketState.Pause(in.readLong(), in.readLong()));
  }

  void quote(Quote m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    text(m.venue(), out);
    out.writeLong(m.bid());
    out.writeLong(m.ask());
    out.writeLong(m.last());
    out.writeLong(m.bidSize());
    out.writeLong(m.askSize());
    out.writeLong(m.timestamp());
    out.writeLong(m.recordTimestamp());
  }

  Quote quote(DataInputView in) throws IOException {
    return new Quote(
        name(in),
        name(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
