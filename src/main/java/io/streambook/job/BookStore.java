package io.streambook.job;

import io.streambook.book.Matching;
import io.streambook.book.RecentTrade;
import io.streambook.book.Sequencer;
import io.streambook.book.WorkingOrder;
import io.streambook.venue.SymbolBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The keyed state of a symbol: a row per resting order and recent trade, one for the rest of the
 * book, one for the sequencer. A save costs what has changed, not what rests.
 */
final class BookStore implements HotState.Store<SymbolBook>, Matching.Sink {
  /** The rows that every change of a symbol changes. */
  private static final int HEADS = 2;

  private static final String MARKET = "market";

  private final BookRows rows = new BookRows();
  private final MapState<Long, byte[]> orders;
  private final RowBatch<Long> changes;

  /** By their slots. */
  private final MapState<Integer, byte[]> trades;

  private final RowBatch<Integer> changedTrades;
  private final ValueState<byte[]> market;
  private final ValueState<byte[]> sequencer;

  BookStore(KeyedStateStore state) {
    orders =
        state.getMapState(
            new MapStateDescriptor<>(
                "orders", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    changes = new RowBatch<>(orders);
    trades =
        state.getMapState(
            new MapStateDescriptor<>(
                "trades", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    changedTrades = new RowBatch<>(trades);
    market = state.getState(value(MARKET));
    sequencer = state.getState(value("sequencer"));
  }

  /** All that there are. */
  static Stream<String> symbols(KeyedStateBackend<String> state) {
    return state.getKeys(MARKET, VoidNamespace.INSTANCE);
  }

  private static ValueStateDescriptor<byte[]> value(String name) {
    return new ValueStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
  }

  @Override
  public SymbolBook load(String symbol) throws Exception {
    byte[] sequencerRow = sequencer.value();
    byte[] marketRow = market.value();
    return new SymbolBook(
        sequencerRow == null ? new Sequencer(symbol) : rows.sequencer(symbol, sequencerRow),
        marketRow == null
            ? new Matching(symbol)
            : rows.matching(symbol, marketRow, workingOrders(), recentTrades()));
  }

  private List<WorkingOrder> workingOrders() throws Exception {
    List<WorkingOrder> working = new ArrayList<>();
    for (Map.Entry<Long, byte[]> row : orders.entries()) {
      working.add(rows.order(row.getKey(), row.getValue()));
    }
    return working;
  }

  private List<RecentTrade> recentTrades() throws Exception {
    List<RecentTrade> recent = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> row : trades.entries()) {
      recent.add(rows.trade(row.getKey(), row.getValue()));
    }
    return recent;
  }

  @Override
  public int unsaved(SymbolBook book) {
    return book.matching().unsaved() + HEADS;
  }

  @Override
  public boolean store(SymbolBook book, int maxRows) throws Exception {
    Matching matching = book.matching();
    matching.saveChanges(this, maxRows);
    changes.store();
    changedTrades.store();
    if (matching.unsaved() > 0) {
      return false;
    }
    market.update(rows.market(matching));
    sequencer.update(rows.sequencer(book.sequencer()));
    return true;
  }

  @Override
  public void put(WorkingOrder order) throws Exception {
    changes.put(order.venueOrderId(), rows.order(order));
  }

  @Override
  public void put(RecentTrade trade) throws Exception {
    changedTrades.put(trade.slot(), rows.trade(trade));
  }

  @Override
  public void remove(long venueOrderId) throws Exception {
    orders.remove(venueOrderId);
  }
}
