package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.contract.Topic;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stop with a savepoint, start from it: no resting order and no place in a queue is lost. */
@ExtendWith(Stack.class)
class SavepointIT {
  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  @Test
  void restingOrdersMatchInTheirOldPriorityAtAnyParallelism(Stack stack) throws Exception {
    try (TestVenue venue = new TestVenue(stack)) {
      venue.send(TestOrders.SYMBOLS.stream().map(TestVenue::instrument).toList());
      venue.send(TestOrders.ACCOUNTS.stream().map(TestVenue::limits).toList());
      JobClient job = TestVenue.start(flink.environment(), venue.all(1));
      int sent = 0;
      for (String symbol : TestOrders.SYMBOLS) {
        for (int i = 0; i < 8; i++) {
          String account = TestOrders.ACCOUNTS.get(i % TestOrders.ACCOUNTS.size());
          venue.send(TestOrders.limit(symbol, account, symbol + i, Side.SELL, "10", "100"));
          sent++;
        }
      }
      venue.awaitOrders(sent);
      // Another one is taken out of the front of each queue under each parallelism, and one and a
      // half of them trade.
      int[] parallelisms = {1, 4, 1};
      for (int run = 0; run < parallelisms.length; run++) {
        String savepoint =
            TestVenue.stop(job, flink.folder().resolve("savepoints").toUri().toString());
        job = TestVenue.restore(flink.environment(), venue.all(parallelisms[run]), savepoint);
        for (String symbol : TestOrders.SYMBOLS) {
          venue.send(TestOrders.limit(symbol, "EAST", symbol + "b" + run, Side.BUY, "15", "100"));
          sent++;
        }
        venue.awaitOrders(sent);
      }
      List<Trade> trades = venue.read(Topic.TRADES, Trade.class);
      for (String symbol : TestOrders.SYMBOLS) {
        long five = 5 * Decimal8.ONE;
        assertThat(trades)
            .filteredOn(trade -> trade.symbol().equals(symbol))
            .extracting(Trade::buyOrderId, Trade::sellOrderId, Trade::qty)
            .containsExactly(
                tuple(symbol + "b0", symbol + 0, 2 * five),
                tuple(symbol + "b0", symbol + 1, five),
                tuple(symbol + "b1", symbol + 1, five),
                tuple(symbol + "b1", symbol + 2, 2 * five),
                tuple(symbol + "b2", symbol + 3, 2 * five),
                tuple(symbol + "b2", symbol + 4, five));
      }
      assertThat(venue.read(Topic.EXECUTIONS, Execution.class))
          .filteredOn(execution -> execution.execType() == ExecType.NEW)
          .hasSize(sent)
          .extracting(Execution::execId)
          .doesNotHaveDuplicates();
      venue.awaitTables();
      job.cancel().get();
    }
  }
}
