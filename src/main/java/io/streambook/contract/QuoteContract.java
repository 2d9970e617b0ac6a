package io.streambook.contract;

import io.streambook.book.Decimal8;
import io.streambook.risk.Quote;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Quotes: one that can't be true is a dead letter. */
final class QuoteContract implements DirectContract<io.streambook.avro.Quote, Quote> {
  private static final long MAX_AHEAD_MICROS = 1_000_000;

  private static final int MAX_VENUE = 64;

  private static final int VERSION_1_FIELDS = 6;

  private final LongSupplier nowMicros;

  QuoteContract(LongSupplier nowMicros) {
    this.nowMicros = nowMicros;
  }

  @Override
  public Topic topic() {
    return Topic.QUOTES;
  }

  @Override
  public Class<Quote> type() {
    return Quote.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.Quote.getClassSchema();
  }

  @Override
  public String key(Quote quote) {
    return quote.symbol();
  }

  @Override
  public Quote read(io.streambook.avro.Quote avro, ConsumerRecord<byte[], byte[]> source) {
    Quote quote =
        new Quote(
            Fields.symbol(avro.getSymbol()),
            avro.getVenue(),
            Fields.number(avro.getBid(), "bid"),
            Fields.number(avro.getAsk(), "ask"),
            Fields.number(avro.getLast(), "last"),
            Fields.number(avro.getBidSize(), "bidSize"),
            Fields.number(avro.getAskSize(), "askSize"),
            Fields.micros(avro.getTimestamp()),
            Fields.millisToMicros(source.timestamp()));
    check(quote);
    return quote;
  }

  private void check(Quote quote) {
    checkPrice(quote.bid(), "bid");
    checkPrice(quote.ask(), "ask");
    checkPrice(quote.last(), "last");
    checkSize(quote.bidSize(), "bidSize");
    checkSize(quote.askSize(), "askSize");
    boolean twoSided = quote.bid() != Decimal8.NONE && quote.ask() != Decimal8.NONE;
    if (twoSided && quote.bid() > quote.ask()) {
      throw invalid(
          "bid=" + Decimal8.format(quote.bid()) + " is above ask=" + Decimal8.format(quote.ask()));
    }
    if (quote.venue().length() > MAX_VENUE) {
      throw invalid("venue " + BadRecord.quoted(quote.venue()) + " has more than 64 characters");
    }
    if (quote.timestamp() < 0) {
      throw invalid("timestamp=" + Fields.instant(quote.timestamp()) + " is before 1970");
    }
    // In this order neither side can overflow: the clock is near today.
    if (quote.timestamp() > nowMicros.getAsLong() + MAX_AHEAD_MICROS) {
      throw invalid(
          "timestamp=" + Fields.instant(quote.timestamp()) + " is more than 1 s in the future");
    }
  }

  private static void checkPrice(long price, String field) {
    if (price != Decimal8.NONE && price <= 0) {
      throw invalid(field + "=" + Decimal8.format(price) + " is not above 0");
    }
  }

  private static void checkSize(long size, String field) {
    if (size != Decimal8.NONE && size < 0) {
      throw invalid(field + "=" + Decimal8.format(size) + " is below 0");
    }
  }

  private static BadRecord invalid(String text) {
    return new BadRecord(DeadLetter.Code.INVALID_QUOTE, text);
  }

  @Override
  public Quote read(AvroInput in, ConsumerRecord<byte[], byte[]> source) {
    String symbol = in.name();
    long bid = in.optionalDecimal();
    long ask = in.optionalDecimal();
    long last = in.optionalDecimal();
    long timestamp = in.number();
    String venue = in.name();
    boolean sizes = in.has(VERSION_1_FIELDS);
    Quote quote =
        new Quote(
            Fields.symbol(symbol),
            venue,
            bid,
            ask,
            last,
            sizes ? in.optionalDecimal() : Decimal8.NONE,
            sizes ? in.optionalDecimal() : Decimal8.NONE,
            timestamp,
            Fields.millisToMicros(source.timestamp()));
    check(quote);
    return quote;
  }

  @Override
  public void write(Quote quote, AvroOutput out) {
    out.name(quote.symbol());
    out.optionalDecimal(quote.bid());
    out.optionalDecimal(quote.ask());
    out.optionalDecimal(quote.last());
    out.number(quote.timestamp());
    out.name(quote.venue());
    out.optionalDecimal(quote.bidSize());
    out.optionalDecimal(quote.askSize());
  }
}
