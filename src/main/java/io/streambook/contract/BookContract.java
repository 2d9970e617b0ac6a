package io.streambook.contract;

import io.streambook.avro.Level;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Book snapshots. */
final class BookContract implements Contract<io.streambook.avro.BookSnapshot, BookSnapshot> {
  @Override
  public Topic topic() {
    return Topic.BOOK;
  }

  @Override
  public Class<BookSnapshot> type() {
    return BookSnapshot.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.BookSnapshot.getClassSchema();
  }

  @Override
  public String key(BookSnapshot book) {
    return book.symbol();
  }

  @Override
  public BookSnapshot read(
      io.streambook.avro.BookSnapshot avro, ConsumerRecord<byte[], byte[]> source) {
    return new BookSnapshot(
        avro.getSymbol(),
        avro.getSequence(),
        Fields.as(Phase.class, avro.getPhase()),
        Fields.number(avro.getLastPx(), "lastPx"),
        avro.getBids().stream().map(BookContract::level).toList(),
        avro.getAsks().stream().map(BookContract::level).toList(),
        Fields.micros(avro.getTimestamp()),
        indicative(avro));
  }

  private static BookSnapshot.Indicative indicative(io.streambook.avro.BookSnapshot avro) {
    if (avro.getIndicativePx() == null) {
      return BookSnapshot.Indicative.NONE;
    }
    return new BookSnapshot.Indicative(
        Fields.number(avro.getIndicativePx(), "indicativePx"),
        Fields.number(avro.getIndicativeQty(), "indicativeQty"),
        Fields.number(avro.getSurplusQty(), "surplusQty"));
  }

  private static BookSnapshot.Level level(Level avro) {
    return new BookSnapshot.Level(
        Fields.number(avro.getPrice(), "price"),
        Fields.number(avro.getQty(), "qty"),
        avro.getOrders());
  }

  @Override
  public void write(BookSnapshot book, AvroOutput out) {
    out.name(book.symbol());
    out.number(book.sequence());
    out.symbol(book.phase(), Symbols.PHASE);
    out.optionalDecimal(book.lastPx());
    levels(book.bids(), out);
    levels(book.asks(), out);
    out.number(book.time());
    BookSnapshot.Indicative indicative = book.indicative();
    boolean trades = indicative.price() != Decimal8.NONE;
    out.optionalDecimal(indicative.price());
    out.optionalDecimal(trades ? indicative.qty() : Decimal8.NONE);
    out.optionalDecimal(trades ? indicative.surplusQty() : Decimal8.NONE);
  }

  private static void levels(List<BookSnapshot.Level> levels, AvroOutput out) {
    out.startOfArray(levels.size());
    for (BookSnapshot.Level level : levels) {
      out.decimal(level.price());
      out.decimal(level.qty());
      out.integer(level.orders());
    }
    out.endOfArray();
  }
}
