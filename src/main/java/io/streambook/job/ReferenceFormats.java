package io.streambook.job;

import io.streambook.book.BandAction;
import io.streambook.book.Phase;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.TradingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Instruments and limits, as operators set them. */
final class ReferenceFormats extends MessageFields {
  private static final BandAction[] BAND_ACTIONS = BandAction.values();
  private static final Phase[] PHASES = Phase.values();
  private static final TradingState[] STATES = TradingState.values();
  private static final SymbolRule.Access[] ACCESSES = SymbolRule.Access.values();

  ReferenceFormats(TextFormat texts) {
    super(texts);
  }

  void instrument(Instrument m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeBoolean(m.deleted());
    out.writeLong(m.tickSize());
    out.writeLong(m.lotSize());
    out.writeLong(m.minQty());
    out.writeLong(m.maxQty());
    text(m.currency(), out);
    value(m.phase(), out);
    out.writeInt(m.tradingDay());
    out.writeBoolean(m.restricted());
    out.writeInt(m.collarBps());
    out.writeLong(m.bandLow());
    out.writeLong(m.bandHigh());
    out.writeLong(m.referencePrice());
    out.writeLong(m.quoteMaxAgeMillis());
    out.writeLong(m.timestamp());
    text(m.operator(), out);
    out.writeInt(m.band().bps());
    value(m.band().action(), out);
    out.writeInt(m.band().pauseSeconds());
    out.writeLong(m.maxNotional());
    out.writeBoolean(m.reduceOnly());
    text(m.schedule().toString(), out);
  }

  Instrument instrument(DataInputView in) throws IOException {
    return new Instrument(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        name(in),
        value(PHASES, in),
        in.readInt(),
        in.readBoolean(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        name(in),
        new DynamicBand(in.readInt(), value(BAND_ACTIONS, in), in.readInt()),
        in.readLong(),
        in.readBoolean(),
        Schedule.parse(text(in)));
  }

  void limits(RiskLimits m, DataOutputView out) throws IOException {
    text(m.account(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeBoolean(m.deleted());
    out.writeLong(m.maxOrderQty());
    out.writeLong(m.maxNotional());
    out.writeLong(m.maxPosition());
    out.writeLong(m.maxGrossExposure());
    out.writeLong(m.creditLimit());
    out.writeInt(m.maxOpenOrders());
    out.writeInt(m.maxOrdersPerSecond());
    out.writeBoolean(m.killed());
    out.writeLong(m.killGeneration());
    text(m.operator(), out);
    out.writeLong(m.timestamp());
    rules(m.rules(), out);
  }

  RiskLimits limits(DataInputView in) throws IOException {
    return new RiskLimits(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        name(in),
        in.readLong(),
        rules(in));
  }

  private void rules(RiskLimits.Rules m, DataOutputView out) throws IOException {
    out.writeInt(m.maxOpenOrdersPerSymbol());
    out.writeLong(m.maxNetNotional());
    out.writeLong(m.maxDailyLoss());
    value(m.lossState(), out);
    out.writeInt(m.maxExecutions());
    out.writeInt(m.executionsMillis());
    out.writeInt(m.duplicateMillis());
    value(m.tradingState(), out);
    out.writeBoolean(m.onlyListed());
    out.writeInt(m.symbols().size());
    for (SymbolRule rule : m.symbols()) {
      text(rule.symbol(), out);
      value(rule.access(), out);
      out.writeLong(rule.maxOrderQty());
      out.writeLong(rule.maxNotional());
      out.writeLong(rule.maxPosition());
    }
    out.writeLong(m.liftedLatch());
    text(m.approver(), out);
    out.writeLong(m.effectiveFrom());
  }

  private RiskLimits.Rules rules(DataInputView in) throws IOException {
    return new RiskLimits.Rules(
        in.readInt(),
        in.readLong(),
        in.readLong(),
        value(STATES, in),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        value(STATES, in),
        in.readBoolean(),
        symbolRules(in),
        in.readLong(),
        name(in),
        in.readLong());
  }

  private List<SymbolRule> symbolRules(DataInputView in) throws IOException {
    int size = in.readInt();
    List<SymbolRule> rules = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      rules.add(
          new SymbolRule(
              name(in), value(ACCESSES, in), in.readLong(), in.readLong(), in.readLong()));
    }
    return rules;
  }
}
