package io.streambook.job;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.SymbolCommand;
import io.streambook.risk.Instrument;
import io.streambook.risk.SymbolControls;
import io.streambook.risk.SymbolRow;
import io.streambook.venue.Keyed;
import io.streambook.venue.Stage;
import io.streambook.venue.SymbolStage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * {@link SymbolStage} in Flink: {@link Judged} comes out, and {@link SymbolCommand.PhaseChange} on
 * {@link #PHASE_CHANGES}.
 */
final class SymbolControlsOperator extends RiskOperator<SymbolControls> {
  static final OutputTag<Object> PHASE_CHANGES = new OutputTag<>("phase-changes", Messages.TYPE);

  /** When something is due of a symbol, where something is: all such symbols are found by it. */
  private static final String WAKES = "symbol-wakes";

  private final Bootstrap<Instrument> instruments;

  private transient SymbolStage stage;
  private transient RowBatch<String> changes;
  private transient SymbolRow.Sink sink;

  /**
   * @param instruments all there are at the start
   * @param capacity symbols on the heap at a time
   */
  SymbolControlsOperator(Bootstrap<Instrument> instruments, int capacity) {
    super("symbol-controls", capacity);
    this.instruments = instruments;
  }

  @Override
  Stage open(Keyed<SymbolControls> controls, boolean restored) throws Exception {
    stage =
        new SymbolStage(
            controls,
            instruments.read(),
            symbolsThatMayWake(),
            judged -> output.collect(new StreamRecord<>(judged)),
            change -> output.collect(PHASE_CHANGES, new StreamRecord<>(change)));
    Gauge<Long> repeatedOrders = stage::repeatedOrders;
    getMetricGroup().gauge("repeatedOrders", repeatedOrders);
    return stage;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueState<Long> wakes =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>(WAKES, LongSerializer.INSTANCE));
    changes = new RowBatch<>(rows());
    sink = new SymbolRows.StateSink(changes, wakes);
  }

  private Set<String> symbolsThatMayWake() throws Exception {
    KeyedStateBackend<String> state = getKeyedStateBackend();
    try (Stream<String> symbols = state.getKeys(WAKES, VoidNamespace.INSTANCE)) {
      return symbols.collect(Collectors.toSet());
    }
  }

  @Override
  void tick() throws Exception {
    stage.tick(nowMicros());
  }

  @Override
  String key(LogEntry entry) {
    return entry.symbol();
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
  public int unsaved(SymbolControls controls) {
    return controls.unsaved();
  }

  /** There are only a few. */
  @Override
  public boolean store(SymbolControls controls, int maxRows) throws Exception {
    controls.saveChanges(sink);
    changes.store();
    return true;
  }
}
