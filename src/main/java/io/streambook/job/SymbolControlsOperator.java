package io.streambook.job;

import io.streambook.book.Judged;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.SymbolControls;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by symbol: {@link OrderCommand}, {@link Quote}, {@link MarketState} and {@link Instrument}
 * go in, {@link Judged} comes out, and {@link SymbolCommand.PhaseChange} on {@link #PHASE_CHANGES}.
 */
final class SymbolControlsOperator extends RiskOperator<SymbolControls, Instrument> {
  static final OutputTag<Object> PHASE_CHANGES = new OutputTag<>("phase-changes", Messages.TYPE);

  private transient Counter repeatedOrders;

  /**
   * @param capacity symbols on the heap at a time
   */
  SymbolControlsOperator(Bootstrap<Instrument> bootstrap, int capacity) {
    super("symbol-controls", bootstrap, capacity);
  }

  @Override
  public void open() throws Exception {
    super.open();
    repeatedOrders = getMetricGroup().counter("repeatedOrders");
  }

  @Override
  public void processElement(StreamRecord<Object> element) throws Exception {
    Object message = element.getValue();
    if (message instanceof OrderCommand order) {
      judge(order);
    } else if (message instanceof Quote quote) {
      controls(quote.symbol()).apply(quote);
    } else if (message instanceof MarketState state) {
      controls(state.symbol()).apply(state);
    } else if (message instanceof Instrument instrument) {
      apply(controls(instrument.symbol()), instrument);
    } else {
      throw new IllegalArgumentException("no input of the symbol stage: " + message);
    }
  }

  private void judge(OrderCommand order) throws Exception {
    Judged judged = controls(order.symbol()).judge(order, nowMicros());
    if (judged == null) {
      repeatedOrders.inc();
    } else {
      output.collect(new StreamRecord<>(judged));
    }
  }

  @Override
  String key(Instrument instrument) {
    return instrument.symbol();
  }

  @Override
  void apply(SymbolControls controls, Instrument instrument) {
    SymbolCommand.PhaseChange change = controls.apply(instrument, nowMicros());
    if (change != null) {
      output.collect(PHASE_CHANGES, new StreamRecord<>(change));
    }
  }

  @Override
  public SymbolControls load(String symbol) throws Exception {
    SymbolControls controls = new SymbolControls(symbol);
    for (Map.Entry<String, byte[]> row : rows().entries()) {
      controls.restore(SymbolRows.read(symbol, row.getKey(), row.getValue()));
    }
    return controls;
  }

  @Override
  public void store(String symbol, SymbolControls controls) throws Exception {
    controls.saveChanges(new SymbolRows.StateSink(rows()));
  }
}
