package io.streambook.job;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of the matching operator on RocksDB. */
final class MatchingHarness {
  private final KeyedOneInputStreamOperatorTestHarness<String, Object, Object> harness;
  private final MatchingOperator operator;
  private final int parallelism;
  private final int index;
  private long checkpoint;

  MatchingHarness(boolean matches, int hotSymbols, int parallelism, int index) throws Exception {
    this.parallelism = parallelism;
    this.index = index;
    operator = new MatchingOperator(matches, hotSymbols);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator,
            MatchingHarness::symbol,
            Types.STRING,
            JobSettings.MAX_PARALLELISM,
            parallelism,
            index);
    EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend();
    rocksDb.setRocksDBOptions(new SmallWriteBuffers());
    harness.setStateBackend(rocksDb);
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
            whole, JobSettings.MAX_PARALLELISM, 1, parallelism, index));
  }

  void open() throws Exception {
    harness.open();
  }

  void send(Object message) throws Exception {
    harness.processElement(message, 0);
  }

  /** All that came out since the last call. */
  List<Object> output() {
    List<Object> output = List.copyOf(harness.extractOutputValues());
    harness.getOutput().clear();
    return output;
  }

  OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, checkpoint);
  }

  void setProcessingTime(long millis) throws Exception {
    harness.setProcessingTime(millis);
  }

  /** How many symbols have rows of orders in state. */
  long symbolsWithOrders() {
    try (Stream<String> keys =
        operator.<String>getKeyedStateBackend().getKeys("orders", VoidNamespace.INSTANCE)) {
      return keys.distinct().count();
    }
  }

  void close() throws Exception {
    harness.close();
  }
}
