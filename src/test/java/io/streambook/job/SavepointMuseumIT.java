package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.contract.Topic;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A savepoint of each released version, with what its topics held, goes on in this one. For the
 * next version: {@code mvn verify -Dit.test=SavepointMuseumIT -Dsavepoint.new=v2}.
 */
@ExtendWith(Stack.class)
class SavepointMuseumIT {
  private static final Path MUSEUM = Path.of("src", "test", "resources", "savepoints");
  private static final String TOPICS = "topics.json";

  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  static List<String> versions() throws IOException {
    try (Stream<Path> versions = Files.list(MUSEUM)) {
      return versions.map(version -> version.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void goesOn(String version, Stack stack) throws Exception {
    for (int parallelism : new int[] {1, 3}) {
      // The prefix is in the savepoint; so every restore has a broker's topics to itself.
      try (TestVenue venue = new TestVenue(stack, prefix(version))) {
        TopicCopy.load(MUSEUM.resolve(version).resolve(TOPICS))
            .restore(venue.kafka(), venue.registry());
        goesOn(venue, version, parallelism);
        venue.deleteTopics();
      }
    }
  }

  private static void goesOn(TestVenue venue, String version, int parallelism) throws Exception {
    List<Trade> before = venue.read(Topic.TRADES, Trade.class);
    JobClient job =
        TestVenue.restore(
            flink.environment(),
            venue.all(parallelism),
            MUSEUM.resolve(version).toUri().toString());
    int sent = orders(venue);
    venue.send(
        List.of(
            TestOrders.limit("ALFA", "EAST", "after", Side.BUY, "25", "100"),
            TestOrders.limit("ALFA", "NORTH/1", "rest0", Side.SELL, "1", "100"),
            TestOrders.limit("ALFA", "SOUTH/1", "limited", Side.BUY, "1", "90")));
    venue.awaitOrders(sent + 3);

    List<Trade> trades = new ArrayList<>(venue.read(Topic.TRADES, Trade.class));
    assertThat(trades).containsAll(before);
    trades.removeAll(before);
    assertThat(trades)
        .extracting(Trade::buyOrderId, Trade::sellOrderId, Trade::qty)
        .as("the queue as it was")
        .containsExactly(
            tuple("after", "rest0", 7 * Decimal8.ONE),
            tuple("after", "rest2", 10 * Decimal8.ONE),
            tuple("after", "rest1", 8 * Decimal8.ONE));
    assertThat(venue.read(Topic.EXECUTIONS, Execution.class))
        .filteredOn(e -> e.execType() == ExecType.REJECTED)
        .extracting(Execution::requestId, Execution::reason)
        .as("ids and limits that it remembers")
        .contains(tuple("rest0", Reason.DUPLICATE_ORDER), tuple("limited", Reason.MAX_OPEN_ORDERS));
    assertThat(venue.read(Topic.VALIDATED_ORDERS, LogEntry.class))
        .filteredOn(e -> e.symbol().equals("ALFA") && e instanceof LogEntry.Rules)
        .extracting(e -> ((LogEntry.Rules) e).version())
        .as("goes on by the newest rules")
        .doesNotHaveDuplicates()
        .endsWith(Matching.RULES_VERSION);
    List<Execution> working = working(venue);
    List<OrderCommand> cancels = new ArrayList<>();
    for (Execution order : working) {
      cancels.add(TestOrders.cancel(order, "cancel" + cancels.size()));
    }
    assertThat(cancels).isNotEmpty();
    venue.send(cancels);
    venue.awaitOrders(sent + 3 + cancels.size());
    assertThat(working(venue)).as("every order that works can be cancelled").isEmpty();
    TestVenue.end(job);
  }

  /** What was told last of each order that still works. */
  private static List<Execution> working(TestVenue venue) {
    Map<String, Execution> last = new LinkedHashMap<>();
    for (Execution execution : venue.read(Topic.EXECUTIONS, Execution.class)) {
      if (execution.venueOrderId() > 0) {
        last.put(execution.symbol() + " " + execution.venueOrderId(), execution);
      }
    }
    return last.values().stream().filter(execution -> execution.leavesQty() > 0).toList();
  }

  private static int orders(TestVenue venue) {
    return (int)
        venue.read(Topic.VALIDATED_ORDERS, LogEntry.class).stream()
            .filter(LogEntry.Order.class::isInstance)
            .count();
  }

  private static String prefix(String version) {
    return "museum-" + version + "-";
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoint.new", matches = "v\\d+")
  void addsOne(Stack stack) throws Exception {
    String version = System.getProperty("savepoint.new");
    try (TestVenue venue = new TestVenue(stack, prefix(version))) {
      venue.send(TestOrders.SYMBOLS.stream().map(TestVenue::instrument).toList());
      venue.send(
          List.of(
              TestVenue.limits("NORTH/1"),
              TestVenue.limits("NORTH/2"),
              TestVenue.limits("EAST"),
              oneOpenOrder("SOUTH/1")));
      JobClient job = TestVenue.start(flink.environment(), venue.all(1));
      OrderCommand second = TestOrders.limit("ALFA", "NORTH/2", "rest1", Side.SELL, "10", "100");
      List<OrderCommand> orders =
          List.of(
              TestOrders.limit("ALFA", "NORTH/1", "rest0", Side.SELL, "10", "100"),
              second,
              TestOrders.limit("ALFA", "NORTH/1", "rest2", Side.SELL, "10", "100"),
              TestOrders.replace(second, "larger", 12 * Decimal8.ONE, "100"),
              TestOrders.limit("ALFA", "EAST", "taker", Side.BUY, "3", "100"),
              TestOrders.limit("BRAVO", "SOUTH/1", "only", Side.BUY, "1", "50"),
              TestOrders.limit("CHARLIE", "NORTH/1", "off tick", Side.BUY, "1", "50.001"),
              TestOrders.limit(
                  "CHARLIE", "NORTH/1", "close", Side.BUY, "4", "60", TimeInForce.AT_THE_CLOSE),
              TestOrders.with(
                  TestOrders.limit("CHARLIE", "NORTH/2", "iceberg", Side.SELL, "20", "60"),
                  OrderType.LIMIT,
                  iceberg()),
              TestOrders.limit("CHARLIE", "EAST", "slice", Side.BUY, "7", "60"),
              TestOrders.with(
                  TestOrders.limit("CHARLIE", "EAST", "stop", Side.BUY, "1", "62"),
                  OrderType.STOP_LIMIT,
                  stopAt("61")));
      venue.send(orders);
      venue.awaitOrders(orders.size());
      venue.awaitQuiet();
      Path made = Path.of(URI.create(TestVenue.stop(job, flink.folder().toUri().toString())));
      Path target = MUSEUM.resolve(version);
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(made)) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName().toString()));
        }
      }
      TopicCopy.of(venue.kafka(), venue.registry()).save(target.resolve(TOPICS));
    }
  }

  private static Conditions iceberg() {
    return Conditions.of(
        Decimal8.NONE, 5 * Decimal8.ONE, 0, false, 0, SelfTradePrevention.NONE, "");
  }

  private static Conditions stopAt(String price) {
    return Conditions.of(Decimal8.parse(price), 0, 0, false, 0, SelfTradePrevention.NONE, "");
  }

  private static RiskLimits oneOpenOrder(String account) {
    long none = RiskLimits.NO_LIMIT;
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        none,
        none,
        none,
        none,
        none,
        1,
        Integer.MAX_VALUE,
        false,
        0,
        "test",
        TestVenue.nowMicros());
  }
}
