package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.contract.Topic;
import io.streambook.local.Stack;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that starts without state knows all that its topics hold before it judges an order. */
@ExtendWith(Stack.class)
class StartIT {
  /** {@code -Dstreambook.start.orders=100000} is the size that the rules of the venue name. */
  private static final int ORDERS = Integer.getInteger("streambook.start.orders", 20_000);

  private static final int ACCOUNTS = ORDERS / 10;
  private static final int SYMBOLS = 50;

  @Test
  void noOrderThatWaitsMeetsAnUnknownAccountOrSymbol(Stack stack) throws Exception {
    TestVenue venue = new TestVenue(stack);
    venue.send(IntStream.range(0, ORDERS).mapToObj(StartIT::order).toList());
    venue.send(IntStream.range(0, ACCOUNTS).mapToObj(i -> TestVenue.limits(account(i))).toList());
    venue.send(IntStream.range(0, SYMBOLS).mapToObj(i -> TestVenue.instrument(symbol(i))).toList());
    try (RunningVenue running =
        new RunningVenue(
            venue, venue.settings(Service.RISK, Service.MATCHING).withParallelism(2))) {
      venue.awaitOrders(ORDERS);

      List<Execution> answers =
          venue.read(Topic.EXECUTIONS, Execution.class).stream()
              .filter(execution -> execution.partition() >= 0)
              .toList();
      assertThat(answers).hasSize(ORDERS).extracting(Execution::reason).containsOnlyNulls();
      assertThat(venue.read(Topic.TRADES, Trade.class)).hasSize(ORDERS / 2);
      running.assertUndisturbed();
    }
  }

  /** Each symbol is bought and sold in turn. */
  private static OrderCommand order(int i) {
    Side side = i / SYMBOLS % 2 == 0 ? Side.BUY : Side.SELL;
    return TestOrders.limit(symbol(i % SYMBOLS), account(i % ACCOUNTS), "o" + i, side, "1", "100");
  }

  private static String account(int i) {
    return "FIRM" + i % 1_000 + "/" + i;
  }

  private static String symbol(int i) {
    return "SYM" + i;
  }
}
