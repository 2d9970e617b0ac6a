package io.streambook.contract;

import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Market states. */
final class MarketStateContract implements Contract<io.streambook.avro.MarketState, MarketState> {
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
        Fields.micros(avro.getTimestamp()),
        new MarketState.Pause(
            avro.getPauseSequence(),
            avro.getPauseTimestamp() == null ? 0 : Fields.micros(avro.getPauseTimestamp())));
  }

  @Override
  public void write(MarketState state, AvroOutput out) {
    out.name(state.symbol());
    out.number(state.sequence());
    out.symbol(state.phase(), Symbols.PHASE);
    out.optionalText(state.cause());
    out.optionalDecimal(state.lastPx());
    out.present(state.lastTradeTime() != 0);
    if (state.lastTradeTime() != 0) {
      out.number(state.lastTradeTime());
    }
    out.integer(state.tradingDay());
    out.number(state.time());
    out.number(state.pause().sequence());
    out.present(state.pause().isOn());
    if (state.pause().isOn()) {
      out.number(state.pause().time());
    }
  }
}
