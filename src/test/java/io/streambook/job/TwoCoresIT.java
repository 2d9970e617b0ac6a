package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.audit.Audit;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.contract.Topic;
import io.streambook.core.Upserts;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Core runs twice on one database, by mistake. */
@ExtendWith(Stack.class)
class TwoCoresIT {
  private static final int FLOW = 3_000;
  private static final long SEED = 20_261_130;

  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  /** Rows only move forward, so it does not matter who writes them, nor when the older ends. */
  @Test
  void theOlderEndsAndTheRowsAreThoseOfTheTopics(Stack stack) throws Exception {
    try (TestVenue venue = new TestVenue(stack)) {
      venue.send(TestOrders.SYMBOLS.stream().map(TestVenue::instrument).toList());
      venue.send(TestOrders.ACCOUNTS.stream().map(TestVenue::limits).toList());
      JobClient job =
          TestVenue.start(
              flink.environment(),
              venue.settings(Service.RISK, Service.MATCHING).withParallelism(1));
      JobSettings core = venue.settings(Service.CORE).withParallelism(1);
      JobClient older = TestVenue.start(flink.environment(), core);
      List<OrderCommand> flow = TestOrders.flow(SEED, FLOW);
      venue.send(flow.subList(0, FLOW / 2));
      TestVenue.until(() -> !venue.rows("1", "executions").isEmpty());
      JobClient newer = TestVenue.start(flink.environment(), core);
      venue.send(flow.subList(FLOW / 2, FLOW));
      venue.awaitAnswers(FLOW);
      venue.awaitTables();

      List<String> orders = orders(venue);
      TestVenue.until(
          () ->
              orders.equals(
                  venue
                      .rows("symbol, venue_order_id, status, cum_qty, sequence, idx", "orders")
                      .stream()
                      .sorted()
                      .toList()));
      StringWriter report = new StringWriter();
      boolean passed =
          new Audit(venue.kafka(), venue.database(), false, TestVenue.PATIENCE)
              .run(new PrintWriter(report));
      assertThat(passed).as(report.toString()).isTrue();
      assertThat(newer.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      TestVenue.until(() -> older.getJobStatus().get() == JobStatus.FAILED);
      assertThatThrownBy(() -> older.getJobExecutionResult().get())
          .hasStackTraceContaining("(Streambook core) has taken over from job " + older.getJobID());
      newer.cancel().get();
      job.cancel().get();
    }
  }

  /** Each order as of its last execution, as Postgres writes them. */
  private static List<String> orders(TestVenue venue) {
    Map<String, String> orders = new TreeMap<>();
    for (Execution execution : venue.read(Topic.EXECUTIONS, Execution.class)) {
      if (Upserts.changesOrder(execution)) {
        orders.put(
            execution.symbol() + '|' + execution.venueOrderId(),
            "%s|%s|%d|%d"
                .formatted(
                    execution.ordStatus(),
                    BigDecimal.valueOf(execution.cumQty(), Decimal8.SCALE).toPlainString(),
                    execution.sequence(),
                    execution.index()));
      }
    }
    return orders.entrySet().stream()
        .map(order -> order.getKey() + '|' + order.getValue())
        .sorted()
        .toList();
  }
}
