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
 * book, one for the sequencer. A save costs what has changed, not what rests. All are rows of one
 * state: of each state that has changed RocksDB writes a file while a checkpoint holds up orders.
 */
final class BookStore implements HotState.Store<SymbolBook>, Matching.Sink {
  /** The rows that every change of a symbol changes. */
  private static final int HEADS = 2;

  /** Began as that of the orders alone. */
  private static final String ROWS = "orders";

  private static final String EARLIER_MARKET = "market";

  /** Keys of rows. An order has its venueOrderId, from 1; a trade that of slot 0 less its slot. */
  private static final long MARKET = 0;

  private static final long SEQUENCER = -1;
  private static final long SLOT_0 = -2;

  private final BookRows format = new BookRows();
  private final MapState<Long, byte[]> rows;
  private final RowBatch<Long> changes;

  /** What savepoints of earlier releases have in states of their own. */
  private final MapState<Integer, byte[]> earlierTrades;

  private final ValueState<byte[]> earlierMarket;
  private final ValueState<byte[]> earlierSequencer;

  BookStore(KeyedStateStore state) {
    rows = state.getMapState(descriptor());
    changes = new RowBatch<>(rows);
    earlierTrades =
        state.getMapState(
            new MapStateDescriptor<>(
                "trades", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    earlierMarket = state.getState(value(EARLIER_MARKET));
    earlierSequencer = state.getState(value("sequencer"));
  }

  /** Of the state with all rows. */
  static MapStateDescriptor<Long, byte[]> descriptor() {
    return new MapStateDescriptor<>(
        ROWS, LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  }

  /** Whether a row with this key is one of an order. */
  static boolean isOrder(long key) {
    return key > 0;
  }

  /** All that there are. */
  static Stream<String> symbols(KeyedStateBackend<String> state) {
    return Stream.of(ROWS, EARLIER_MARKET)
        .flatMap(name -> state.getKeys(name, VoidNamespace.INSTANCE))
        .distinct();
  }

  private static ValueStateDescriptor<byte[]> value(String name) {
    return new ValueStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
  }

  @Override
  public SymbolBook load(String symbol) throws Exception {
    moveEarlier();
    Sequencer sequencer = new Sequencer(symbol);
    byte[] market = null;
    List<WorkingOrder> working = new ArrayList<>();
    List<RecentTrade> recent = new ArrayList<>();
    for (Map.Entry<Long, byte[]> entry : rows.entries()) {
      long key = entry.getKey();
      if (isOrder(key)) {
        working.add(format.order(key, entry.getValue()));
      } else if (key == MARKET) {
        market = entry.getValue();
      } else if (key == SEQUENCER) {
        sequencer = format.sequencer(symbol, entry.getValue());
      } else {
        recent.add(format.trade((int) (SLOT_0 - key), entry.getValue()));
      }
    }
    return new SymbolBook(
        sequencer,
        market == null ? new Matching(symbol) : format.matching(symbol, market, working, recent));
  }

  private void moveEarlier() throws Exception {
    byte[] market = earlierMarket.value();
    if (market == null) {
      return;
    }
    changes.put(MARKET, market);
    changes.put(SEQUENCER, earlierSequencer.value());
    for (Map.Entry<Integer, byte[]> trade : earlierTrades.entries()) {
      changes.put(SLOT_0 - trade.getKey(), trade.getValue());
    }
    changes.store();
    earlierMarket.clear();
    earlierSequencer.clear();
    earlierTrades.clear();
  }

  @Override
  public int unsaved(SymbolBook book) {
    return book.matching().unsaved() + HEADS;
  }

  @Override
  public boolean store(SymbolBook book, int maxRows) throws Exception {
    Matching matching = book.matching();
    matching.saveChanges(this, maxRows);
    boolean all = matching.unsaved() == 0;
    if (all) {
      changes.put(MARKET, format.market(matching));
      changes.put(SEQUENCER, format.sequencer(book.sequencer()));
    }
    changes.store();
    return all;
  }

  @Override
  public void put(WorkingOrder order) throws Exception {
    changes.put(order.venueOrderId(), format.order(order));
  }

  @Override
  public void put(RecentTrade trade) throws Exception {
    changes.put(SLOT_0 - trade.slot(), format.trade(trade));
  }

  @Override
  public void remove(long venueOrderId) throws Exception {
    rows.remove(venueOrderId);
  }
}
