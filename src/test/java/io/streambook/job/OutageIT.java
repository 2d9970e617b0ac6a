package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streambook.book.Side;
import io.streambook.contract.Topic;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the venue needs goes away and comes back: the job waits, and nothing is lost. */
@ExtendWith(Stack.class)
class OutageIT {
  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  private static TestVenue open(Stack stack) throws Exception {
    TestVenue venue = new TestVenue(stack);
    venue.send(TestVenue.instrument("ALFA"));
    venue.send(TestVenue.limits("EAST"));
    return venue;
  }

  @Test
  void registryAwayDelaysOrdersAndMakesNoDeadLetters(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      // No order was read yet, so the first one needs the registry.
      JobClient job =
          TestVenue.start(flink.environment(), venue.settings(Service.RISK, Service.MATCHING));
      TestVenue.until(() -> venue.count(Topic.ACCOUNTS) > 0);
      venue.prepare(TestOrders.limit("ALFA", "EAST", "o0", Side.SELL, "1", "100"));
      stack.registry().stop();
      try {
        venue.send(TestOrders.limit("ALFA", "EAST", "o1", Side.SELL, "1", "100"));
        await()
            .during(Duration.ofSeconds(4))
            .atMost(TestVenue.PATIENCE)
            .until(() -> venue.count(Topic.EXECUTIONS) == 0);
      } finally {
        stack.registry().start();
      }
      venue.awaitOrders(1);
      assertThat(venue.count(Topic.DEAD_LETTERS)).isZero();
      job.cancel().get();
    }
  }

  @Test
  void databaseAwayStopsNoOrderAndLosesNoRow(Stack stack) throws Exception {
    try (TestVenue venue = open(stack)) {
      JobClient job =
          TestVenue.start(flink.environment(), venue.settings(Service.RISK, Service.MATCHING));
      JobClient core = TestVenue.start(flink.environment(), venue.settings(Service.CORE));
      venue.send(TestOrders.limit("ALFA", "EAST", "s0", Side.SELL, "5", "100"));
      venue.awaitOrders(1);
      venue.awaitTables();
      stack.postgres().stop();
      try {
        venue.send(
            List.of(
                TestOrders.limit("ALFA", "EAST", "b0", Side.BUY, "2", "100"),
                TestOrders.limit("ALFA", "EAST", "b1", Side.BUY, "2", "100")));
        venue.awaitOrders(3);
        TestVenue.until(() -> restarts(core) > 1);
      } finally {
        stack.postgres().start();
      }
      venue.awaitTables();
      assertThat(venue.rows("order_id, status, cum_qty", "orders"))
          .containsExactly(
              "b0|FILLED|2.00000000", "b1|FILLED|2.00000000", "s0|PARTIALLY_FILLED|4.00000000");
      job.cancel().get();
      core.cancel().get();
    }
  }

  private static long restarts(JobClient job) throws Exception {
    URI url = flink.local().url().resolve("/jobs/" + job.getJobID() + "/metrics?get=numRestarts");
    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return new ObjectMapper().readTree(answer).path(0).path("value").asLong();
  }
}
