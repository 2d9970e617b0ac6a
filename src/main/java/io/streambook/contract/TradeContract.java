package io.streambook.contract;

import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Trades. */
final class TradeContract implements Contract<io.streambook.avro.Trade, Trade> {
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
  public io.streambook.avro.Trade write(Trade trade) {
    return new io.streambook.avro.Trade(
        trade.tradeId(),
        List.of(trade.buyOrderId(), trade.sellOrderId()),
        trade.symbol(),
        Fields.decimal(trade.qty()),
        Fields.decimal(trade.price()),
        Fields.instant(trade.time()),
        trade.sequence(),
        trade.index(),
        Fields.optionalText(trade.buyAccount()),
        Fields.optionalText(trade.sellAccount()),
        trade.buyVenueOrderId(),
        trade.sellVenueOrderId(),
        Fields.as(io.streambook.avro.Side.class, trade.aggressor()),
        LocalDate.ofEpochDay(trade.tradingDay()));
  }
}
