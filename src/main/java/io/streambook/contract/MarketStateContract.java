package io.streambook.contract;

import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Market states. */
final class MarketStateContract
    implements GeneratedContract<io.streambook.avro.MarketState, MarketState> {
  @Override
  public Topic topic() {
    return Topic.MARKET_STATE;
  }

  @Override
  public Class<MarketState> type() {
    return MarketState.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.MarketState.getClassSchema();
  }

  @Override
  public String key(MarketState state) {
    return state.symbol();
  }

  @Override
  public MarketState read(
      io.streambook.avro.MarketState avro, ConsumerRecord<byte[], byte[]> source) {
    return new MarketState(
        avro.getSymbol(),
        avro.getSequence(),
        Fields.as(Phase.class, avro.getPhase()),
        Fields.text(avro.getCause()),
        Fields.number(avro.getLastPx(), "lastPx"),
        avro.getLastTradeTimestamp() == null ? 0 : Fields.micros(avro.getLastTradeTimestamp()),
        Math.toIntExact(avro.getTradingDay().toEpochDay()),
        Fields.micros(avro.getTimestamp()));
  }

  @Override
  public io.streambook.avro.MarketState write(MarketState state) {
    return new io.streambook.avro.MarketState(
        state.symbol(),
        state.sequence(),
        Fields.as(io.streambook.avro.Phase.class, state.phase()),
        Fields.optionalText(state.cause()),
        Fields.decimal(state.lastPx()),
        state.lastTradeTime() == 0 ? null : Fields.instant(state.lastTradeTime()),
        LocalDate.ofEpochDay(state.tradingDay()),
        Fields.instant(state.time()));
  }
}
