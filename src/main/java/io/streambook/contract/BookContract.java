package io.streambook.contract;

import io.streambook.avro.Level;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Phase;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Book snapshots. */
final class BookContract
    implements GeneratedContract<io.streambook.avro.BookSnapshot, BookSnapshot> {
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
        Fields.micros(avro.getTimestamp()));
  }

  private static BookSnapshot.Level level(Level avro) {
    return new BookSnapshot.Level(
        Fields.number(avro.getPrice(), "price"),
        Fields.number(avro.getQty(), "qty"),
        avro.getOrders());
  }

  @Override
  public io.streambook.avro.BookSnapshot write(BookSnapshot book) {
    return new io.streambook.avro.BookSnapshot(
        book.symbol(),
        book.sequence(),
        Fields.as(io.streambook.avro.Phase.class, book.phase()),
        Fields.decimal(book.lastPx()),
        levels(book.bids()),
        levels(book.asks()),
        Fields.instant(book.time()));
  }

  private static List<Level> levels(List<BookSnapshot.Level> levels) {
    return levels.stream()
        .map(l -> new Level(Fields.decimal(l.price()), Fields.decimal(l.qty()), l.orders()))
        .toList();
  }
}
