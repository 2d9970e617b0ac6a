package io.streambook.contract;

import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Trades. */
final class TradeContract implements DirectContract<io.streambook.avro.Trade, Trade> {
  private static final int VERSION_1_FIELDS = 6;

  @Override
  public Topic topic() {
    return Topic.TRADES;
  }

  @Override
  public Class<Trade> type() {
    return Trade.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.Trade.getClassSchema();
  }

  @Override
  public String key(Trade trade) {
    return trade.symbol();
  }

  @Override
  public Trade read(io.streambook.avro.Trade avro, ConsumerRecord<byte[], byte[]> source) {
    List<String> orderIds = avro.getOrderIds();
    if (orderIds.size() != 2) {
      throw BadRecord.value("orderIds holds " + orderIds.size() + " ids instead of [buy, sell]");
    }
    LocalDate tradingDay = avro.getTradingDay();
    return new Trade(
        avro.getSymbol(),
        avro.getSequence(),
        avro.getIndex(),
        orderIds.get(0),
        orderIds.get(1),
        Fields.text(avro.getBuyAccount()),
        Fields.text(avro.getSellAccount()),
        avro.getBuyVenueOrderId(),
        avro.getSellVenueOrderId(),
        Fields.number(avro.getQty(), "qty"),
        Fields.number(avro.getPrice(), "price"),
        Fields.as(Side.class, avro.getAggressor()),
        tradingDay == null ? 0 : Math.toIntExact(tradingDay.toEpochDay()),
        Fields.micros(avro.getTimestamp()));
  }

  @Override
  public Trade read(AvroInput in, ConsumerRecord<byte[], byte[]> source) {
    in.skipText();
    in.array(2);
    String buyOrderId = in.text();
    String sellOrderId = in.text();
    in.endOfArray();
    String symbol = in.name();
    long qty = in.decimal();
    long price = in.decimal();
    long time = in.number();
    boolean v1 = !in.has(VERSION_1_FIELDS);
    return new Trade(
        symbol,
        v1 ? 0 : in.number(),
        v1 ? 0 : in.integer(),
        buyOrderId,
        sellOrderId,
        v1 ? "" : in.optionalName(),
        v1 ? "" : in.optionalName(),
        v1 ? 0 : in.number(),
        v1 ? 0 : in.number(),
        qty,
        price,
        v1 ? Side.UNKNOWN : in.symbol(Symbols.SIDE),
        !v1 && in.present() ? in.integer() : 0,
        time);
  }

  @Override
  public void write(Trade trade, AvroOutput out) {
    out.text(trade.tradeId());
    out.startOfArray(2);
    out.text(trade.buyOrderId());
    out.text(trade.sellOrderId());
    out.endOfArray();
    out.name(trade.symbol());
    out.decimal(trade.qty());
    out.decimal(trade.price());
    out.number(trade.time());
    out.number(trade.sequence());
    out.integer(trade.index());
    out.optionalName(trade.buyAccount());
    out.optionalName(trade.sellAccount());
    out.number(trade.buyVenueOrderId());
    out.number(trade.sellVenueOrderId());
    out.symbol(trade.aggressor(), Symbols.SIDE);
    out.present(true);
    out.integer(trade.tradingDay());
  }
}
