package io.streambook.job;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.venue.Ledger;
import io.streambook.venue.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** One subtask of the matching operator on RocksDB. */
final class MatchingHarness {
  /** Between checkpoints, as the job's configuration says; a test takes them when it likes. */
  static final long CHECKPOINT_MILLIS = 10_000;

  private final KeyedTwoInputStreamOperatorTestHarness<String, Object, Object, Object> harness;
  private final Published published = new Published();
  private final MatchingOperator operator;
  private final int parallelism;
  private final int index;
  private long checkpoint;

  MatchingHarness(boolean matches, int hotSymbols, int parallelism, int index) throws Exception {
    this(matches, hotSymbols, parallelism, index, null);
  }

  /** Of a job of matching alone. */
  static MatchingHarness ofAnothersLog() throws Exception {
    return new MatchingHarness(true, 1, 1, 0, "executions");
  }

  private MatchingHarness(
      boolean matches, int hotSymbols, int parallelism, int index, String executions)
      throws Exception {
    this.parallelism = parallelism;
    this.index = index;
    operator = new MatchingOperator(published, matches, hotSymbols, false, executions);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            MatchingHarness::symbol,
            told -> "",
            Types.STRING,
            JobSettings.MAX_PARALLELISM,
            parallelism,
            index);
    EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend();
    rocksDb.setRocksDBOptions(new SmallWriteBuffers());
    harness.setStateBackend(rocksDb);
    harness
        .getEnvironment()
        .getJobConfiguration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(CHECKPOINT_MILLIS));
    harness.setup(new MessageSerializer());
  }

  /** Key of whatever passes here. */
  static String symbol(Object message) {
    if (message instanceof Judged judged) {
      return judged.order().symbol();
    } else if (message instanceof SymbolCommand command) {
      return command.symbol();
    } else if (message instanceof LogEntry entry) {
      return entry.symbol();
    } else if (message instanceof Execution execution) {
      return execution.symbol();
    } else if (message instanceof Trade trade) {
      return trade.symbol();
    } else if (message instanceof BookSnapshot book) {
      return book.symbol();
    }
    return message instanceof MarketState state ? state.symbol() : "?";
  }

  /** Takes this subtask's share of a state of any parallelism. */
  void restore(OperatorSubtaskState whole) throws Exception {
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            whole,
            JobSettings.MAX_PARALLELISM,
            Math.max(1, whole.getManagedOperatorState().size()),
            parallelism,
            index));
  }

  void open(Recovery... tail) throws Exception {
    harness.open();
    tell(new Recovery.Begin(false));
    for (Recovery told : tail) {
      tell(told);
    }
    tell(new Recovery.Go(0));
  }

  private void tell(Recovery message) throws Exception {
    harness.processElement2(new StreamRecord<>(message));
  }

  void send(Object message) throws Exception {
    harness.processElement1(new StreamRecord<>(message));
  }

  /** All that came out since the last call. */
  List<Object> output() {
    List<Object> output = List.copyOf(published.values);
    published.values.clear();
    return output;
  }

  /** Keeps what is committed, at once. */
  private static final class Published implements Ledgers {
    private final transient List<Object> values = new ArrayList<>();

    @Override
    public Ledger of(int subtask) {
      return new Ledger() {
        @Override
        public void open(long generation) {}

        @Override
        public void commit(List<Object> group, Consumer<Throwable> done) {
          values.addAll(group);
          done.accept(null);
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
      };
    }
  }

  OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  void setProcessingTime(long millis) throws Exception {
    harness.setProcessingTime(millis);
  }

  /** How many rows of orders are in state. */
  int rowsOfOrders() throws Exception {
    AtomicInteger count = new AtomicInteger();
    operator
        .<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            BookStore.descriptor(),
            (symbol, rows) -> {
              for (long key : rows.keys()) {
                count.addAndGet(BookStore.isOrder(key) ? 1 : 0);
              }
            });
    return count.get();
  }

  /** Puts the rows that are no orders into states of their own, where earlier releases had them. */
  void keepAsEarlierReleases() throws Exception {
    Map<String, Map<Long, byte[]>> moved = new HashMap<>();
    KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        BookStore.descriptor(),
        (symbol, rows) -> {
          for (Map.Entry<Long, byte[]> row : rows.entries()) {
            if (!BookStore.isOrder(row.getKey())) {
              moved.computeIfAbsent(symbol, s -> new HashMap<>()).put(row.getKey(), row.getValue());
            }
          }
        });
    for (Map.Entry<String, Map<Long, byte[]>> of : moved.entrySet()) {
      backend.setCurrentKey(of.getKey());
      for (Map.Entry<Long, byte[]> row : of.getValue().entrySet()) {
        long key = row.getKey();
        state(BookStore.descriptor()).remove(key);
        if (key == 0) {
          state(new ValueStateDescriptor<>("market", byte[].class)).update(row.getValue());
        } else if (key == -1) {
          state(new ValueStateDescriptor<>("sequencer", byte[].class)).update(row.getValue());
        } else {
          state(new MapStateDescriptor<>("trades", Integer.class, byte[].class))
              .put((int) (-2 - key), row.getValue());
        }
      }
    }
  }

  private <S extends State> S state(StateDescriptor<S, ?> descriptor) throws Exception {
    return operator
        .<String>getKeyedStateBackend()
        .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }

  void close() throws Exception {
    harness.close();
  }
}
